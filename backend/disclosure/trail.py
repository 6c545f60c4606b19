"""The steps of access in confidence in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import ACCESS

WORDS: Words = {
    "access.asked": lambda event: _("Promised confidentiality and asked to read the details"),
    **ACCESS.trail_words(),
}
