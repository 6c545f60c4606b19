"""Using a voucher: reserved on a contract, redeemed with the invoice, approved, paid, audited.

What is reserved is a transfer of the ledger that waits, so the voucher's balance can never be passed.
The contract is locked before the voucher, so that several vouchers of one contract never cover more than
its amount.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.attachments.services import attachment_add
from backend.contracts.models import Contract
from backend.core import money
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.integrity.models import Block
from backend.integrity.selectors import barred_words
from backend.ledger.kinds import EntryKind
from backend.ledger.services import journal_post, transfer_post, transfer_reserve, transfer_void
from backend.ledger.values import Leg
from backend.programmes import rules
from backend.programmes.events import VoucherReserved
from backend.programmes.lifecycle import (
    REDEMPTION,
    VOUCHER,
    lessened_for_good,
    redemption_locked,
    voucher_locked,
)
from backend.programmes.models import Redemption, Voucher
from backend.programmes.reckoning import CENT, HUNDRED
from backend.programmes.selectors import (
    contracts_for_vouchers,
    provider_for,
    usable_on,
    version_now,
    voucher_found,
)
from backend.programmes.selectors.money import budget_account, received_account, voucher_account
from backend.programmes.values import ClaimValues

from .lessening import lessening_check, milestone_to_lessen, milestones_lock, whole_check


def voucher_reserve(
    *,
    actor: Actor,
    voucher_id: int,
    contract_id: int,
    service: str,
    amount: Decimal,
    milestone_id: int | None = None,
) -> Redemption:
    """Reserve a part of a voucher on a signed contract of the firm; taken off a milestone of it, the
    firm pays so much less of that one, and the office pays the part to the provider.

    Raises NotFound, NotPermitted, WrongState where the voucher has expired, the provider is not
    recognised or the service not covered, naming why, NotCovered, ValidationError for the amount or the
    milestone.
    """
    known = voucher_found(actor, voucher_id)
    if not rules.APPLY.allows(actor, known.firm_id):
        raise NotPermitted(rules.NOT_APPLICANT)
    with transaction.atomic():
        # A milestone is locked with its deal, and so before the contract.
        milestone = milestone_to_lessen(milestone_id, contract_id) if milestone_id else None
        contract = _contract(known.firm_id, contract_id)
        voucher: Voucher = voucher_locked(voucher_id)
        if not voucher.usable:
            raise WrongState(_("This voucher ended on %(day)s.") % {"day": voucher.expires_on})
        for party_id in (voucher.firm_id, contract.seller_id):
            barred = barred_words(
                Block.SUPPORT, region=voucher.programme.scheme.region, organisation_id=party_id
            )
            if barred is not None:
                raise WrongState(barred)
        found = provider_for(voucher.programme.scheme, contract)
        if found.provider is None:
            raise WrongState(found.why)
        if service not in {one.code for one in found.services}:
            raise ValidationError(
                {"service": [_("Choose a service that the provider is recognised for.")]}
            )
        _check_amount(amount, usable_on(voucher, contract).amount)
        if milestone is not None:
            lessening_check(milestone, amount)
        to_firm = milestone is None and voucher.programme.scheme.pays == "firm"
        transfer = transfer_reserve(
            reference=f"voucher:{voucher.number}:{voucher.redemptions.count() + 1}",
            kind=EntryKind.VOUCHER,
            source=voucher_account(voucher),
            target=received_account(voucher.firm_id if to_firm else contract.seller_id),
            amount=amount,
            about=("voucher", voucher.pk),
            deal_id=contract.deal_id,
            actor_id=actor.user_id,
        )
        redemption = Redemption.objects.create(
            voucher=voucher, contract=contract, provider=found.provider, service=service,
            amount=amount, transfer=transfer, reserved_by_id=actor.person, milestone=milestone,
        )  # fmt: skip
        publish(
            VoucherReserved(
                redemption_id=redemption.pk, firm_id=voucher.firm_id, deal_id=contract.deal_id
            ),
            actor_id=actor.user_id,
        )
    return redemption


def redemption_claim(
    *, actor: Actor, redemption_id: int, expected_revision: int | None, values: ClaimValues
) -> Redemption:
    """Redeem with the invoice: of what is reserved as much as the ratio gives of the invoice.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field, also for an invoice that
    was used before.
    """
    try:
        with moving(
            REDEMPTION, "claim", redemption_id, actor=actor, expected_revision=expected_revision
        ) as redemption:
            _check_invoice(redemption, values)
            terms = version_now(redemption.voucher.programme).terms
            ratio = terms.ratio or HUNDRED
            share = (values.amount * ratio / HUNDRED).quantize(CENT, ROUND_DOWN)
            redemption.claimed = min(redemption.amount, share)
            whole_check(redemption)
            redemption.invoice_number = values.number.strip()
            redemption.invoice_amount, redemption.invoice_on = values.amount, values.dated
            redemption.note = ""
            redemption.invoice = attachment_add(
                actor=actor, subject="redemption", subject_id=redemption.pk, upload=values.upload
            )
    except IntegrityError as error:
        told = _("This invoice of the provider was used on a voucher before.")
        raise ValidationError({"number": [told]}) from error
    return redemption


def redemption_approve(
    *, actor: Actor, redemption_id: int, expected_revision: int | None
) -> Redemption:
    """Agree to a claim. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        REDEMPTION, "approve", redemption_id, actor=actor, expected_revision=expected_revision
    ) as redemption:
        redemption.approved_by_id = actor.user_id
    return redemption


def redemption_return(
    *, actor: Actor, redemption_id: int, expected_revision: int | None, note: str
) -> Redemption:
    """Return a claim: the amount stays reserved. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError."""
    with moving(
        REDEMPTION, "return", redemption_id, actor=actor, expected_revision=expected_revision,
        note=note,
    ) as redemption:  # fmt: skip
        redemption.claimed = None
        redemption.invoice_number = ""
    return redemption


def redemption_pay(
    *, actor: Actor, redemption_id: int, expected_revision: int | None, note: str
) -> Redemption:
    """Record the transfer; what the invoice does not carry is on the voucher again.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError.
    """
    with moving(
        REDEMPTION,
        "pay",
        redemption_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as redemption:
        transfer_post(
            transfer_id=redemption.transfer_id, amount=redemption.claimed, actor_id=actor.user_id
        )
        redemption.paid_on = timezone.localdate()
        _left_return(redemption.voucher)
    return redemption


def redemption_audit(
    *, actor: Actor, redemption_id: int, expected_revision: int | None, reason: str, note: str
) -> Redemption:
    """Keep what an audit found. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        REDEMPTION, "audit", redemption_id, actor=actor, expected_revision=expected_revision,
        reason=reason, note=note,
    ) as redemption:  # fmt: skip
        return redemption


def redemption_release(
    *, actor: Actor, redemption_id: int, expected_revision: int | None
) -> Redemption:
    """Free what is reserved. Raises NotFound, NotPermitted, WrongState, Stale."""
    with transaction.atomic():
        milestones_lock(Redemption.objects.filter(pk=redemption_id))
        with moving(
            REDEMPTION, "release", redemption_id, actor=actor, expected_revision=expected_revision
        ) as redemption:
            transfer_void(transfer_id=redemption.transfer_id, actor_id=actor.user_id)
            _left_return(redemption.voucher)
    return redemption


def vouchers_expire() -> int:
    """End vouchers whose last day has passed: reservations without an invoice fall, what is left goes
    back to the budget; returns how many ended. Safe to repeat."""
    over = Voucher.objects.filter(
        state=Voucher.State.ACTIVE, expires_on__lt=timezone.localdate()
    ).values_list("pk", flat=True)
    return sum(_expire(pk) for pk in list(over.order_by("pk")))


def _expire(voucher_id: int) -> bool:
    with transaction.atomic():
        milestones_lock(Redemption.objects.filter(voucher=voucher_id, state="reserved"))
        voucher: Voucher = voucher_locked(voucher_id)
        if voucher.state != Voucher.State.ACTIVE:
            return False
        open_ones = voucher.redemptions.filter(state=Redemption.State.RESERVED)
        for pk in open_ones.order_by("pk").values_list("pk", flat=True):
            redemption = redemption_locked(pk)
            if lessened_for_good(redemption) is not None:
                continue  # the firm has paid the rest: the office owes this part
            transfer_void(transfer_id=redemption.transfer_id)
            advance(REDEMPTION, "release", redemption, actor_id=None)
        advance(VOUCHER, "expire", voucher, actor_id=None)
        _left_return(voucher)
    return True


def _left_return(voucher: Voucher) -> None:
    """What is left on a voucher that has ended goes back to the budget."""
    account = voucher_account(voucher)
    if voucher.state == Voucher.State.EXPIRED and account.available:
        journal_post(
            reference=f"voucher:{voucher.number}:left:{account.debited:.2f}",
            kind=EntryKind.VOUCHER,
            legs=[
                Leg(account, -account.available),
                Leg(budget_account(voucher.programme), account.available),
            ],
            about=("voucher", voucher.pk),
            memo={"title": voucher.number},
        )


def _contract(firm_id: int, contract_id: int) -> Contract:
    own = contracts_for_vouchers(firm_id).select_for_update(of=("self",))
    found = own.filter(pk=contract_id).first()
    if found is None:
        raise ValidationError(
            {"contract": [_("Choose a signed contract in yuan that your firm pays.")]}
        )
    return found


def _check_amount(amount: Decimal, most: Decimal) -> None:
    if amount <= 0 or amount != amount.quantize(CENT):
        raise ValidationError({"amount": [_("Give an amount above zero, in whole cents.")]})
    if amount > most:
        told = _("This contract may use at most %(amount)s.") % {"amount": money.exact(most, "CNY")}
        raise ValidationError({"amount": [told]})


def _check_invoice(redemption: Redemption, values: ClaimValues) -> None:
    wrong: dict[str, list[object]] = {}
    # What the firm has paid less by is owed to the provider, whatever became of the contract.
    if redemption.contract.state != Contract.State.SIGNED and not lessened_for_good(redemption):
        raise WrongState(_("The contract has ended; release what is reserved on it."))
    if values.amount <= 0 or values.amount > redemption.contract.amount:
        wrong["amount"] = [_("An invoice is above zero and at most the contract amount.")]
    if values.dated > timezone.localdate():
        wrong["dated"] = [_("The invoice is dated in the future.")]
    if not values.number.strip():
        wrong["number"] = [_("Give the number of the invoice.")]
    if wrong:
        raise ValidationError(wrong)
