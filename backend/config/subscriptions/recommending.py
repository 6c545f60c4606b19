"""Catalogues of recommended technologies and lists of honours: who hears of them."""

from __future__ import annotations

from backend.bulletins import events as bulletins
from backend.bulletins import reactions as on_bulletins
from backend.core.outbox import Subscription, Subscriptions
from backend.editions import events as editions
from backend.editions import reactions as on_editions
from backend.honours import events as honours
from backend.honours import reactions as on_honours

SUBSCRIPTIONS: Subscriptions = {
    honours.HonourListDrawnUp: (
        Subscription("honour_list_asked_notify", on_honours.honour_list_asked_notify),
    ),
    bulletins.IssuePublished: (
        Subscription("issue_published_notify", on_bulletins.issue_published_notify),
    ),
    editions.EditionPublished: (
        Subscription("edition_published_notify", on_editions.edition_published_notify),
    ),
    editions.EntryJudged: (
        Subscription("edition_entry_judged_notify", on_editions.entry_judged_notify),
    ),
}
