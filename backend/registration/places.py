"""Registration among the pages that others link to; officers find it in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.places import Place, places_register

from .rules import for_bureau


def _officer(actor: Actor) -> bool:
    return for_bureau(actor)


places_register(
    Place(
        name="registrations",
        url_name="registrations",
        words=_("Registration"),
        order=35,
        shown=_officer,
    ),
    Place(name="registration_statistics", url_name="registration_statistics"),
    Place(name="registration_of_contract", url_name="registration_of_contract"),
)
