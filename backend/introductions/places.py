"""Where others are invited to talks, for links from listings and from the list of deals."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

WORDS = _("The invitation")


def introduction_url(introduction_id: int) -> str:
    """The page of an invitation."""
    return reverse("introduction", args=[introduction_id])


places_register(
    Place(name="introductions", url_name="introductions"),
    Place(name="introduction_new", url_name="introduction_new"),
)
