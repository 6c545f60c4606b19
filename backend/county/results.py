"""The content of a release: written once as canonical JSON, read back as typed rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from backend.accounts.regions import name_of

from .incentives import Award, award_of, places_gained
from .schemes import Indicator, Milestone, Scheme, code_today, scheme_of
from .scoring import Figures, Scored, figure_for, median_of, rank_spread, scores_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """Where a county stood in the year before, as it was published then."""

    year: int
    score: Decimal
    class_: str
    rank: int
    figures: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An indicator of a county: its figure and the points that it gives, beside the median and last
    year. ``supplied`` says that it came from outside with proof, not from the platform's own rows."""

    indicator: Indicator
    figure: Decimal | None
    share: Decimal
    weight: Decimal
    points: Decimal
    median: Decimal | None
    last: Decimal | None
    supplied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyResult:
    """A county of a release. ``best`` and ``worst`` are its places when weights change by a tenth."""

    code: str
    score: Decimal
    class_: str
    rank: int
    class_rank: int
    best: int
    worst: int
    last: Last | None
    gained: int
    award: Award
    parts: tuple[Part, ...]

    @property
    def jump(self) -> str:
        """ "C>B" where the class is another one than last year; empty otherwise."""
        changed = self.last is not None and self.last.class_ != self.class_
        return f"{self.last.class_}>{self.class_}" if changed and self.last else ""

    @property
    def name(self) -> str:
        """The county's own name in the reader's language."""
        return name_of(self.code)

    def points_of(self, level: str) -> Decimal:
        """The points of a first-level indicator."""
        return sum((p.points for p in self.parts if p.indicator.of == level), Decimal(0))


@dataclass(frozen=True, slots=True)
class Lift:
    """What one indicator alone would have to be for the next class; None where it cannot do it alone,
    with the points that it could still give."""

    part: Part
    needed: Decimal | None
    room: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A release as readers see it, counties in the order of their places."""

    scheme: Scheme
    region: str
    year: int
    counties: tuple[CountyResult, ...]
    average: Decimal
    last_average: Decimal | None

    def county(self, code: str) -> CountyResult | None:
        """The county, by its code of any time."""
        wanted = code_today(code)
        return next((one for one in self.counties if code_today(one.code) == wanted), None)

    def class_counts(self) -> list[tuple[str, int]]:
        """How many counties stand in each class."""
        return [
            (code, sum(one.class_ == code for one in self.counties))
            for code, _bound in self.scheme.classes
        ]

    def awarded(self) -> int:
        """All incentives together, in yuan."""
        return sum(one.award.total for one in self.counties)


def content_of(
    scheme: Scheme,
    *,
    region: str,
    year: int,
    figures: Figures,
    computed: frozenset[tuple[str, str]],
    last: Result | None,
) -> str:
    """The whole content of a release as canonical JSON: the same figures give the same bytes.

    ``computed`` are (county, indicator) that the platform reckoned itself; ``last`` is the published
    release of the year before.
    """
    scored = scores_of(scheme, figures)
    spread = rank_spread(scheme, figures)
    before = {one.code: _kept(last, one) for one in last.counties} if last else {}
    before = {code_today(code): found for code, found in before.items()}
    held = {county: before.get(code_today(county)) for county in scored}
    gained = places_gained(
        {county: (one.class_, one.score) for county, one in scored.items()},
        {county: Decimal(found["score"]) for county, found in held.items() if found},
    )
    counties = [
        _county(scheme, county, one, figures[county], computed)
        | {
            "best": spread[county][0],
            "worst": spread[county][1],
            "last": held[county],
            "gained": gained.get(county, 0),
        }
        for county, one in sorted(scored.items(), key=lambda item: (item[1].rank, item[0]))
    ]
    content = {"scheme": scheme.table, "region": region, "year": year, "counties": counties}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The SHA-256 of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def result_of(content: str) -> Result:
    """A content read back."""
    data = json.loads(content)
    scheme = scheme_of(data["scheme"])
    medians = {
        one.code: median_of(
            [Decimal(f) for row in data["counties"] if (f := row["figures"][one.code]) is not None]
        )
        for one in scheme.indicators
    }
    counties = tuple(_read(scheme, row, medians) for row in data["counties"])
    scores = [one.score for one in counties]
    before = [one.last.score for one in counties if one.last]
    return Result(
        scheme=scheme,
        region=data["region"],
        year=data["year"],
        counties=counties,
        average=_mean(scores),
        last_average=_mean(before) if before else None,
    )


def standings_of(result: Result) -> list[Milestone]:
    """How many counties stand in each class, among the years and goals of the scheme, by year."""
    counts = dict(result.class_counts())
    here = Milestone(
        region=result.region, year=result.year, goal=False, counties=len(result.counties),
        classes=counts, source="",
    )  # fmt: skip
    told = [one for one in result.scheme.milestones if one.region == result.region]
    return sorted([here, *told], key=lambda one: (one.goal, one.year))


def lifts_of(result: Result, county: CountyResult) -> list[Lift]:
    """For each indicator what would lift the county to the next class, the easiest to say first; empty
    in the best class, and where a figure's worth hangs on the other counties' figures."""
    better = [bound for _code, bound in result.scheme.classes if bound > county.score]
    fixed = (result.scheme.normalisation, result.scheme.aggregation) == ("goalposts", "arithmetic")
    if not better or not fixed:
        return []
    gap = better[-1] - county.score
    lifts = []
    for part in county.parts:
        room = part.weight - part.points
        needed = None
        if part.weight and gap <= room:
            needed = figure_for(part.indicator, part.share + gap / part.weight)
        lifts.append(Lift(part, needed, room.quantize(Decimal("0.01"))))
    return sorted(lifts, key=lambda lift: (lift.needed is None, -lift.room))


def _mean(scores: list[Decimal]) -> Decimal:
    if not scores:
        return Decimal(0)
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"))


def _written(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _kept(last: Result, one: CountyResult) -> dict[str, Any]:
    return {
        "year": last.year,
        "score": _written(one.score),
        "class": one.class_,
        "rank": one.rank,
        "figures": {part.indicator.code: _written(part.figure) for part in one.parts},
    }


def _county(
    scheme: Scheme,
    county: str,
    one: Scored,
    figures: Mapping[str, Decimal | None],
    computed: frozenset[tuple[str, str]],
) -> dict[str, Any]:
    return {
        "code": county,
        "score": _written(one.score),
        "class": one.class_,
        "rank": one.rank,
        "class_rank": one.class_rank,
        "figures": {i.code: _written(figures.get(i.code)) for i in scheme.indicators},
        "cells": {
            code: [_written(cell.share), _written(cell.weight), _written(cell.points)]
            for code, cell in one.cells.items()
        },
        "computed": sorted(code for place, code in computed if place == county),
    }


def _read(
    scheme: Scheme, row: Mapping[str, Any], medians: Mapping[str, Decimal | None]
) -> CountyResult:
    last = None
    if row["last"]:
        kept = row["last"]
        last = Last(
            year=kept["year"],
            score=Decimal(kept["score"]),
            class_=kept["class"],
            rank=kept["rank"],
            figures={code: _number(text) for code, text in kept["figures"].items()},
        )
    parts = []
    for one in scheme.indicators:
        share, weight, points = map(Decimal, row["cells"][one.code])
        parts.append(
            Part(
                indicator=one,
                figure=_number(row["figures"][one.code]),
                share=share,
                weight=weight,
                points=points,
                median=medians[one.code],
                last=last.figures.get(one.code) if last else None,
                supplied=one.code not in row["computed"],
            )
        )
    return CountyResult(
        code=row["code"],
        score=Decimal(row["score"]),
        class_=row["class"],
        rank=row["rank"],
        class_rank=row["class_rank"],
        best=row["best"],
        worst=row["worst"],
        last=last,
        gained=row["gained"],
        award=award_of(
            scheme.incentive,
            last=last.class_ if last else None,
            this=row["class"],
            gained=row["gained"],
        ),
        parts=tuple(parts),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
