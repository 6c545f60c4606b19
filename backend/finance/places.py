"""Finance in the navigation: the shelf for all, wishes for those concerned."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="finance", url_name="finance", words=_("Technology finance"), order=74),
)
