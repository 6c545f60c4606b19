"""Case pages in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(Place(name="cases", url_name="cases", words=_("Cases and honours"), order=80))
