"""What happens to wishes in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import CLAIM, WISH

WORDS: Words = {
    "talent_wish.made": lambda event: _("A firm put it on the list"),
    "claim.made": lambda event: _("Claimed as one’s own profile"),
    **CLAIM.trail_words(),
    **WISH.trail_words(),
}
