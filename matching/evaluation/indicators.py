"""How often the check of indicators agrees with labelled cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matching.contracts import MatchingError, UnparsableIndicator, Verdict
from matching.indicators.check import check_indicators
from matching.indicators.wishes import wishes

UNPARSABLE = "unparsable"
# A need that states several indicators is answered by the one that fits worst.
_WORST_FIRST = (Verdict.MISSED, Verdict.ABSENT, Verdict.UNCLEAR, Verdict.NEARLY, Verdict.MET)


class BadCases(MatchingError):
    """A file of cases that cannot be read; the message names the line and the remedy."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a need wants and an achievement states, as free text, with the verdict it deserves."""

    need: str
    achievement: str
    verdict: str


@dataclass(frozen=True, slots=True)
class CaseError:
    """A case that was judged otherwise than labelled; ``why`` tells what could not be read."""

    line: int
    need: str
    achievement: str
    verdict: str
    found: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorEvaluation:
    """``confusion`` counts what was found under each label. ``coarse``: no case is labelled
    "nearly", so what was found nearly met counts as missed, which it is.
    """

    cases: int
    accuracy: float
    coarse: bool
    confusion: Mapping[str, Mapping[str, int]]
    errors: tuple[CaseError, ...]


def evaluate_indicators(file: Path) -> IndicatorEvaluation:
    """Accuracy on a file of JSON lines with ``need``, ``achievement`` and ``verdict``, one of met,
    nearly, missed, unclear, absent. Raises BadCases.
    """
    cases = list(read_cases(file))
    coarse = all(case.verdict != Verdict.NEARLY for _line, case in cases)
    confusion: dict[str, dict[str, int]] = {}
    errors = []
    for line, case in cases:
        found, why = _judge(case)
        if coarse and found == Verdict.NEARLY:
            found = Verdict.MISSED.value
        row = confusion.setdefault(case.verdict, {})
        row[found] = row.get(found, 0) + 1
        if found != case.verdict:
            errors.append(CaseError(line, case.need, case.achievement, case.verdict, found, why))
    accuracy = round(1 - len(errors) / len(cases), 4)
    return IndicatorEvaluation(len(cases), accuracy, coarse, confusion, tuple(errors))


def read_cases(file: Path) -> Iterator[tuple[int, Case]]:
    """The cases of a file with their line numbers. Raises BadCases."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCases(f"{file} cannot be read as UTF-8 text: {error}") from error
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not filled:
        raise BadCases(f"{file} holds no case; write one JSON object a line")
    for number, line in filled:
        yield number, _case(line, f"{file}, line {number}")


def _case(line: str, place: str) -> Case:
    try:
        told: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadCases(f"{place} is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise BadCases(f"{place} is no JSON object")
    for name in ("need", "achievement", "verdict"):
        if not isinstance(told.get(name), str):
            raise BadCases(f'{place} has no text under "{name}"')
    if told["verdict"] not in set(Verdict):
        raise BadCases(f"{place}: verdict {told['verdict']!r} is none of {', '.join(Verdict)}")
    return Case(told["need"], told["achievement"], told["verdict"])


def _judge(case: Case) -> tuple[str, str]:
    try:
        wanted = [wish.indicator for wish in wishes(case.need)]
    except UnparsableIndicator as error:
        return UNPARSABLE, str(error)
    verdicts = {c.verdict for c in check_indicators(wanted, [], {"text": case.achievement})}
    return next(v for v in _WORST_FIRST if v in verdicts).value, ""


def as_json(evaluation: IndicatorEvaluation) -> str:
    """One JSON object."""
    return json.dumps(asdict(evaluation), ensure_ascii=False, indent=2)


def as_table(evaluation: IndicatorEvaluation) -> str:
    """Accuracy, the confusion table with labels down and what was found across, and the errors."""
    found = [*(v.value for v in Verdict), UNPARSABLE]
    lines = [f"{evaluation.cases} cases, accuracy {evaluation.accuracy:.4f}", ""]
    lines.append(f"{'':10}" + "".join(f"{name:>11}" for name in found))
    for label in Verdict:
        counted = evaluation.confusion.get(label, {})
        lines.append(f"{label:10}" + "".join(f"{counted.get(name, 0):>11}" for name in found))
    for error in evaluation.errors:
        lines += [
            "",
            f"line {error.line}: {error.verdict}, found {error.found} {error.why}".rstrip(),
        ]
        lines += [f"  {error.need}", f"  {error.achievement}"]
    return "\n".join(lines)
