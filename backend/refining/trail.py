"""The steps of a refinement in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import REFINEMENT

WORDS: Words = {
    "refinement.asked": lambda event: _("A refinement was proposed to the owner"),
    "refinement.helper_added": lambda event: _("Somebody more helps"),
    **REFINEMENT.trail_words(),
    "refinement.opened": lambda event: _("The need was opened to those who help"),
}
