"""The steps of a mandate in words. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words
from backend.core.models import Fact

from .lifecycle import MANDATE
from .models import Use


def _used(event: Fact) -> str:
    return str(Use(event.payload["act"]).label) % {"title": event.payload["title"]}


WORDS: Words = {
    "mandate.granted": lambda event: _("The mandate was given"),
    "mandate.used": _used,
    **MANDATE.trail_words(),
}
