"""The steps of plans and rights in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import GrantApplied
from .lifecycle import GRANT, PLAN

WORDS: Words = {
    GrantApplied.name: lambda event: _("Inventors applied for a right in the achievement"),
    **GRANT.trail_words(),
    **PLAN.trail_words(),
}
