"""Figures of kinds of needs: by length, language and field, so that none is served worse unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.contracts import Profile
from matching.evaluation.bootstrap import Resamples
from matching.evaluation.sample import Figures, Intervals, Sample
from matching.normalisation import language_of
from matching.passages import whole_text

# Characters of title and text: a line, a paragraph, a page.
_LENGTHS = ((150, "up to 150 characters"), (400, "151 to 400 characters"))
_LONGER = "over 400 characters"


@dataclass(frozen=True, slots=True)
class Slice:
    """The needs that share ``name`` in respect of ``by``."""

    by: str
    name: str
    needs: int
    figures: Figures
    intervals: Intervals


def slices_of(needs: Sequence[Profile], sample: Sample) -> list[Slice]:
    """Slices in a stable order; needs of unknown field belong to no field."""
    found: list[Slice] = []
    for by, name_of in _WAYS:
        groups: dict[str, list[int]] = {}
        for place, need in enumerate(needs):
            groups.setdefault(name_of(need), []).append(place)
        groups.pop("", None)
        for name in sorted(groups, key=lambda name: (_ORDER.get(name, 0), name)):
            part = sample.only(np.array(groups[name]))
            resamples = Resamples(len(groups[name]))
            found.append(
                Slice(by, name, len(groups[name]), part.figures, part.intervals(resamples))
            )
    return found


def _length(need: Profile) -> str:
    characters = len(whole_text(need.texts))
    return next((name for most, name in _LENGTHS if characters <= most), _LONGER)


_WAYS: tuple[tuple[str, Callable[[Profile], str]], ...] = (
    ("length", _length),
    ("language", lambda need: language_of(whole_text(need.texts))),
    ("field", lambda need: need.field),
)
_ORDER = {name: place for place, name in enumerate([*(name for _, name in _LENGTHS), _LONGER])}
