"""The steps of rounds, figures and releases in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import MoneyUsed, ObjectionRaised, ReleaseDrafted, RoundOpened
from .lifecycle import FIGURE_OBJECTION, INDEX_RELEASE, SUPPLY_TASK

WORDS: Words = {
    RoundOpened.name: lambda event: _("Figures asked for"),
    ObjectionRaised.name: lambda event: _("Objection raised"),
    ReleaseDrafted.name: lambda event: _("Draft reckoned"),
    MoneyUsed.name: lambda event: _("Use of the incentive recorded"),
    **SUPPLY_TASK.trail_words(),
    **FIGURE_OBJECTION.trail_words(),
    **INDEX_RELEASE.trail_words(),
}
