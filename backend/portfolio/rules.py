"""Who keeps what achievements rest on, and who looks after the whole portfolio."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit

OWN_EYES = _(
    "You list achievements as a researcher, too: somebody of the office who does not decides this."
)


def may_keep(actor: Actor, listing: Listing) -> bool:
    """Its authors, as long as it is an achievement that has not left the market."""
    return listing.kind == ACHIEVEMENT.name and may_edit(actor, listing) and not listing.off_market


def tends_portfolio(actor: Actor, organisation_id: int | None) -> bool:
    """The office, which answers for all achievements of an institution."""
    return ACHIEVEMENT.listed_by.allows(actor, organisation_id)


def lists_himself(actor: Actor, organisation_id: int) -> bool:
    """Who lists achievements as a researcher, too: approval is not his to do away with."""
    return actor.has_any(organisation_id, *ACHIEVEMENT.listed_by.own)
