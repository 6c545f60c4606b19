"""What happens to common problems and projects in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import ASKED, PROBLEM, PROJECT

WORDS: Words = {
    "problem.made": lambda event: _("Firms were asked"),
    "pool_project.made": lambda event: _("Taken into the project pool"),
    "listing.flagged": lambda event: _("Flagged"),
    "listing.unflagged": lambda event: _("The flag was taken off"),
    **ASKED.trail_words(),
    **PROBLEM.trail_words(),
    **PROJECT.trail_words(),
}
