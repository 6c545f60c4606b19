"""The kinds of listings: all that is particular to one stands in its module here.

A new kind is a module beside these and a line in ``KINDS``.
"""

from __future__ import annotations

from .achievement import ACHIEVEMENT
from .base import Details, Fact, Kind, Section
from .expert import EXPERT
from .instrument import INSTRUMENT
from .need import NEED
from .organisation import ORGANISATION
from .pilot_base import PILOT_BASE
from .scene import SCENE
from .service import SERVICE

# In the order of the market's tabs.
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        NEED,
        ACHIEVEMENT,
        EXPERT,
        SERVICE,
        INSTRUMENT,
        PILOT_BASE,
        SCENE,
        ORGANISATION,
    )
}

__all__ = [
    "ACHIEVEMENT",
    "EXPERT",
    "INSTRUMENT",
    "KINDS",
    "NEED",
    "ORGANISATION",
    "PILOT_BASE",
    "SCENE",
    "SERVICE",
    "Details",
    "Fact",
    "Kind",
    "Section",
    "kind_choices",
]


def kind_choices() -> list[tuple[str, object]]:
    """Each kind's name with its words."""
    return [(kind.name, kind.words.one) for kind in KINDS.values()]
