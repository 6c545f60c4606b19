"""Plans among the pages that others link to, and in the navigation of all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(Place(name="region_plans", url_name="region_plans", words=_("Plans"), order=64))
