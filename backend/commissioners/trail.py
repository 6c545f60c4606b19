"""The steps of a commissioner's term and of a visit in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import APPOINTMENT, VISIT

WORDS: Words = {
    "appointment.applied": lambda event: _("Applied as commissioner"),
    "appointment.proposed": lambda event: _("The unit proposed the person, who is asked"),
    "visit.logged": lambda event: _("The visit was written down"),
    "visit.made_need": lambda event: _("A need is being written of the problem"),
    **APPOINTMENT.trail_words(),
    **VISIT.trail_words(),
}
