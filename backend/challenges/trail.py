"""The steps of calls and entries in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import CALL, ENTRY

WORDS: Words = {
    "call.drafted": lambda event: _("The call was begun"),
    "call.changed": lambda event: (
        _("The conditions were changed: edition %(n)s") % {"n": event.payload["edition"]}
    ),
    "call.key_part_taken": lambda event: _("A part of the key was taken"),
    "call.prices_opened": lambda event: _("Two people opened the prices together"),
    "call.reviews_assigned": lambda event: _("The entries were assigned to reviewers"),
    "entry.handed_in": lambda event: (
        _("The entry was replaced") if event.payload["again"] else _("The entry was handed in")
    ),
    "entry.joined": lambda event: _("A member of the consortium confirmed its part"),
    "entry.promoted": lambda event: _("The entry goes on to the level above"),
    **CALL.trail_words(),
    **ENTRY.trail_words(),
}
