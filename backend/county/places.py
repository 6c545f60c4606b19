"""The county index among the pages that others link to, and in the navigation of all."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="county_index", url_name="county_index", words=_("County index"), order=62)
)
