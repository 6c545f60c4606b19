"""What a text reports: each quantity with the words that say what it is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.contracts import NOT_DETECTED, Comparator
from matching.indicators.concepts import Concept, mentions, opposed
from matching.indicators.implied import implied
from matching.indicators.labels import every, labels, words_before
from matching.indicators.naming import Name, name_of
from matching.indicators.reported import Report
from matching.indicators.verbs import share_told
from matching.indicators.words import CHANGES, words_of
from matching.quantities.clauses import SENTENCE_END
from matching.quantities.conversion import comparable
from matching.quantities.roles import Role, before_ours, lasting, own_marker, planned
from matching.quantities.statements import Statement, fold_numbers, statements
from matching.quantities.units import counts

_BETWEEN_VALUES = re.compile(r"\s*(?:[、,，;；/]|和|与|及|以及|或|and|to|,\s*and)?\s*")
_AFTER = re.compile(
    r"\s?(?!但|而|且|并(?![发行网])|时(?![延长间])|以(?!太)|及|和|与|或|左右)(?:的|of\s)?\s?((?:[^,，。;；、()（）\d]|(?<=[a-z])\d){1,24})"
)
_NOUN_ENDS = re.compile(r"\s(?:after|at|in|for|with|within|under|on|when|and)\b")
_LISTED = re.compile(r"(?:\band|[和与及、])\s*$")
_UNDER = re.compile(r"\s?的?([\u3400-\u9fff]{2,8}?)(?:条件|情况)?下")
_NOUN = re.compile(r"\s?(?![的和与及或])[\u3400-\u9fff]")
_AND_THERE = re.compile(
    r"\s?(?:in|at|for|on|under|with|after|when)\s[a-z\s\-]+\s(?:and|but|or|to)\s?"
)
_CODE = re.compile(r"[a-z]+\d+")  # D90 is another quantity than D50
_LED_BY = re.compile(r"\s?(?:在|于|at|under)?\s?")
_VERB = re.compile(r"[\u3400-\u9fff]{2}(?<![为达到于约])")  # 48 kg 载荷飞行 2 h
_LEAD = 60
_NEIGHBOURS = 6
_BEHIND = 16
_WITHOUT = ("不含", "contain", "free ")  # before what there is none of
_PLANNED = "计划"
_SET_AGAINST = "相比"
# A noun of its own before the number: 黄变指数降低 60%.
_HEADED = re.compile(
    rf"[\u3400-\u9fff]{{2}}(?:率|度|量|指数|系数|性|比|寿命|范围|距离)(?:{CHANGES.pattern}|[为是达到了约仅在])*\s*$"
)
# "and an emittance of 0.06", and not "a maximum of".
_ANOTHER_NOUN = re.compile(
    r"(?<![a-z])(?:an?|the)\s(?!(?:max|min|mean|average|total|peak|value|rate|range|record|further))"
    r"[a-z\- ]{3,40}\sof\s*$"
)
# "高剂量组为71%": the same of another sample, place or state.
_SAMPLE = re.compile(
    r"(?:组|样品|批次?|区|侧|方向|季|模式|工况|条件|环境)下?(?:则|也|仍|分别)?(?:为|达到?|是|仅)*\s*$"
)
_STATISTIC = re.compile(r"(?<![a-z])[pnr]\s?$")
_SHORT = 3  # words that cannot name anything: 仍为, 达


def reports(text: str) -> tuple[Report, ...]:
    """What ``text`` reports, in its order: one for each statement and each thing it is said of."""
    found = statements(text)
    folded = fold_numbers(text)
    ends = [m.end() for m in SENTENCE_END.finditer(folded)]
    sentences: dict[int, list[Statement]] = {}
    for statement in found:
        sentences.setdefault(bisect_right(ends, statement.start), []).append(statement)
    edges = [0, *ends, len(folded)]
    return tuple(
        report
        for place, group in sentences.items()
        for report in _Sentence(folded, edges[place], edges[place + 1], group).reports()
    )


class _Sentence:
    """The statements of one sentence, read together."""

    def __init__(self, folded: str, start: int, end: int, group: Sequence[Statement]) -> None:
        self._folded = folded
        self._start = start
        self._end = end
        self._group = self._in_one_unit(group)
        self._text = folded[start : min(end, start + 400)]
        self._words = words_before(folded, start, self._group)

    def reports(self) -> Iterator[Report]:
        last: Report | None = None
        place = 0
        for run in self._runs():
            behind = self._folded[run[-1].end : run[-1].end + _BEHIND]
            for label in labels(len(run), self._words[place], behind):
                listed = every(label)
                for each in listed:
                    report = self._report(place, each, last if len(listed) == 1 else None)
                    if last is None or not self._aside(report):
                        last = report
                    yield report
                place += 1

    def _aside(self, report: Report) -> bool:
        """Whether a condition names nothing, so that what it stands beside goes on behind it."""
        return report.statement.role is Role.CONDITION and report.name.concept is None

    def _runs(self) -> Iterator[list[Statement]]:
        """Values that follow one another with nothing but commas and "and" between them."""
        run: list[Statement] = []
        for statement in self._group:
            if run and not self._joined(run[-1], statement):
                yield run
                run = []
            run.append(statement)
        if run:
            yield run

    def _in_one_unit(self, group: Sequence[Statement]) -> list[Statement]:
        """With the unit that the last of a list has: 分别为 0.5、0.8 和 1.6 μg/L."""
        found = list(group)
        for place in range(len(found) - 2, -1, -1):
            one, other = found[place], found[place + 1]
            if not one.unit and other.unit and one.role is other.role and self._joined(one, other):
                found[place] = replace(one, unit=other.unit)
        return found

    def _joined(self, one: Statement, other: Statement) -> bool:
        """Whether nothing but a comma or an "and" stands between two; ±3 μm over 300 mm are two."""
        between = _BETWEEN_VALUES.fullmatch(self._folded, one.end, other.start)
        spaced = other.comparator is Comparator.EQ
        return between is not None and bool(spaced or between[0].strip())

    def _after(self, place: int) -> str:
        """The noun that follows a value: 98% 的识别率, 1500 h 盐雾试验, 30 MPa tensile strength."""
        statement = self._group[place]
        under = _UNDER.match(self._folded, statement.end)
        if under is not None and statement.role is Role.CONDITION:
            return under[1]
        match = _AFTER.match(self._folded, statement.end)
        if match is None or match.end() > self._end:
            return ""
        following = self._group[place + 1 : place + 2]
        # "1.85 g/cm³ 抗压强度 60 MPa": the noun belongs to the number behind it.
        noun = _NOUN_ENDS.split(match[1])[0]
        found = mentions(noun)
        behind = noun[found[-1].end :] if found else ""
        if (
            following
            and following[0].start <= match.start(1) + len(noun) + 3
            and "的" not in match[0][:2]
            and not _VERB.fullmatch(behind)
        ):
            return ""
        return noun[: found[0].end if found and found[0].start <= 8 else 12]

    def _report(self, place: int, label: str, last: Report | None) -> Report:
        statement, name, carried = self._group[place], name_of(label), False
        after = name_of(self._after(place))
        if self._folded.startswith(_WITHOUT, statement.start):
            name = after
        rest = self._folded[statement.end : min(self._end, statement.end + _LEAD)]
        if statement.unit == "%" and (told := share_told(self._words[place], rest)):
            name = name_of(told)
        listed = after.concept is not None and _LISTED.search(label)
        if listed or (name.concept is None and after.concept is not None):
            name = after  # "3 mg/L NH3-N and 18 mg/L COD"
        others = statement.others or self._not_ours(place)
        if name.concept is None and last is not None and self._continues(statement, label, last):
            name, carried = last.name, statement.former is None and not own_marker(label)
            own = own_marker(label) or name_of(label).of or statement.former is not None
            others = others or ("" if own else last.others)
        elif (
            last is not None
            and lasting(last.others)
            and not (others or statement.change)
            and name.bare
        ):
            others = "" if own_marker(label) else last.others
        return Report(
            statement, name, after, carried, others, self._text, self._conditions(place),
            statement.clause_start, () if self._named(name, carried) else self._implied(place), label,
            self._behind(place),
        )  # fmt: skip

    def _not_ours(self, place: int) -> str:
        """The mark of what is yet to come or what one's own is set against; "" for neither."""
        statement = self._group[place]
        before = self._folded[max(self._start, statement.start - 2 * _LEAD) : statement.start]
        if planned(before):
            return _PLANNED
        behind = self._folded[statement.end : statement.end + _LEAD * 2]
        return _SET_AGAINST if before_ours(before, behind) else ""

    def _named(self, name: Name, carried: bool) -> bool:
        return bool(name.concept and not (name.concept.broad or name.tail or carried))

    def _implied(self, place: int) -> tuple[Concept, ...]:
        return implied(self._words[place], self._group[place].unit, self._behind(place))

    def _behind(self, place: int) -> str:
        end = self._group[place].end
        return self._folded[end : min(end + _BEHIND, self._end)]

    def _continues(self, statement: Statement, label: str, last: Report) -> bool:
        """Whether a number without a name of its own speaks of what the last one spoke of."""
        if statement.former is not None:
            return True
        if statement.unit == NOT_DETECTED:
            return False
        if self._counts_another(statement, last):
            return False
        if _ANOTHER_NOUN.search(label) or self._statistic(statement):
            return False
        own = name_of(label)
        if any(_CODE.fullmatch(token) for token in own.tokens):
            return False
        bounded = statement.comparator is not Comparator.EQ
        if not label.strip() and bounded and statement.clause_start == last.statement.clause_start:
            return False
        if len(own.of) <= 1 and len(own.tokens) <= _SHORT:
            return True
        # "膜A的截留率为97%，膜B为99%": the same of another sample.
        telling = {word for word in own.of if not word.isascii() or len(word) > 1}
        headed = _HEADED.search(label) is not None
        parallel = bool(telling) and telling <= words_of(last.name.text) and not headed
        # "拉伸强度：纵向62MPa，横向41MPa", "62 MPa in the warp direction and 41 MPa".
        listed = bool(mentions(last.name.text.partition(":")[0])) and ":" in last.name.text
        contrasted = (
            parallel
            or listed
            or _AND_THERE.fullmatch(label) is not None
            or (_SAMPLE.search(label) is not None and not counts(statement.unit))
            or opposed(last.name.text, label, condition=True)
            or (not headed and (last.statement.others != "" or own_marker(label)))
        )
        return contrasted and comparable(statement.unit, last.statement.unit)

    def _statistic(self, statement: Statement) -> bool:
        """Whether it is a p, an n or an r of the statistics: (P<0.05)."""
        before = self._folded[max(self._start, statement.start - 3) : statement.start]
        return not statement.unit and _STATISTIC.search(before) is not None

    def _counts_another(self, statement: Statement, last: Report) -> bool:
        """Whether a number of another clause has its own unit and noun: 可实现24小时无人值守."""
        return (
            statement.change is None
            and statement.clause_start != last.statement.clause_start
            and statement.unit not in {"", "%", last.statement.unit}
            and "/" in last.statement.unit
            and "/" not in statement.unit
        )

    def _conditions(self, place: int) -> tuple[Statement, ...]:
        around = range(max(0, place - _NEIGHBOURS), min(len(self._group), place + 2))
        return tuple(self._group[p] for p in around if p != place and self._at(p, place))

    def _remarks(self, there: int, here: int) -> bool:
        """Whether one statement stands right behind another, and does not lead the next value."""
        other, statement = self._group[there], self._group[here]
        leads = there + 1 < len(self._group) and (
            self._group[there + 1].clause_start == other.clause_start != statement.clause_start
        )
        return 0 <= other.start - statement.end <= 3 and not leads

    def _at(self, there: int, here: int) -> bool:
        """Whether one statement is a condition of another: before it in its clause or next to it,
        said to be one or standing right before its noun, as in 28d 抗压强度.
        """
        other, statement = self._group[there], self._group[here]
        leading = _LED_BY.fullmatch(self._folded, self._start, other.start) is not None
        near = 0 <= statement.start - other.end <= 12 or self._remarks(there, here)
        together = other.clause_start == statement.clause_start
        if other.role is Role.CONDITION:
            return near or together or (leading and there < here)
        bare = other.role is Role.VALUE and other.comparator is Comparator.EQ and bool(other.unit)
        return (
            bare
            and together
            and there < here
            and _NOUN.match(self._folded, other.end) is not None
            and not mentions(self._words[there])
        )
