"""How far needs came, by the quarter of their publication and the region: reckoned from times, pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from backend.accounts.regions import path_to

from .suppression import LEAST, withheld

STAGES = ("published", "matched", "talking", "contracted", "delivered")
Times = Sequence[datetime | None]
Key = tuple[str, str, int]  # region, quarter, stage


@dataclass(frozen=True, slots=True)
class Counted:
    """Needs of a region and quarter by stage, and median days; None for what is withheld."""

    counts: list[int | None]
    days: list[int | None]


def cohorts_of(needs: Mapping[int, tuple[str, Times]]) -> dict[tuple[str, str], Counted]:
    """(region, quarter) → what is told of it. ``needs`` has each need's region and when it first came to
    each stage; the empty region is the whole market, the empty quarter all quarters."""
    held: dict[tuple[str, str], list[Times]] = {}
    for region, times in needs.values():
        for code in ("", *path_to(region)):
            for quarter in ("", quarter_of(times[0])):
                held.setdefault((code, quarter), []).append(times)
    counts = {
        (*key, stage): sum(times[stage] is not None for times in rows)
        for key, rows in held.items()
        for stage in range(len(STAGES))
    }
    hidden = withheld(counts, _sums(counts))
    return {
        (region, quarter): Counted(
            [
                None if (region, quarter, n) in hidden else counts[region, quarter, n]
                for n in range(len(STAGES))
            ],
            [
                # What is told of a withheld count would tell of its size.
                None if (region, quarter, n) in hidden else _days(rows, n)
                for n in range(1, len(STAGES))
            ],
        )
        for (region, quarter), rows in held.items()
    }


def quarter_of(at: datetime | None) -> str:
    """2026 Q3."""
    assert at is not None
    return f"{at.year} Q{(at.month + 2) // 3}"


def _sums(counts: Mapping[Key, int]) -> list[tuple[Key, list[Key]]]:
    """All quarters of a region make its sum; a region's parts, one step down, make the region where
    nothing lies in it without lying in a part."""
    parts: dict[Key, list[Key]] = {}
    for region, quarter, stage in counts:
        if quarter:
            parts.setdefault((region, "", stage), []).append((region, quarter, stage))
        if region:
            above = (path_to(region)[:-1] or ("",))[-1]
            parts.setdefault((f">{above}", quarter, stage), []).append((region, quarter, stage))
    found = []
    for (name, quarter, stage), cells in parts.items():
        total = (name.removeprefix(">"), quarter, stage)
        if sum(counts[cell] for cell in cells) == counts[total]:
            found.append((total, cells))
    return found


def _days(rows: Sequence[Times], stage: int) -> int | None:
    """The median of days since publication, of enough needs. What was published again after it had come
    there tells no time and is left out."""
    pairs = ((times[0], times[stage]) for times in rows)
    found = [
        (came - published).days
        for published, came in pairs
        if published is not None and came is not None and came >= published
    ]
    return int(median(found)) if len(found) >= LEAST else None
