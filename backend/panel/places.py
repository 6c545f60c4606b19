"""The lists of needs that panels drew up, and the panels themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import RUN

places_register(
    Place(name="need_lists", url_name="need_lists", words=_("Need lists"), order=66),
    Place(
        name="panels",
        url_name="panels",
        words=_("Advisory panels"),
        order=67,
        # Every page shows it: nothing is asked of the database. Members come by the need lists.
        shown=lambda actor: RUN.allows(actor, actor.organisation_id),
    ),
)
