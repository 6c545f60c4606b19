"""Invoices 发票: asked for by the payer, issued by the payee over what was paid."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.attachments.selectors import attachments_of_each
from backend.core import money
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.payments import rules
from backend.payments.events import InvoiceRequested
from backend.payments.lifecycle import INVOICE, payment_locked
from backend.payments.models import Invoice, InvoiceKind, Payment
from backend.payments.selectors import payment_readable_by

# What the payer does not write.
_NOT_WRITTEN = {field.name for field in Invoice._meta.fields} - {"kind", "title", "tax_number"}
_NUMBER = re.compile(r"\d{8}|\d{20}")


def invoice_request(
    *, actor: Actor, payment_id: int, kind: str, title: str, tax_number: str = ""
) -> Invoice:
    """Ask for an invoice over a settled payment.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    payment_readable_by(actor, payment_id)
    with transaction.atomic():
        payment = payment_locked(payment_id)
        if not rules.pays(actor, payment):
            raise NotPermitted(rules.ONLY_PAYER)
        if not payment.standing:
            raise WrongState(_("An invoice is issued over what was paid; nothing is."))
        open_ones = payment.invoices.exclude(state=Invoice.State.RED_ISSUED)
        if open_ones.exists():
            raise WrongState(_("An invoice of this payment is asked for already."))
        invoice = Invoice(
            payment=payment,
            kind=kind,
            title=title.strip(),
            tax_number=re.sub(r"\s", "", tax_number).upper(),
            requested_by_id=actor.person,
        )
        invoice.clean_fields(exclude=_NOT_WRITTEN)
        if invoice.kind == InvoiceKind.SPECIAL and not invoice.tax_number:
            words = _("A special VAT invoice needs the taxpayer's number.")
            raise ValidationError({"tax_number": [words]})
        invoice.save()
        publish(
            InvoiceRequested(invoice_id=invoice.pk, payment_id=payment.pk),
            actor_id=actor.user_id,
        )
    return invoice


def invoice_issue(
    *,
    actor: Actor,
    invoice_id: int,
    number: str,
    issued_on: date,
    amount: Decimal,
    tax: Decimal,
    expected_revision: int | None = None,
) -> Invoice:
    """Issue what was asked for, once its file hangs there; its amount is what was paid and stands.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        INVOICE, "issue", invoice_id, actor=actor, expected_revision=expected_revision
    ) as invoice:
        _file_check(invoice, since=invoice.created_at)
        payment = payment_locked(invoice.payment_id)
        due = payment.standing
        invoice.number = _checked(invoice, number, issued_on, amount, due, payment.currency)
        if not 0 <= tax < amount:
            raise ValidationError({"tax": [_("Tax is part of the amount.")]})
        invoice.issued_on, invoice.amount, invoice.tax = issued_on, amount, tax
    return invoice


def invoice_return(
    *, actor: Actor, invoice_id: int, note: str, expected_revision: int | None = None
) -> Invoice:
    """Return it for correction. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        INVOICE,
        "return",
        invoice_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as invoice:
        return invoice


def invoice_issue_red(
    *,
    actor: Actor,
    invoice_id: int,
    number: str,
    issued_on: date,
    amount: Decimal,
    expected_revision: int | None = None,
) -> Invoice:
    """Issue the red-letter invoice that takes an issued one back: over its whole amount, so that a
    new one can be asked for over what still stands.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        INVOICE, "issue_red", invoice_id, actor=actor, expected_revision=expected_revision
    ) as invoice:
        _file_check(invoice, since=invoice.updated_at)
        due = invoice.amount or Decimal(0)
        currency = invoice.payment.currency
        invoice.red_number = _checked(invoice, number, issued_on, amount, due, currency)
        invoice.red_on, invoice.red_amount = issued_on, amount
    return invoice


def invoices_redden(*, payment_id: int) -> None:
    """Money went back: what was issued over it has to be taken back; safe to repeat."""
    standing = [Invoice.State.ISSUED, Invoice.State.RETURNED]
    with transaction.atomic():
        payment_locked(payment_id)
        rows = Invoice.objects.select_for_update().filter(payment_id=payment_id)
        for invoice in rows.filter(state__in=standing).exclude(number=""):
            advance(INVOICE, "redden", invoice, actor_id=None)
        payment = Payment.objects.get(pk=payment_id)
        if not payment.standing:
            # What was only asked for over it is asked for no more.
            rows.filter(state=Invoice.State.REQUESTED).delete()


def _file_check(invoice: Invoice, *, since: datetime) -> None:
    """Raise WrongState unless somebody added the file since then."""
    files = attachments_of_each("invoice", [invoice.pk]).get(invoice.pk, [])
    if not any(file.created_at >= since for file in files):
        raise WrongState(_("Upload the invoice's file first, then issue it."))


def _checked(
    invoice: Invoice, number: str, issued_on: date, amount: Decimal, due: Decimal, currency: str
) -> str:
    """The number as it is kept. Raises ValidationError by field."""
    written = re.sub(r"\s", "", number)
    if not _NUMBER.fullmatch(written):
        raise ValidationError({"number": [_("An invoice number has 8 or 20 digits.")]})
    others = Invoice.objects.exclude(pk=invoice.pk)
    if others.filter(number=written).exists() or others.filter(red_number=written).exists():
        raise ValidationError({"number": [_("Another invoice bears this number.")]})
    if amount != due:
        words = _("The invoice has to be over %(due)s, with tax.")
        told = money.exact(due, currency)
        raise ValidationError({"amount": [words % {"due": told}]})
    if issued_on > timezone.localdate():
        raise ValidationError({"issued_on": [_("This day lies in the future.")]})
    return written
