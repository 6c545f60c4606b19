"""The steps of a wish in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .events import WishAnswered, WishMade
from .lifecycle import WISH

WORDS: Words = {
    WishMade.name: lambda event: _("Wish made, consent given"),
    WishAnswered.name: lambda event: _("A bank answered"),
    **WISH.trail_words(),
}
