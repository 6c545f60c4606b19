"""The steps of a standing in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import FirmSelected
from .lifecycle import STANDING

WORDS: Words = {
    FirmSelected.name: lambda event: _("Picked for the grade"),
    **STANDING.trail_words(),
}
