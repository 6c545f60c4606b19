"""Accepting, declining; both accepted makes the deal, from which a contract is drafted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.services import listing_grant
from backend.contracts.models import Contract
from backend.contracts.services import ContractValues, contract_propose
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish
from backend.deals import rules
from backend.deals.events import DealOpened, PairingAccepted, PairingDeclined
from backend.deals.models import Deal, Decision, DeclineReason, Pairing, Side
from backend.deals.selectors import deal_followed_by, pairing_followed_by


def pairing_accept(*, actor: Actor, pairing_id: int, expected_revision: int) -> Pairing:
    """Accept for the actor's side; when both sides have, the deal is opened.

    Raises NotFound, NotPermitted, WrongState where this side has decided or a side declined, Stale.
    """
    with transaction.atomic():
        pairing, side = _lock_to_decide(actor, pairing_id, expected_revision)
        _decide(pairing, side, Decision.ACCEPTED, actor)
        publish(
            PairingAccepted(
                pairing_id=pairing.pk,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                side=side.value,
            ),
            actor_id=actor.user_id,
        )
        if pairing.agreed:
            _open_deal(pairing, actor)
    return pairing


def pairing_decline(
    *, actor: Actor, pairing_id: int, expected_revision: int, reason: str, note: str = ""
) -> Pairing:
    """Decline for the actor's side with a reason the other side reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    if reason not in DeclineReason.values:
        raise ValidationError({"reason": _("Choose a reason; the other side will read it.")})
    if reason == DeclineReason.OTHER and not note.strip():
        raise ValidationError({"note": _("Say in a few words what the reason is.")})
    if len(note) > 2000:
        raise ValidationError({"note": _("At most 2,000 characters.")})
    with transaction.atomic():
        pairing, side = _lock_to_decide(actor, pairing_id, expected_revision)
        pairing.decline_reason = reason
        pairing.decline_note = note.replace("\x00", "").strip()
        _decide(pairing, side, Decision.DECLINED, actor)
        publish(
            PairingDeclined(
                pairing_id=pairing.pk,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                side=side.value,
                reason=reason,
            ),
            actor_id=actor.user_id,
        )
    return pairing


def _lock_to_decide(actor: Actor, pairing_id: int, expected_revision: int) -> tuple[Pairing, Side]:
    pairing_followed_by(actor, pairing_id)
    pairing = (
        Pairing.objects.select_for_update(of=("self",))
        .select_related("need", "offer")
        .get(pk=pairing_id)
    )
    sides = rules.sides_of(actor, pairing)
    if not sides:
        raise NotPermitted(_("Only the two sides decide on this pairing."))
    side = next(iter(sides))
    if pairing.declined_by is not None:
        raise WrongState(_("This pairing was declined."))
    if pairing.decision_of(side) != Decision.OPEN:
        raise WrongState(_("Your side has accepted already."))
    if not (pairing.need.published and pairing.offer.published):
        raise WrongState(_("One of the two was withdrawn from the market."))
    if pairing.revision != expected_revision:
        raise Stale(
            _("The pairing changed while you were reading; look again before you decide."),
            changed_by=_last_decider(pairing),
            changed_at=pairing.updated_at,
            revision=pairing.revision,
        )
    return pairing, side


def _last_decider(pairing: Pairing) -> str:
    for side in Side:
        person = getattr(pairing, f"{side}_decided_by")
        if person is not None:
            return str(person)
    return str(_("the matcher"))


def _decide(pairing: Pairing, side: Side, decision: Decision, actor: Actor) -> None:
    setattr(pairing, f"{side}_decision", decision)
    setattr(pairing, f"{side}_decided_by_id", actor.user_id)
    setattr(pairing, f"{side}_decided_at", timezone.now())
    pairing.revision += 1
    pairing.save()


def _open_deal(pairing: Pairing, actor: Actor) -> Deal:
    """One deal, and each side may now read the other's confidential details."""
    deal = Deal.objects.create(pairing=pairing)
    # Both services lock in the order of ids, so that two deals over one listing cannot deadlock.
    grants = [
        (pairing.need_id, pairing.offer.owner_id),
        (pairing.offer_id, pairing.need.owner_id),
    ]
    for listing_id, organisation_id in sorted(grants):
        listing_grant(
            listing_id=listing_id, organisation_id=organisation_id, actor_id=actor.user_id
        )
    publish(DealOpened(deal_id=deal.pk, pairing_id=pairing.pk), actor_id=actor.user_id)
    return deal


def deal_draft_contract(*, actor: Actor, deal_id: int, values: ContractValues) -> Contract:
    """Draft the contract record of a deal for the actor's side.

    Raises NotFound, NotPermitted, WrongState where a record exists, ValidationError by field.
    """
    deal_followed_by(actor, deal_id)
    with transaction.atomic():
        deal = (
            Deal.objects.select_for_update(of=("self",))
            .select_related("pairing__need", "pairing__offer")
            .get(pk=deal_id)
        )
        pairing = deal.pairing
        contract = contract_propose(
            actor=actor, need=pairing.need, offer=pairing.offer, values=values
        )
        deal.state = Deal.State.DRAFTED
        deal.save()
    return contract


def deal_mark_contracted(*, need_id: int, offer_id: int) -> None:
    """Bring the deal's state up to a confirmed contract; safe to repeat."""
    Deal.objects.filter(pairing__need_id=need_id, pairing__offer_id=offer_id).exclude(
        state=Deal.State.CONTRACTED
    ).update(state=Deal.State.CONTRACTED, updated_at=timezone.now())
