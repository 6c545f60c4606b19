"""Each wanted indicator against what an offer reports, in its rows and in its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from matching.contracts import Indicator, IndicatorCheck, Span, Verdict
from matching.indicators.agreement import agreement
from matching.indicators.candidates import (
    Candidate,
    Wanted,
    from_report,
    from_row,
    sureness,
    wanted_of,
)
from matching.indicators.concepts import Concept, broader, complement, kin, mentions
from matching.indicators.naming import Name, keys_of, name_of
from matching.indicators.reported import Report
from matching.indicators.reports import reports
from matching.indicators.wishes import wishes
from matching.passages import content_hash, ordered_fields
from matching.quantities.spacing import spaced

_TEXT = "text"
# Ten thousand rows stay quick, also in a text that says one thing ten thousand times.
_ALIKE_AT_MOST = 100
_CANDIDATES_AT_MOST = 12  # the surest


class _Said(NamedTuple):
    """A report, the field it stands in, and its passage's place there."""

    report: Report
    field: str
    start: int
    end: int


_Chosen = tuple[Candidate, _Said | None]
_Key = Concept | tuple[str, ...] | None


def check_wanted(
    wanted: Sequence[Indicator | str],
    offered: Sequence[Indicator],
    texts: str | Mapping[str, str],
) -> list[IndicatorCheck]:
    """As ``check_indicators``, for indicators as rows or as text; see the facade's."""
    offer = _Offer(offered, {_TEXT: texts} if isinstance(texts, str) else texts)
    return [check for each in wanted for check in _checks(offer, each)]


def _checks(offer: _Offer, wanted: Indicator | str) -> Iterator[IndicatorCheck]:
    if isinstance(wanted, Indicator):
        yield offer.check(wanted)
        return
    hashed = content_hash({_TEXT: wanted})
    for wish in wishes(wanted):
        span = Span("need", _TEXT, hashed, wish.start, wish.end)
        yield replace(offer.check(wish.indicator), wanted_span=span)


def check_indicators(
    wanted: Sequence[Indicator], offered: Sequence[Indicator], texts: Mapping[str, str]
) -> list[IndicatorCheck]:
    """A check for each of ``wanted``, in its order: by the offer's rows, then its sentences."""
    # Reading an offer takes milliseconds, and most needs want no number.
    if not wanted:
        return []
    offer = _Offer(offered, texts)
    return [offer.check(indicator) for indicator in wanted]


class _Offer:
    """What an offer reports, found by its concept and by its words."""

    def __init__(self, rows: Sequence[Indicator], texts: Mapping[str, str]) -> None:
        self._rows = [(name_of(row.name), row) for row in rows]
        self._hash = content_hash(texts)
        self._said = _said_in(tuple((field, texts[field]) for field in ordered_fields(texts)))

    def check(self, indicator: Indicator) -> IndicatorCheck:
        """Rows come before sentences, which are read where no row can be compared."""
        wanted = wanted_of(indicator)
        found = list(self._from_rows(wanted))
        if all(candidate.comparison.verdict is Verdict.UNCLEAR for candidate, _said in found):
            found += self._from_texts(wanted)
        if not found:
            return IndicatorCheck(indicator, Verdict.ABSENT)
        candidate, said_there = _together(found)
        reached, comparison = candidate.reached, candidate.comparison
        return IndicatorCheck(
            indicator,
            comparison.verdict,
            reached.value,
            reached.value_max,
            reached.unit,
            comparison.converted,
            comparison.converted_max,
            comparison.gap,
            self._span(said_there),
            sure=agreement(
                wanted.name, name_of(candidate.named), candidate.sure, untold=candidate.untold
            ),
            named=candidate.named,
        )

    def _from_rows(self, wanted: Wanted) -> Iterator[_Chosen]:
        for name, row in self._rows:
            candidate = from_row(wanted, name, row)
            if candidate is not None:
                yield candidate, None

    def _from_texts(self, wanted: Wanted) -> Iterator[_Chosen]:
        sure = ((sureness(wanted, said.report), said) for said in self._alike(wanted.name))
        named = (pair for pair in sure if pair[0])
        for certainty, said in nlargest(_CANDIDATES_AT_MOST, named, key=lambda pair: pair[0]):
            candidate = from_report(wanted, said.report, certainty)
            if candidate is not None:
                yield candidate, said

    def _alike(self, name: Name) -> Iterator[_Said]:
        """Reports of the same concept, of its complement, and those that share words."""
        concepts: list[_Key] = []
        if name.concept is not None:
            concepts = [name.concept, complement(name.concept) or name.concept]
            concepts += [*broader(name.mention), *kin(name.concept)]
            concepts += [mention.concept for mention in mentions(name.text)]
        keys = dict.fromkeys([*concepts, *keys_of(name)])
        found = (said for key in keys for said in self._said.get(key, ()))
        yield from {id(said): said for said in islice(found, _ALIKE_AT_MOST)}.values()

    def _span(self, said: _Said | None) -> Span | None:
        if said is None:
            return None
        return Span("offer", said.field, self._hash, said.start, said.end)


@lru_cache(maxsize=1024)
def _said_in(fields: Sequence[tuple[str, str]]) -> Mapping[_Key, Sequence[_Said]]:
    """What ``fields`` report, by each concept and word it may be asked by; kept, for an offer is
    compared with many needs.
    """
    found: dict[_Key, list[_Said]] = {}
    for field, text in fields:
        read = spaced(text)
        for report in reports(read.text):
            places = map(read.origin, (report.start, report.statement.end))
            said = _Said(report, field, *places)
            keys = {*keys_of(report.name), *keys_of(report.after)}
            for key in {*keys, report.name.concept, *report.implied}:
                found.setdefault(key, []).append(said)
    return found


def _together(found: Sequence[_Chosen]) -> _Chosen:
    """The best, unless of several values of the same thing one lies within the bound and one does
    not: then one that does not, which leaves it unclear.
    """
    best = max(found, key=_rank)
    outside = [other for other in found if other[0].disputes(best[0])]
    if not outside:
        return best
    candidate, said = min([best, *outside], key=_rank)
    return replace(candidate, comparison=candidate.comparison.undecided()), said


def _rank(found: _Chosen) -> tuple[bool, float, int]:
    return found[0].rank
