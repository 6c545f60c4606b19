"""Bank transfers: where an organisation is paid, and what its bank's statement shows."""

from __future__ import annotations

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted
from backend.payments import rules
from backend.payments.models import BankAccount, BankStatement, Method, Payment, StatementLine
from backend.payments.selectors import arrived_by_statement
from backend.payments.statements import Credit, credits_read

Verdict = StatementLine.Verdict
_REFERENCE = re.compile(r"ZF[\s\-_]*(\d{4})[\s\-_]*(\d{6})", re.IGNORECASE)


def bank_account_set(
    *,
    actor: Actor,
    organisation_id: int,
    currency: str,
    holder: str,
    bank: str,
    number: str,
    code: str = "",
) -> BankAccount:
    """Say where the organisation is paid in a currency.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.RECEIVE.allows(actor, organisation_id):
        raise NotPermitted(rules.ONLY_PAYEE)
    with transaction.atomic():
        account = (
            BankAccount.objects.select_for_update()
            .filter(organisation_id=organisation_id, currency=currency)
            .first()
        ) or BankAccount(organisation_id=organisation_id, currency=currency)
        account.holder, account.bank = holder.strip(), bank.strip()
        account.number = re.sub(r"[\s-]", "", number)
        account.code = code.strip()
        if not re.fullmatch(r"[0-9A-Za-z]{6,34}", account.number):
            raise ValidationError(
                {"number": [_("An account number has 6 to 34 digits or letters.")]}
            )
        account.full_clean(exclude=["organisation"], validate_unique=False)
        account.save()
    return account


def statement_import(
    *, actor: Actor, organisation_id: int, name: str, data: bytes, currency: str
) -> BankStatement:
    """Take in a bank statement: its credits are laid beside the payments whose number they bear.

    A booking that an earlier file held is not taken twice. Nothing is settled by it: people confirm.
    Raises NotPermitted, ValidationError for ``file``.
    """
    if not rules.RECEIVE.allows(actor, organisation_id):
        raise NotPermitted(rules.ONLY_PAYEE)
    read = credits_read(data, currency=currency)
    with transaction.atomic():
        statement = BankStatement.objects.create(
            organisation_id=organisation_id,
            name=name[:120],
            currency=currency,
            lines_read=len(read),
            imported_by_id=actor.person,
        )
        known = set(
            StatementLine.objects.filter(organisation_id=organisation_id).values_list(
                "key", flat=True
            )
        )
        for credit in read:
            if credit.key not in known:
                known.add(credit.key)
                _line(statement, credit)
                statement.lines_new += 1
        statement.save()
    return statement


def _line(statement: BankStatement, credit: Credit) -> None:
    payment = _named_by(statement.organisation_id, credit)
    line = StatementLine(
        statement=statement,
        organisation_id=statement.organisation_id,
        key=credit.key,
        booked_on=credit.booked_on,
        amount=credit.amount,
        currency=credit.currency,
        counterparty=credit.counterparty,
        remark=credit.remark,
        payment=payment,
        verdict=_verdict(payment, credit),
    )
    line.save()


def _named_by(organisation_id: int, credit: Credit) -> Payment | None:
    hit = _REFERENCE.search(credit.remark)
    if hit is None:
        return None
    number = f"ZF-{hit[1]}-{hit[2]}"
    return Payment.objects.filter(
        number=number, payee_id=organisation_id, method=Method.BANK, currency=credit.currency
    ).first()


def _verdict(payment: Payment | None, credit: Credit) -> str:
    if payment is None:
        return Verdict.UNKNOWN
    if payment.state not in {Payment.State.OPEN, Payment.State.DECLARED}:
        return Verdict.CLOSED
    total: Decimal = arrived_by_statement(payment) + credit.amount
    if total == payment.amount:
        return Verdict.FITS
    return Verdict.SHORT if total < payment.amount else Verdict.OVER
