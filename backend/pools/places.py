"""The map of chains and what hangs on it, in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

places_register(
    Place(name="chain_map", url_name="chain_map", words=_("Map of chains"), order=60),
    Place(name="need_pool", url_name="need_pool", words=_("Need pool"), order=61),
    Place(name="problems", url_name="problems", words=_("Common problems"), order=62),
    Place(name="projects", url_name="projects", words=_("Project pool"), order=63),
    Place(
        name="choke_points",
        url_name="choke_points",
        words=_("Choke points"),
        order=64,
        shown=lambda actor: actor.signed_in,
    ),
)
