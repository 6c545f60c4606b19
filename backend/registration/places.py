"""Registration among the pages that others link to; officers find it in the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.places import Place, places_register

from .rules import bureau_of


def _officer(actor: Actor) -> bool:
    return bureau_of(actor) is not None


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
