"""Catalogues of recommended technologies: who hears of them."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.editions import events as editions
from backend.editions import reactions as on_editions

SUBSCRIPTIONS: Subscriptions = {
    editions.EditionPublished: (
        Subscription("edition_published_notify", on_editions.edition_published_notify),
    ),
    editions.EntryJudged: (
        Subscription("edition_entry_judged_notify", on_editions.entry_judged_notify),
    ),
}
