"""The trail of a deal, from what led to it to its contracts. Part of the selectors layer."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from backend.accounts.trail import Entry, Words, trail_entries
from backend.attachments.selectors import attachments_in
from backend.conversation.selectors import said_about
from backend.core import dates
from backend.core.models import Fact
from backend.core.selectors import Ids
from backend.core.subjects import Subject, Tier
from backend.tasks.selectors import tasks_about

from .lifecycle import DEAL, change_words
from .meeting_lifecycle import MEETING, told_planned
from .models import Deal, DealDuty, Outcome, Stage
from .sections import sections


def _moved(event: Fact) -> str:
    if event.payload["after"] == Stage.CLOSED:
        return _("Deal closed")
    after = Stage(event.payload["after"])
    return _("Stage: %(stage)s") % {"stage": after.label}


def _planned(event: Fact) -> str:
    due = event.payload["due_on"]
    if not due:
        return _("Next step planned: %(what)s") % event.payload
    words = {"what": event.payload["what"], "day": dates.day(date.fromisoformat(due))}
    return _("Next step planned: %(what)s, until %(day)s") % words


def _promised(event: Fact) -> str:
    if event.payload["complete"]:
        return _("Confidentiality agreed by both sides")
    return _("%(side)s agreed to confidentiality") % {"side": DealDuty(event.payload["by"]).label}


def _result(event: Fact) -> str:
    words = {
        "side": DealDuty(event.payload["by"]).label,
        "outcome": Outcome(event.payload["outcome"]).label,
    }
    return _("Result, %(side)s: %(outcome)s") % words


def _changed(event: Fact) -> str:
    return change_words(event.payload["need"], event.payload["change"])


WORDS: Words = {
    "deal.opened": lambda event: _("Deal opened"),
    "deal.stage_moved": _moved,
    "deal.step_planned": _planned,
    "deal.step_done": lambda event: _("Next step done: %(what)s") % event.payload,
    "deal.nda_agreed": _promised,
    "deal.result_given": _result,
    "deal.listing_changed": _changed,
    "meeting.planned": told_planned,
    **MEETING.trail_words(),
    **DEAL.trail_words(),
}


def deal_subjects(deal: Deal) -> list[tuple[str, Ids]]:
    """Whose events belong to the deal: its origin's, its own, those of what hangs on it.

    Files and tasks of a deal are the parties' alone, as is the deal to begin with.
    """
    found: list[tuple[str, Ids]] = [
        ("deal", deal.pk),
        ("attachment", attachments_in("deal", [deal.pk], [Tier.PARTIES])),
        ("task", tasks_about("deal", [deal.pk])),
    ]
    if deal.origin_id is not None:
        found.append((deal.origin_kind, deal.origin_id))
    for section in sections():
        found.extend(section.subjects(deal.pk))
    return found


def deal_trail(deal: Deal) -> list[Entry]:
    """All steps, oldest first; rights are the caller's."""
    return trail_entries(deal_subjects(deal))


def deal_timeline(deal: Deal, subject: Subject) -> list[Entry]:
    """All steps with what was said in between; ``subject`` is the deal as its reader may know it."""
    said = [
        Entry(
            name="message.written",
            what=_("Wrote: %(words)s") % {"words": one.words},
            who=one.author,
            when=one.when,
            url=f"#message-{one.message_id}",
        )
        for one in said_about(subject)
    ]
    return sorted([*deal_trail(deal), *said], key=lambda entry: entry.when)
