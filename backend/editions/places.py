"""Catalogues of recommended technologies in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="editions", url_name="editions", words=_("Recommended technologies"), order=78)
)
