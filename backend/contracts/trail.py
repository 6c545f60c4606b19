"""The steps of a contract record in words. Part of the selectors layer."""

from __future__ import annotations

from backend.accounts.trail import Words

from .lifecycle import CONTRACT

WORDS: Words = CONTRACT.trail_words()
