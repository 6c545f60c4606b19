"""The lists of needs that panels drew up, and the panels themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.core.places import Place, places_register

from .rules import RUN
from .selectors import panels_followed_by


def _runs_or_sits(actor: object) -> bool:
    signed_in: bool = actor.signed_in  # type: ignore[attr-defined]
    if not signed_in:
        return False
    runs = RUN.allows(actor, actor.organisation_id)  # type: ignore[arg-type, attr-defined]
    return runs or panels_followed_by(actor).exists()  # type: ignore[arg-type]


places_register(
    Place(name="need_lists", url_name="need_lists", words=_("Need lists"), order=66),
    Place(
        name="panels",
        url_name="panels",
        words=_("Advisory panels"),
        order=67,
        shown=_runs_or_sits,
    ),
)
