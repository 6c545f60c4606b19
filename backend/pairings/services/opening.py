"""That a side looked at a pairing, told once."""

from __future__ import annotations

from django.db import transaction

from backend.accounts.actors import Actor
from backend.core.models import Event
from backend.core.outbox import publish
from backend.pairings.events import PairingOpened
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import pairing_followed_by


def pairing_open(*, actor: Actor, pairing_id: int) -> None:
    """Tell of the first look of the actor's side; a broker's or an operator's look is none.

    Raises NotFound.
    """
    pairing = pairing_followed_by(actor, pairing_id)
    sides = [s for s in Side if actor.belongs_to(pairing.listing_of(s).owner_id)]
    if not sides or _opened(pairing_id, sides[0]):
        return
    with transaction.atomic():
        # The lock makes one of two first looks wait and then see the other's.
        Pairing.objects.select_for_update(of=("self",)).get(pk=pairing_id)
        if _opened(pairing_id, sides[0]):
            return
        publish(
            PairingOpened(
                pairing_id=pairing_id,
                need_id=pairing.need_id,
                offer_id=pairing.offer_id,
                side=sides[0].value,
            ),
            actor_id=actor.user_id,
        )


def _opened(pairing_id: int, side: Side) -> bool:
    told = Event.objects.filter(name="PairingOpened", subject="pairing", subject_id=pairing_id)
    return told.filter(payload__side=side.value).exists()
