"""Calls among the pages that others link to, and in the navigation."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.core.places import Place, places_register

WORDS = _("The call")


def award_url(entry_id: int) -> str:
    """The page of an entry that was awarded."""
    return reverse("entry", args=[entry_id])


places_register(
    Place(name="calls", url_name="calls", words=pgettext_lazy("navigation", "Calls"), order=36),
)
