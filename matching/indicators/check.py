"""Each wanted indicator against what an offer reports, in its rows and in its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.contracts import Indicator, IndicatorCheck, Span, Verdict
from matching.indicators.comparison import Comparison, Reached, comparable, compare
from matching.indicators.naming import named
from matching.passages import content_hash, ordered_fields
from matching.quantities.statements import Statement, statements

_NAMED = 0.5
_INDICATORS_AT_MOST = 200
# Between candidates that name it equally well, the comparable one and then the better one is it.
_ORDER = (Verdict.MET, Verdict.NEARLY, Verdict.MISSED, Verdict.UNCLEAR)


@dataclass(frozen=True, slots=True)
class _Candidate:
    reached: Reached
    comparison: Comparison
    name: float
    span: Span | None

    @property
    def rank(self) -> tuple[bool, float, int]:
        unclear = self.comparison.verdict is Verdict.UNCLEAR
        return (not unclear, self.name, -_ORDER.index(self.comparison.verdict))


def check_indicators(
    wanted: Sequence[Indicator], offered: Sequence[Indicator], texts: Mapping[str, str]
) -> list[IndicatorCheck]:
    """A check for each of ``wanted``, in its order; see ``facade.check_indicators``."""
    return [_check(w, offered, texts) for w in wanted[:_INDICATORS_AT_MOST]] + [
        # Ten thousand rows are no request that anybody could answer; they stay unclear.
        IndicatorCheck(w, Verdict.UNCLEAR)
        for w in wanted[_INDICATORS_AT_MOST:]
    ]


def _check(
    wanted: Indicator, offered: Sequence[Indicator], texts: Mapping[str, str]
) -> IndicatorCheck:
    rows = [_from_row(wanted, row) for row in offered if named(wanted.name, row.name) >= _NAMED]
    chosen = max(rows, key=lambda c: c.rank, default=None)
    if chosen is None or chosen.comparison.verdict is Verdict.UNCLEAR:
        said = max(_from_texts(wanted, texts), key=lambda c: c.rank, default=None)
        if said is not None and (chosen is None or said.rank > chosen.rank):
            chosen = said
    if chosen is None:
        return IndicatorCheck(wanted, Verdict.ABSENT)
    return IndicatorCheck(
        wanted,
        chosen.comparison.verdict,
        chosen.reached.value,
        chosen.reached.value_max,
        chosen.reached.unit,
        chosen.comparison.converted,
        chosen.comparison.gap,
        chosen.span,
    )


def _from_row(wanted: Indicator, row: Indicator) -> _Candidate:
    reached = Reached(row.comparator, row.value, row.value_max, row.unit)
    return _Candidate(reached, compare(wanted, reached), named(wanted.name, row.name), None)


def _from_texts(wanted: Indicator, texts: Mapping[str, str]) -> list[_Candidate]:
    hashed = content_hash(texts)
    found = []
    for name in ordered_fields(texts):
        for statement in statements(texts[name]):
            sure = named(wanted.name, statement.context)
            if sure < _NAMED or statement.aside or not _same_kind(wanted, statement):
                continue
            reached = Reached(
                statement.comparator, statement.value, statement.value_max, statement.unit
            )
            span = Span("offer", name, hashed, statement.clause_start, statement.end)
            found.append(_Candidate(reached, compare(wanted, reached), sure, span))
    return found


def _same_kind(wanted: Indicator, statement: Statement) -> bool:
    """A value, not a change of one; and a bare number is no answer to a wanted unit."""
    if statement.change and not any(
        word in wanted.name for word in ("提高", "降低", "提升", "减少")
    ):
        return False
    return bool(statement.unit) or not wanted.unit or comparable(wanted.unit, "")
