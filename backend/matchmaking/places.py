"""Events in the main navigation, and where a talk that led to a deal stands."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .models import Talk

WORDS = _("The event")


def talk_url(talk_id: int) -> str:
    """The event of a talk."""
    found = Talk.objects.filter(pk=talk_id).values_list("gathering_id", flat=True).first()
    return reverse("gathering", args=[found or 0])


places_register(Place(name="gatherings", url_name="gatherings", words=_("Events"), order=58))
