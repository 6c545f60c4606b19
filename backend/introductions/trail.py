"""The steps of an invitation to talks in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words

from .lifecycle import INTRODUCTION

WORDS: Words = {
    "introduction.made": lambda event: _("Invited to talks"),
    **INTRODUCTION.trail_words(),
}
