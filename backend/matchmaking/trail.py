"""The steps of an event in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import GATHERING

WORDS: Words = {
    "gathering.moved": lambda event: _("Time or place of the event changed"),
    "gathering.talks_proposed": lambda event: _("Talks were proposed"),
    "event_talk.continued": lambda event: _("Both sides would go on after a talk at an event"),
    **GATHERING.trail_words(),
}
