"""What deals come from. An app that opens deals registers how its origin is shown.

The kind is the subject under which the origin's events are kept, so that the trail of a deal begins
with what led to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .models import Deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """``words`` is the label of the way back to it, ``url`` its address by id."""

    kind: str
    words: object
    url: Callable[[int], str]


_ORIGINS: dict[str, Origin] = {}


def origin_register(origin: Origin) -> None:
    """Take an app's origin of deals."""
    _ORIGINS[origin.kind] = origin


def origin_link(deal: Deal) -> tuple[object, str] | None:
    """Words and address of what led to a deal; None where there is no page of it."""
    origin = _ORIGINS.get(deal.origin_kind)
    if origin is None or deal.origin_id is None:
        return None
    return origin.words, origin.url(deal.origin_id)
