"""Accepting and declining; both accepted opens the deal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import Stale, WrongState
from backend.core.outbox import publish
from backend.deals.models import DealDuty
from backend.deals.services import DealValues, deal_open
from backend.pairings.events import PairingAccepted, PairingDeclined
from backend.pairings.models import Decision, DeclineReason, Pairing, Side
from backend.pairings.rules import side_of
from backend.pairings.selectors import pairing_followed_by


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
    side = side_of(actor, pairing)
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


def _open_deal(pairing: Pairing, actor: Actor) -> None:
    """Both agreed: they talk, and the contacts and those who decided take part."""
    pairing.deal = deal_open(
        actor=actor,
        values=DealValues(
            origin_kind=Pairing.ORIGIN,
            origin_id=pairing.pk,
            title=f"{pairing.need.title} ↔ {pairing.offer.title}",
            buyer_id=pairing.need.owner_id,
            seller_id=pairing.offer.owner_id,
            need=pairing.need,
            offer=pairing.offer,
            people=[
                (user_id, duty)
                for side, duty in ((Side.NEED, DealDuty.BUYER), (Side.OFFER, DealDuty.SELLER))
                for user_id in _people_of(pairing, side)
            ],
        ),
    )
    pairing.save(update_fields=["deal", "updated_at"])


def _people_of(pairing: Pairing, side: Side) -> list[int]:
    decided_by: int = getattr(pairing, f"{side}_decided_by_id")
    return list(dict.fromkeys([pairing.listing_of(side).contact_id, decided_by]))
