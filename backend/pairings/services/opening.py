"""That a side looked at a pairing, told once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.core.outbox import publish
from backend.pairings.events import PairingOpened
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import pairing_followed_by


def pairing_open(*, actor: Actor, pairing_id: int) -> None:
    """Tell of the first look of the actor's side; a broker's or an operator's look is none.

    Raises NotFound.
    """
    pairing = pairing_followed_by(actor, pairing_id)
    side = next((s for s in Side if actor.belongs_to(pairing.listing_of(s).owner_id)), None)
    if side is None or getattr(pairing, f"{side}_opened_at"):
        return
    with transaction.atomic():
        # One of two first looks at once finds the field filled, and tells nothing.
        unseen = Pairing.objects.filter(pk=pairing_id, **{f"{side}_opened_at": None})
        if unseen.update(**{f"{side}_opened_at": timezone.now()}):
            publish(
                PairingOpened(
                    pairing_id=pairing_id,
                    need_id=pairing.need_id,
                    offer_id=pairing.offer_id,
                    side=side.value,
                ),
                actor_id=actor.user_id,
            )
