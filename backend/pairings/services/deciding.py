"""Accepting and declining; both accepted opens the deal."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.selectors import brokers_available
from backend.core.lifecycles import moving
from backend.deals.models import DealDuty
from backend.deals.services import DealValues, deal_open
from backend.mandates.models import Use
from backend.mandates.services import mandate_use
from backend.pairings.lifecycle import PAIRING
from backend.pairings.models import Decision, Pairing, Referral, Side
from backend.pairings.rules import mandate_used, side_of


def pairing_accept(*, actor: Actor, pairing_id: int, expected_revision: int) -> Pairing:
    """Accept for the actor's side, which puts it into the other's list; when both sides have, the
    deal is opened.

    Raises NotFound, NotPermitted, WrongState where this side has decided or a side declined, Stale.
    """
    with transaction.atomic():
        with moving(
            PAIRING, "accept", pairing_id, actor=actor, expected_revision=expected_revision
        ) as pairing:
            _sign(pairing, actor)
            for side in Side:
                pairing.list_for(side)
        if pairing.agreed:
            _open_deal(pairing, actor)
    return pairing


def pairing_decline(
    *, actor: Actor, pairing_id: int, expected_revision: int, reason: str, note: str = ""
) -> Pairing:
    """Decline for the actor's side with a reason the other side reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    with moving(
        PAIRING,
        "decline",
        pairing_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as pairing:
        _sign(pairing, actor)
    return pairing


def pairing_reconsider(*, actor: Actor, pairing_id: int, expected_revision: int) -> Pairing:
    """Take the refusal of the actor's side back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        PAIRING, "reconsider", pairing_id, actor=actor, expected_revision=expected_revision
    ) as pairing:
        pairing.decline_reason = pairing.decline_note = ""
        side = side_of(actor, pairing)
        _by_mandate(pairing, side, actor, Use.RECONSIDER)
        _unsign(pairing, side)
    return pairing


def pairing_resume(*, actor: Actor, pairing_id: int, expected_revision: int) -> Pairing:
    """After talks that ended without a contract: accept anew, the other side is asked again.

    Raises NotFound, NotPermitted, WrongState while the talks run, Stale.
    """
    with moving(
        PAIRING, "resume", pairing_id, actor=actor, expected_revision=expected_revision
    ) as pairing:
        other = side_of(actor, pairing).other
        setattr(pairing, f"{other}_decision", Decision.OPEN)
        _unsign(pairing, other)
        _sign(pairing, actor)
        pairing.deal = None
    return pairing


SERVICES: dict[str, Callable[..., Pairing]] = {
    "accept": pairing_accept,
    "decline": pairing_decline,
    "reconsider": pairing_reconsider,
    "resume": pairing_resume,
}


def _sign(pairing: Pairing, actor: Actor) -> None:
    side = side_of(actor, pairing)
    use = Use.DECLINE if pairing.decision_of(side) == Decision.DECLINED else Use.ACCEPT
    setattr(pairing, f"{side}_mandate", _by_mandate(pairing, side, actor, use))
    setattr(pairing, f"{side}_decided_by_id", actor.user_id)
    setattr(pairing, f"{side}_decided_at", timezone.now())


def _by_mandate(pairing: Pairing, side: Side, actor: Actor, use: Use) -> str:
    """The number of the mandate by which the actor does it, put on the client's record; empty where
    by duty. Raises NotPermitted where the mandate has ended."""
    listing = pairing.listing_of(side)
    mandate = mandate_used(actor, listing)
    if mandate:
        mandate_use(actor=actor, listing=listing, act=use.value)
    return mandate


def _unsign(pairing: Pairing, side: Side) -> None:
    setattr(pairing, f"{side}_mandate", "")
    setattr(pairing, f"{side}_decided_by_id", None)
    setattr(pairing, f"{side}_decided_at", None)


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
            broker_id=_referring(pairing),
        ),
    )
    pairing.save(update_fields=["deal", "updated_at"])


def _people_of(pairing: Pairing, side: Side) -> list[int]:
    """The contact, and who decided: a broker who did so by a mandate takes part as the broker he is."""
    people = [pairing.listing_of(side).contact_id]
    if not getattr(pairing, f"{side}_mandate"):
        people.append(getattr(pairing, f"{side}_decided_by_id"))
    return list(dict.fromkeys(people))


def _referring(pairing: Pairing) -> int | None:
    """The broker who put it to both sides, if one did and is still one."""
    broker_id = Referral.objects.filter(pairing=pairing).values_list("broker_id", flat=True).first()
    if broker_id is None or not brokers_available().filter(pk=broker_id).exists():
        return None
    return broker_id
