"""People, the talent map and the four lists, in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="talent_map", url_name="talent_map", words=_("Talent map"), order=55),
    Place(name="talent_lists", url_name="talent_lists", words=_("Four lists"), order=56),
)
