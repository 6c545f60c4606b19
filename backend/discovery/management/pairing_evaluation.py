"""The pairings that are shown, held against judged ones: how many of each level are worth a call."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

from django.db.models import Q

from backend.catalog.models import Status
from backend.pairings.models import Pairing, Side
from matching.contracts import Level, Verdict
from matching.facade import language_of

WORTH = 2  # a grade from which on staff would call
_SHOWN = (Level.STRONG, Level.GOOD, Level.POSSIBLE)
_BEST = 3
# A need that found its partner, or whose work is done, was answered by what it was shown.
_SOUGHT = (Status.PUBLISHED, Status.CONTRACTED, Status.CLOSED)

Key = tuple[str, str]  # the titles of a need and an offer


class BadJudgements(Exception):
    """A file of judgements that cannot be read; the message names line and remedy."""


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """Of the pairings shown at a level: all, those judged, and those of them worth a call."""

    shown: int
    judged: int
    worth: int
    precision: float | None


@dataclass(frozen=True, slots=True)
class VerdictFigures:
    """How often a verdict was given, the share of it that is right, and of the right ones found.

    ``said`` counts the judged indicators alone.
    """

    said: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True, slots=True)
class PairingEvaluation:
    """``slices`` are the levels of one kind of offer or of one pair of languages; ``found`` the
    share of each kind's best offers that is shown, and that is shown at "good" or better.
    """

    levels: Mapping[str, LevelFigures]
    recall: Mapping[str, float | None]
    unjudged: int
    verdicts: Mapping[str, VerdictFigures] | None
    slices: Mapping[str, Mapping[str, LevelFigures]]
    found: Mapping[str, tuple[float, float]]

    def as_record(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        told = asdict(self)
        names = ["levels", "recall", "unjudged"] + ["verdicts"] * (self.verdicts is not None)
        return {name: told[name] for name in names}


def judgements_in(path: Path, wanted: Mapping[str, type]) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines. Raises BadJudgements for one that lacks a field."""
    rows = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadJudgements(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadJudgements(f"{path}, line {number} is no JSON: {error}") from error
        for name, kind in wanted.items():
            if not isinstance(row, dict) or not isinstance(row.get(name), kind):
                expected = "a whole number" if kind is int else "a text"
                raise BadJudgements(f"{path}, line {number}: {name!r} must be {expected}")
        rows.append(row)
    if not rows:
        raise BadJudgements(f"{path} holds no judgements: one JSON object a line")
    return rows


def grades_in(path: Path) -> dict[Key, int]:
    """The grades of a file by titles. Raises BadJudgements."""
    rows = judgements_in(path, _PAIR_FIELDS)
    return {(row["need"], row["offer"]): row["grade"] for row in rows}


def evaluate_pairings(
    pairs: Path, verdicts: Path | None = None, *, side: Side | None = None
) -> PairingEvaluation:
    """Hold the pairings shown for the needs of ``pairs`` against its grades, and what is said of
    their indicators against ``verdicts``. Raises BadJudgements.

    Judges read both listings wholly, and so does what they are held against: what either side is
    shown, as the two wholes fit. ``side``: what that one is shown, as it reads the other.
    """
    rows = judgements_in(pairs, _PAIR_FIELDS)
    grades = {(row["need"], row["offer"]): row["grade"] for row in rows}
    told = judgements_in(verdicts, dict.fromkeys(_VERDICT_FIELDS, str)) if verdicts else None
    needs = {need for need, _offer in grades} | {row["need"] for row in told or ()}
    shown = {(p.need.title, p.offer.title): p for p in _shown(needs, side)}
    graded = {key: p for key, p in shown.items() if key[0] in {need for need, _ in grades}}
    kinds = _slices(graded)
    return PairingEvaluation(
        levels=_levels(graded, grades, side),
        recall={f"grade_{grade}": _recall(graded, grades, grade) for grade in (_BEST, WORTH)},
        unjudged=len(graded.keys() - grades.keys()),
        verdicts=None if told is None else _verdicts(shown, told, side),
        slices={name: _levels(part, grades, side) for name, part in sorted(kinds.items())},
        found=_found(rows, graded, side),
    )


_PAIR_FIELDS = {"need": str, "offer": str, "grade": int}
_VERDICT_FIELDS = ("need", "offer", "indicator", "verdict")


def _shown(needs: Iterable[str], side: Side | None) -> list[Pairing]:
    sides = [side] if side else list(Side)
    listed = [Q(**{f"{s}_listed_at__isnull": False, f"{s}_superseded": False}) for s in sides]
    found = Pairing.objects.filter(
        reduce(or_, listed),
        need__title__in=set(needs),
        need__status__in=_SOUGHT,
        offer__status=Status.PUBLISHED,
    )
    told = found.select_related("need", "offer")
    return [pairing for pairing in told if pairing.fit_of(side).level in _SHOWN]


def _slices(shown: Mapping[Key, Pairing]) -> dict[str, dict[Key, Pairing]]:
    found: dict[str, dict[Key, Pairing]] = {}
    for key, pairing in shown.items():
        spoken = language_of(pairing.need.title), language_of(pairing.offer.title)
        for name in (str(pairing.offer.kind), "-".join(spoken)):
            found.setdefault(name, {})[key] = pairing
    return found


def _levels(
    shown: Mapping[Key, Pairing], grades: Mapping[Key, int], side: Side | None
) -> dict[str, LevelFigures]:
    figures = {}
    for level in _SHOWN:
        here = [key for key, pairing in shown.items() if pairing.fit_of(side).level == level]
        judged = [grades[key] for key in here if key in grades]
        worth = sum(grade >= WORTH for grade in judged)
        figures[level.value] = LevelFigures(
            len(here), len(judged), worth, _share(worth, len(judged))
        )
    return figures


def _recall(shown: Mapping[Key, Pairing], grades: Mapping[Key, int], grade: int) -> float | None:
    right = [key for key, given in grades.items() if given == grade]
    return _share(sum(key in shown for key in right), len(right))


def _found(
    rows: Sequence[Mapping[str, Any]], shown: Mapping[Key, Pairing], side: Side | None
) -> dict[str, tuple[float, float]]:
    kinds: dict[str, list[Key]] = {}
    for row in rows:
        if row["grade"] == _BEST:
            kinds.setdefault(row.get("offer_kind", "offer"), []).append((row["need"], row["offer"]))
    good = {Level.STRONG, Level.GOOD}
    return {
        kind: (
            sum(key in shown for key in keys) / len(keys),
            sum(key in shown and shown[key].fit_of(side).level in good for key in keys) / len(keys),
        )
        for kind, keys in sorted(kinds.items())
    }


def _verdicts(
    shown: Mapping[Key, Pairing], told: Sequence[Mapping[str, Any]], side: Side | None
) -> dict[str, VerdictFigures]:
    """Of a pairing that is not shown nothing is said."""
    said = {
        (*key, check["wanted"]["name"]): check["verdict"]
        for key, pairing in shown.items()
        for check in pairing.fit_of(side).indicators
    }
    pairs = [(said.get((r["need"], r["offer"], r["indicator"]), ""), r["verdict"]) for r in told]
    given, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    agreed = Counter(a for a, b in pairs if a == b)
    return {
        v.value: VerdictFigures(given[v], _share(agreed[v], given[v]), _share(agreed[v], right[v]))
        for v in Verdict
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def as_table(found: PairingEvaluation) -> str:
    """The same for people, with the levels of each kind of offer and pair of languages."""
    percent: Callable[[float | None], str] = lambda x: "–" if x is None else f"{x:.0%}"  # noqa: E731
    lines = ["level                  shown  judged   worth a call"]
    for name, levels in {"": found.levels, **found.slices}.items():
        lines += [
            f"{f'{name} {level}'.strip():22} {f.shown:5} {f.judged:7} {f.worth:7} "
            f"{percent(f.precision):>5}"
            for level, f in levels.items()
        ]
    lines.append(f"\nshown and not judged: {found.unjudged}")
    lines += [f"recall of {name}: {percent(share)}" for name, share in found.recall.items()]
    lines += [
        f"best {kind}s shown: {percent(share)}, at good or better: {percent(good)}"
        for kind, (share, good) in found.found.items()
    ]
    if found.verdicts is not None:
        lines.append("\nverdict    said  right  found")
        lines += [
            f"{name:8} {v.said:6} {percent(v.precision):>6} {percent(v.recall):>6}"
            for name, v in found.verdicts.items()
        ]
    return "\n".join(lines)
