"""The trail of a deal, from what led to it to its contracts. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Entry, Words, trail_entries
from backend.core.models import Fact

from .lifecycle import DEAL
from .models import Deal, Stage
from .sections import sections


def _moved(event: Fact) -> str:
    if event.payload["after"] == Stage.CLOSED:
        return _("Deal closed")
    after = Stage(event.payload["after"])
    return _("Stage: %(stage)s") % {"stage": after.label}


WORDS: Words = {
    "deal.opened": lambda event: _("Talks opened"),
    "deal.stage_moved": _moved,
    **DEAL.trail_words(),
}


def deal_subjects(deal: Deal) -> list[tuple[str, int]]:
    """Whose events belong to the deal: its origin's, its own, those of what hangs on it."""
    found = [("deal", deal.pk)]
    if deal.origin_id is not None:
        found.append((deal.origin_kind, deal.origin_id))
    for section in sections():
        found.extend(section.subjects(deal.pk))
    return found


def deal_trail(deal: Deal) -> list[Entry]:
    """All steps, oldest first; rights are the caller's."""
    return trail_entries(deal_subjects(deal))
