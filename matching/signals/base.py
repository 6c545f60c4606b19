"""What a signal is: a judgement of many pairs at once, each pair for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.contracts import IndicatorCheck, Kind, Profile, Reason
from matching.kinds import seeks
from matching.normalisation import language_of
from matching.passages import whole_text

# What two listings are compared for, by the kind of the one that offers. Who asks makes no
# difference: a pairing is one.
Direction = str
SIMILAR: Direction = "similar"  # two of a kind


def direction_of(one: Kind, other: Kind) -> Direction:
    """By the two kinds, in either order."""
    if one == other:
        return SIMILAR
    return other if seeks(one) else one


@dataclass(slots=True)
class Pairs:
    """One profile against many: needs on one side, offers on the other.

    ``memo`` keeps what several signals compute in common.
    """

    anchor: Profile
    others: Sequence[Profile]
    anchor_is_need: bool
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, list[str]]:
        """The language that the anchor's text and each other's are written in."""
        anchor, others = self.wholes
        return language_of(anchor), [language_of(text) for text in others]

    @property
    def wholes(self) -> tuple[str, list[str]]:
        """Title and text of the anchor and of each other."""
        known: tuple[str, list[str]] | None = self.memo.get("wholes")
        if known is None:
            others = [whole_text(other.texts) for other in self.others]
            known = self.memo["wholes"] = whole_text(self.anchor.texts), others
        return known

    @property
    def directions(self) -> list[Direction]:
        """What each pair is compared for."""
        return [direction_of(self.anchor.kind, other.kind) for other in self.others]

    def sides(self, index: int) -> tuple[Profile, Profile]:
        """Need and offer of pair ``index``."""
        other = self.others[index]
        return (self.anchor, other) if self.anchor_is_need else (other, self.anchor)


@dataclass(frozen=True)
class Pair:
    """A need and an offer that are to be explained; ``checks`` are the verdicts that are spoken, and
    ``likely`` says that the two fit: only then is anything called the same; ``shown`` that they may:
    then nothing is said to lie apart.
    """

    need: Profile
    offer: Profile
    checks: Sequence[IndicatorCheck] = ()
    likely: bool = True
    shown: bool = True

    @cached_property
    def as_pairs(self) -> Pairs:
        """The same pair in the form that signals score."""
        return Pairs(self.need, [self.offer], True)

    @property
    def one_language(self) -> bool:
        """Whether both sides are written in the same."""
        need, (offer,) = self.as_pairs.languages
        return need == offer


class Signal(Protocol):
    """One way to judge a pair."""

    @property
    def name(self) -> str:
        """As in the release's weights and in reasons."""
        ...

    @property
    def version(self) -> str:
        """Raised whenever the same pair would score otherwise."""
        ...

    def scores(self, pairs: Pairs) -> NDArray[np.float64]:
        """Raw scores, shape (len(pairs.others),); NaN where a side lacks what it takes."""
        ...

    def reasons(self, pair: Pair, score: float, contribution: float) -> list[Reason]:
        """Why, in reasons whose contributions add up to ``contribution``."""
        ...


def missing(count: int) -> NDArray[np.float64]:
    """Scores of ``count`` pairs that nothing is known of."""
    return np.full(count, np.nan)
