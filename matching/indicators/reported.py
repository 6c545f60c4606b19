"""One quantity that a text reports, with the words that say what it is of."""

from __future__ import annotations

from dataclasses import dataclass

from matching.indicators.concepts import Concept
from matching.indicators.naming import Name
from matching.quantities.statements import Statement


@dataclass(frozen=True, slots=True)
class Report:
    """A statement, what it is about and the noun ``after`` it. ``carried``: the name stands in an
    earlier part of its sentence. ``implied`` is what the unit or a verb says that it is about, where
    no words name it, ``before`` and ``behind`` are the words beside it. ``sentence`` is folded,
    ``conditions`` are the quantities under which it was measured, ``start`` is where its passage
    begins.
    """

    statement: Statement
    name: Name
    after: Name
    carried: bool
    others: str
    sentence: str
    conditions: tuple[Statement, ...]
    start: int
    implied: tuple[Concept, ...] = ()
    before: str = ""
    behind: str = ""
