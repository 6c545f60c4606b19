"""The steps of what is registered in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import REGISTERED

WORDS: Words = {
    "registered.proposed": lambda event: _("The host asked to register it"),
    "registered.member_agreed": lambda event: _("A member agreed"),
    "registered.need_joined": lambda event: _("A member brought a joint need"),
    "registered.year_reported": lambda event: _("The host stated the figures of a year"),
    **REGISTERED.trail_words(),
}
