"""The steps of tickets and reports in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import REPORT, TICKET

WORDS: Words = {
    "ticket.opened": lambda event: _("Asked for help"),
    "report.made": lambda event: _("The listing was reported"),
    **TICKET.trail_words(),
    **REPORT.trail_words(),
}
