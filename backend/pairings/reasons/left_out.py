"""Why a pair is left out: the conditions that a side requires and that the pair breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from backend.catalog.conditions import CONDITIONS
from backend.pairings.models import Side
from matching.contracts import Reason

from .words import wording_of

# Code of a broken condition → its name, and what would have to change.
BROKEN: dict[str, tuple[str, object]] = {
    "fields.industry_different": (
        "industry",
        _("Both would have to name the same industry or a neighbouring one."),
    ),
    "fields.field_different": ("field", _("Both would have to name the same technology field.")),
    "fields.region_elsewhere": ("region", _("Both would have to be in the same province.")),
    "fields.trl_below": (
        "trl",
        _("The offer would have to reach TRL %(wanted)s, or TRL %(reached)s suffice for the need."),
    ),
    "fields.price_above_budget": (
        "price",
        _("The price would have to fall to the budget, or the budget rise to the price."),
    ),
    "fields.modes_different": (
        "modes",
        _("One form of cooperation that both name would be enough."),
    ),
    "indicators.missed": (
        "indicators",
        _("The offer would have to state values that meet what is wanted."),
    ),
}
_REQUIRED_BY: dict[frozenset[Side], object] = {
    frozenset({Side.NEED}): _("The need requires this."),
    frozenset({Side.OFFER}): _("The offer requires this."),
    frozenset(Side): _("Both sides require this."),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A broken condition: what it is, what was found, who requires it, what would change it."""

    condition: object
    finding: str
    required_by: object
    remedy: str


def left_out(
    broken: Sequence[Reason], required: Mapping[Side, frozenset[str]]
) -> tuple[LeftOut, ...]:
    """Put broken conditions into words, for a reader who may know all that they were found from."""
    return tuple(_left_out(reason, required) for reason in broken)


def _left_out(reason: Reason, required: Mapping[Side, frozenset[str]]) -> LeftOut:
    name, remedy = BROKEN[reason.code]
    wording = wording_of(reason.code, reason.contribution)
    by = frozenset(side for side in Side if name in required[side])
    detail = wording.detail(reason.params)
    return LeftOut(
        condition=CONDITIONS[name],
        finding=" · ".join(filter(None, [str(wording.title), detail])),
        required_by=_REQUIRED_BY[by],
        remedy=str(remedy) % reason.params,
    )
