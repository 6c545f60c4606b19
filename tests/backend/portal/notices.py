"""Notices as their readers see them."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actors_of
from backend.catalog.selectors import people_of_listing
from backend.core.notices import RenderedNotice, notice_send, notices_render
from backend.pairings.models import Pairing
from backend.pairings.notices import PROPOSED
from notifications import facade as notifications
from tests.backend.pairings import pairs
from tests.factories import Market, actor


def told(person: User) -> list[RenderedNotice]:
    return notices_render(notifications.inbox(person.pk), actor(person))


def proposed(market: Market, **disclosures: str) -> Pairing:
    """A pairing whose people were told."""
    pairing = pairs.pairing(market, **disclosures)
    people = people_of_listing(pairing.need) | people_of_listing(pairing.offer)
    notice_send(PROPOSED, readers=actors_of(people), about=pairing.pk, key=f"pairing:{pairing.pk}")
    return pairing
