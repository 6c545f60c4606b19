"""What the index is told of the field's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """Words and phrases that mean the same, in Chinese and in English."""

    zh: Sequence[str]
    en: Sequence[str]


# A general dictionary, Chinese word → what it may mean in English; read when it is first needed.
General = Callable[[], Mapping[str, Sequence[str]]]
