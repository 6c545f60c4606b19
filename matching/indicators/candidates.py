"""What in an offer may answer a wanted indicator, how surely, and with which verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from matching.contracts import Comparator, Indicator, Verdict
from matching.indicators.changes import compare_change, wanted_change
from matching.indicators.comparison import NOT_COMPARABLE, Comparison, Reached, compare
from matching.indicators.concepts import opposed
from matching.indicators.conditions import (
    Condition,
    conditions_of,
    contradict,
    untold,
    wanted_conditions,
)
from matching.indicators.naming import (
    Name,
    complementary,
    done_for,
    name_of,
    named,
    object_named,
    specific,
)
from matching.indicators.reported import Report
from matching.quantities.conversion import comparable
from matching.quantities.roles import Change, Role
from matching.quantities.unit_reading import per_unit
from matching.quantities.units import counts, unit_known

# Between candidates that name it equally well, the comparable one and then the better one is it.
_ORDER = (Verdict.MET, Verdict.NEARLY, Verdict.MISSED, Verdict.UNCLEAR)
_CARRIED = 0.9
_AFTER = 0.9
_IMPLIED = 0.6
_AS_CONDITION = 0.8
_DIFFERENCES = (
    "温升", "温差", "波动", "精度", "误差", "偏差", "均匀性", "rise", "accuracy", "deviation"
)  # fmt: skip
_TREATED = re.compile(
    r"[^\W\d_此最然之今前背]后(?![续备])"
)  # 烘干后含水率 is the offer's, 收获时含水率 is not
_WATER = re.compile(r"水|(?<![a-z])water|aqueous")
_CUBIC_METRE = re.compile(r"m³|立方米|立方|方(?!形)")
_RUNNING, _BESIDE = "运行", 6
_IN_WATER = {"mg/L": "ppm", "μg/L": "ppb", "ppm": "mg/L", "ppb": "μg/L"}
_AT_REST = {"休眠": "待机"}  # a name says 待机 for either
_SHARES = frozenset({"%", "‰"})
_RANGES = ("可调", "可选", "覆盖", "适用", "可变")
# The end of what it bears, and no value that it has.
_LIMIT = re.compile(r"[上下]限|最[大小高低]|极限|\b(?:max|min|up to)")
_MIRRORED = {
    Comparator.GE: Comparator.LE,
    Comparator.LE: Comparator.GE,
    Comparator.GT: Comparator.LT,
    Comparator.LT: Comparator.GT,
}


class Wanted(NamedTuple):
    """A wanted indicator with what its name says."""

    indicator: Indicator
    name: Name
    change: Change | None
    conditions: Sequence[Condition]
    covers: bool
    difference: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that may answer, what comparing it gives, how sure the name is, from 0 to 1, and the
    words that it stands under. ``untold``: the need names a condition of which the value says nothing.
    """

    reached: Reached
    comparison: Comparison
    sure: float
    named: str = ""
    untold: bool = False

    @property
    def rank(self) -> tuple[bool, float, int]:
        unclear = self.comparison.verdict is Verdict.UNCLEAR
        return (not unclear, self.sure, -_ORDER.index(self.comparison.verdict))

    def disputes(self, best: Candidate) -> bool:
        """Whether this is another value of the same thing, and one of the two lies within the bound
        and one does not. What cannot be compared says nothing against the other.
        """
        return (
            (best.comparison.verdict is Verdict.MET) is not (self.comparison.verdict is Verdict.MET)
            and NOT_COMPARABLE not in (self.comparison, best.comparison)
            and (self.sure >= best.sure or self.named == best.named)
            and not (_TREATED.search(best.named) and not _TREATED.search(self.named))
        )


@lru_cache(maxsize=4096)
def wanted_of(indicator: Indicator) -> Wanted:
    """Read an indicator's name, and its unit per 亩 or per day where the name says so."""
    name = name_of(indicator.name)
    covers = name.concept is not None and name.concept.covers
    return Wanted(
        replace(indicator, unit=per_unit(indicator.unit, name.text)),
        name,
        wanted_change(indicator),
        wanted_conditions(indicator.name),
        covers or any(word in name.text for word in _RANGES),
        any(word in name.text for word in _DIFFERENCES),
    )


def from_row(wanted: Wanted, name: Name, row: Indicator) -> Candidate | None:
    """A row of the offer's own table; None where it names something else."""
    sure = named(wanted.name, name)
    if not sure:
        return None
    unit = per_unit(row.unit, name.text)
    reached = Reached(row.comparator, row.value, row.value_max, unit)
    comparison = _compared(wanted, reached, name.text)
    measured = wanted_conditions(row.name)
    if contradict(wanted.conditions, measured):
        comparison = NOT_COMPARABLE
    return Candidate(reached, comparison, sure, name.text, untold(wanted.conditions, measured))


def sureness(wanted: Wanted, report: Report) -> float:
    """How surely a report speaks of what is wanted, from 0 to 1; 0 for another's value."""
    if report.statement.role is Role.FORMER or not _own(wanted, report):
        return 0.0
    if complementary(wanted.name, report.name):
        return _AS_CONDITION
    sure = named(wanted.name, report.name, report.sentence)
    if not sure:
        sure = _AFTER * named(wanted.name, report.after)
    if (
        not sure
        and report.statement.change is not None
        and _removed(wanted, report.statement.change, report.statement.unit)
    ):
        sure = _IMPLIED * object_named(wanted.name, report.name)
    if not sure and _removal_of(wanted, report):
        sure = _IMPLIED
    if not sure and wanted.name.concept in report.implied:
        sure = _IMPLIED
    if not sure and report.statement.unit and done_for(wanted.name, report.before, report.behind):
        sure = _IMPLIED
    if report.statement.role is Role.CONDITION:
        bare = not report.statement.unit
        return 0.0 if report.carried or bare else sure * _AS_CONDITION
    if report.carried:
        sure *= _CARRIED
    return sure


def from_report(wanted: Wanted, report: Report, sure: float) -> Candidate | None:
    """A sentence's value; None where it is no answer, not even an unclear one."""
    said = report.statement
    reached = Reached(said.comparator, said.value, said.value_max, said.unit, said.better)
    reached = replace(reached, unit=_unit_meant(wanted, report))
    if complementary(wanted.name, report.name):
        reached = _complement(reached)
    so_far = said.role is Role.CONDITION or _runs_on(wanted, report)
    if so_far and _at_least(wanted.indicator, reached):
        reached = replace(reached, comparator=Comparator.GE)  # after 800 cycles it still works
    if wanted.change is not None:
        return Candidate(
            reached, compare_change(wanted.indicator, wanted.change, said), sure, report.name.text
        )
    if said.change is not None and not _removed(wanted, said.change, reached.unit):
        return Candidate(reached, NOT_COMPARABLE, sure, report.name.text)
    if _removal_of(wanted, report):
        return Candidate(reached, NOT_COMPARABLE, sure, report.name.text)
    if not _answers(wanted, report, reached):
        return None
    measured = conditions_of(report.name.text, report.conditions)
    # "室温强度520 MPa，800 ℃时410 MPa": the second was not measured where the first was.
    told_anew = report.carried and any(report.conditions)
    elsewhere = not told_anew and opposed(wanted.name.text, report.name.text, condition=True)
    if elsewhere or contradict(wanted.conditions, measured):
        return Candidate(reached, NOT_COMPARABLE, sure, report.name.text)
    return Candidate(
        reached,
        _compared(wanted, reached, report.name.text),
        sure,
        report.name.text,
        untold(wanted.conditions, measured),
    )


def _removal_of(wanted: Wanted, report: Report) -> bool:
    """Whether one is the concentration of what the other is the rate of removal of."""
    share, asked_share = report.statement.unit in _SHARES, wanted.indicator.unit in _SHARES
    mine, theirs = wanted.name.concept, report.name.concept
    if report.carried or mine is theirs or share is asked_share or not report.statement.unit:
        return False
    if asked_share:
        return bool(mine and mine.removal) and object_named(wanted.name, report.name)
    return bool(theirs and theirs.removal) and object_named(report.name, wanted.name)


def _removed(wanted: Wanted, change: Change, unit: str) -> bool:
    """Whether a fall by so many per cent is the wanted rate of removal."""
    removal = wanted.name.concept is not None and wanted.name.concept.removal
    return removal and change.direction < 0 and unit in _SHARES


def _compared(wanted: Wanted, reached: Reached, words: str) -> Comparison:
    ranged = wanted.indicator.comparator is Comparator.RANGE
    if ranged and reached.value_max is None and _LIMIT.search(words):
        return NOT_COMPARABLE
    return compare(wanted.indicator, reached, covers=wanted.covers, difference=wanted.difference)


def _own(wanted: Wanted, report: Report) -> bool:
    """Another sample's value is no answer, unless it is what the need asks for."""
    return not report.others or _AT_REST.get(report.others, report.others) in wanted.name.text


def _answers(wanted: Wanted, report: Report, reached: Reached) -> bool:
    """Whether a value can speak of the wanted indicator: one of another kind only where it stands
    right by its very name, a bare number only for a wanted one.
    """
    unit = wanted.indicator.unit
    if comparable(unit, reached.unit):
        if not reached.unit and abs(reached.value) > 1 and unit in _SHARES:
            # 准确率 96 may be per cent and may be a figure's number; 白度 92 is per cent.
            concept = wanted.name.concept
            same = concept is not None and concept is report.name.concept and not report.carried
            return same and not (concept is None or concept.of_something)
        return bool(reached.unit) or not unit or counts(unit) or comparable(unit, "%")
    named_so = not report.carried and report.statement.role is Role.VALUE
    return named_so and not specific(wanted.name, report.name)


def _unit_meant(wanted: Wanted, report: Report) -> str:
    """The unit of a report where it goes without saying: a bare pH, and of water a cubic metre for
    a tonne and a milligram in a litre for a ppm.
    """
    unit, asked = report.statement.unit, wanted.indicator.unit
    if not unit and asked == "pH":
        return asked
    per_frame = unit.removesuffix("/frame").removesuffix("/帧")
    if per_frame != unit and comparable(asked, per_frame):
        return per_frame  # latency is that of a frame
    if unit in _SHARES and not asked and abs(wanted.indicator.value) > 1:
        return asked  # 糖度≥14 is in per cent
    words = wanted.name.text + report.name.text + report.after.text
    if not _WATER.search(words) or comparable(asked, unit):
        return unit
    if unit in _IN_WATER and asked in _IN_WATER and comparable(asked, _IN_WATER[unit]):
        return _IN_WATER[unit]  # no share in per cent is reached by so many mg/L
    weighed = _CUBIC_METRE.sub("t", unit)
    if weighed == unit:
        weighed = re.sub(r"\bt\b|吨", "m³", unit)
    return weighed if unit_known(weighed) and comparable(asked, weighed) else unit


def _runs_on(wanted: Wanted, report: Report) -> bool:
    """Whether a number is how long a thing has run and goes on: 已连续运行 9000 h."""
    return wanted.name.concept in report.implied and _RUNNING in report.before[-_BESIDE:]


def _at_least(wanted: Indicator, reached: Reached) -> bool:
    bounded_below = wanted.comparator in {Comparator.GE, Comparator.GT}
    return bounded_below and reached.comparator is Comparator.EQ


def _complement(reached: Reached) -> Reached:
    """What is left of 100 %."""
    if reached.unit != "%":
        return reached
    comparator = _MIRRORED.get(reached.comparator, reached.comparator)
    if reached.value_max is None:
        return replace(reached, comparator=comparator, value=Decimal(100) - reached.value)
    return replace(
        reached, value=Decimal(100) - reached.value_max, value_max=Decimal(100) - reached.value
    )
