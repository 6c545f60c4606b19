"""The chain of approvers, the amount, paying and auditing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import WrongState
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.ledger.kinds import EntryKind
from backend.ledger.services import journal_post, transfer_post, transfer_reserve
from backend.ledger.values import Leg
from backend.programmes.events import VoucherIssued
from backend.programmes.lifecycle import SUPPORT, programme_locked
from backend.programmes.models import Support, Voucher
from backend.programmes.reckoning import Reckoning, reckon
from backend.programmes.selectors.money import (
    budget_account,
    granted_on,
    granted_to,
    received_account,
    voucher_account,
)


def support_pass_on(*, actor: Actor, support_id: int, expected_revision: int | None) -> Support:
    """Agree at a step before the last one. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        SUPPORT, "pass_on", support_id, actor=actor, expected_revision=expected_revision
    ) as support:
        _agreed(support, actor)
        support.step += 1
    return support


def support_approve(
    *,
    actor: Actor,
    support_id: int,
    expected_revision: int | None,
    recognised_base: Decimal | None = None,
) -> Support:
    """Agree at the last step: the amount is reckoned from the base that is recognised, by the figures
    that held when it was handed in, and reserved; a voucher is issued at once.

    Raises NotFound, NotPermitted, WrongState where nothing is left, Stale, NotCovered, ValidationError.
    """
    with moving(
        SUPPORT, "approve", support_id, actor=actor, expected_revision=expected_revision
    ) as support:
        # One approval of a programme at a time: caps and budget are read under its lock.
        programme_locked(support.programme_id)
        base = support.base if recognised_base is None else recognised_base
        if not 0 < base <= support.base:
            raise ValidationError(
                {
                    "recognised_base": [
                        _("Recognise more than nothing, and at most what was stated.")
                    ]
                }
            )
        found = amount_reckoned(support, base)
        if found.amount <= 0:
            raise WrongState(_("Nothing is left: the cap or the budget is used up."))
        support.recognised_base, support.amount = base, found.amount
        support.reckoning = [list(line) for line in found.lines]
        support.approved_by_id, support.approved_on = actor.user_id, timezone.localdate()
        _agreed(support, actor)
        if support.programme.scheme.voucher:
            _issue(support, actor)
        else:
            _reserve(support, actor)
    return support


def support_return(
    *, actor: Actor, support_id: int, expected_revision: int | None, note: str
) -> Support:
    """Return it: something is missing. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError."""
    with moving(
        SUPPORT, "return", support_id, actor=actor, expected_revision=expected_revision, note=note
    ) as support:
        return support


def support_refuse(
    *, actor: Actor, support_id: int, expected_revision: int | None, note: str
) -> Support:
    """Refuse it. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        SUPPORT, "refuse", support_id, actor=actor, expected_revision=expected_revision, note=note
    ) as support:
        return support


def support_pay(
    *, actor: Actor, support_id: int, expected_revision: int | None, note: str
) -> Support:
    """Record the transfer of the money. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError."""
    with moving(
        SUPPORT, "pay", support_id, actor=actor, expected_revision=expected_revision, note=note
    ) as support:
        assert support.transfer_id is not None  # reserved when it was approved
        transfer_post(transfer_id=support.transfer_id, actor_id=actor.user_id)
        support.paid_on = timezone.localdate()
    return support


def support_audit(
    *, actor: Actor, support_id: int, expected_revision: int | None, reason: str, note: str
) -> Support:
    """Keep what an audit found. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        SUPPORT, "audit", support_id, actor=actor, expected_revision=expected_revision,
        reason=reason, note=note,
    ) as support:  # fmt: skip
        return support


def amount_reckoned(support: Support, base: Decimal) -> Reckoning:
    """What an application comes to with a base, as caps and budget stand."""
    programme, scheme = support.programme, support.programme.scheme
    terms = support.version.terms
    firm_left = contract_left = None
    if terms.cap_firm is not None:
        firm_left = terms.cap_firm - granted_to(programme, support.applicant_id)
    if terms.cap_contract is not None and scheme.per_contract and support.contract_id:
        contract_left = terms.cap_contract - granted_on(programme, support.contract_id)
    # A voucher is granted whole; ratio and cap per contract bound its use.
    fixed = base if scheme.voucher or scheme.occasions else None
    return reckon(
        terms,
        base,
        fixed=fixed,
        firm_left=firm_left,
        contract_left=contract_left,
        budget_left=budget_account(programme).available,
    )


def _agreed(support: Support, actor: Actor) -> None:
    support.approvals.filter(step=support.step).update(
        person_id=actor.person, agreed_at=timezone.now()
    )


def _reserve(support: Support, actor: Actor) -> None:
    assert support.amount is not None
    support.transfer = transfer_reserve(
        reference=f"support:{support.number}",
        kind=EntryKind.SUBSIDY,
        source=budget_account(support.programme),
        target=received_account(support.applicant_id),
        amount=support.amount,
        about=("support", support.pk),
        actor_id=actor.user_id,
    )


def _issue(support: Support, actor: Actor) -> None:
    assert support.amount is not None
    programme = support.programme
    voucher = Voucher.objects.create(
        number=number_take("voucher"),
        programme=programme,
        support=support,
        firm_id=support.applicant_id,
        amount=support.amount,
        expires_on=_months_on(timezone.localdate(), programme.scheme.months),
    )
    journal_post(
        reference=f"voucher:{voucher.number}:issued",
        kind=EntryKind.VOUCHER,
        legs=[
            Leg(budget_account(programme), -support.amount),
            Leg(voucher_account(voucher), support.amount),
        ],
        about=("voucher", voucher.pk),
        actor_id=actor.user_id,
        memo={"title": f"{programme.title} · {voucher.number}"},
    )
    publish(VoucherIssued(voucher_id=voucher.pk, firm_id=voucher.firm_id), actor_id=actor.user_id)


def _months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
