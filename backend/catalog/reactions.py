"""What follows in listings from events of others."""

from __future__ import annotations

from backend.accounts.events import MemberLeft

from .services import listings_hand_over


def member_replace(event: MemberLeft, event_id: int) -> None:
    """Somebody who left answers for no listing any more, as contact or as broker."""
    listings_hand_over(organisation_id=event.organisation_id, user_id=event.user_id)
