"""What the search box answers, held against questions whose right answers are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.discovery.selectors import Search, listings_search

from .pairing_evaluation import judgements_in

# Somebody who has signed in and belongs nowhere.
READER = Actor(user_id=None, audience=frozenset({PUBLIC, REGISTERED}))
NONE = "none"
SEEN = 20  # hits that a reader is taken to look through


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Of ``n`` questions the share whose first, or one of whose first three, hits is right, and the
    mean reciprocal rank of the first right one.
    """

    n: int
    success_at_1: float
    success_at_3: float
    mrr: float


@dataclass(frozen=True, slots=True)
class SearchEvaluation:
    """``types`` are pairs of languages; ``plain`` of the ``none`` questions that nothing answers
    were told so; ``missed`` lists the questions without a right answer among the first three.
    """

    types: Mapping[str, QuestionFigures]
    none: int
    plain: int
    missed: Sequence[tuple[str, Sequence[str]]]

    def as_record(self) -> dict[str, Any]:
        """What ``--json`` prints."""
        told: dict[str, Any] = {
            name: {
                "n": row.n,
                "success_at_1": row.success_at_1,
                "success_at_3": row.success_at_3,
                "mrr": row.mrr,
            }
            for name, row in self.types.items()
        }
        return told | {NONE: {"n": self.none, "plain": self.plain}}


def evaluate_search(path: Path) -> SearchEvaluation:
    """Ask the index at hand every question of a file of JSON lines: ``q``, ``titles``, ``type``.

    Raises BadJudgements, and IndexUnavailable as a search would.
    """
    rows = judgements_in(path, {"q": str, "titles": list})
    ranks: dict[str, list[int | None]] = {}
    none = plain = 0
    missed: list[tuple[str, Sequence[str]]] = []
    for row in rows:
        results = listings_search(READER, Search(text=row["q"], size=SEEN))
        shown = [found.listing.title for found in results.found]
        if not row["titles"]:
            none += 1
            plain += not shown
            if shown:
                missed.append((row["q"], shown[:3]))
            continue
        right = set(row["titles"])
        rank = next((n for n, title in enumerate(shown, 1) if title in right), None)
        ranks.setdefault(row.get("type") or "all", []).append(rank)
        if rank is None or rank > 3:
            missed.append((row["q"], shown[:3]))
    types = {name: _figures(found) for name, found in sorted(ranks.items())}
    return SearchEvaluation(types, none, plain, missed)


def _figures(ranks: Sequence[int | None]) -> QuestionFigures:
    def share(best: int) -> float:
        return round(sum(r is not None and r <= best for r in ranks) / len(ranks), 4)

    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    return QuestionFigures(len(ranks), share(1), share(3), round(mrr, 4))


def as_table(found: SearchEvaluation) -> str:
    """The same for people, with the questions that found no right answer."""
    lines = ["questions      n  first  first three   MRR"]
    lines += [
        f"{name:10} {row.n:5} {row.success_at_1:6.2f} {row.success_at_3:12.2f} {row.mrr:5.2f}"
        for name, row in found.types.items()
    ]
    lines.append(f"\nnothing answers: {found.none}, told so: {found.plain}")
    lines += [
        f"missed: {question} → {' | '.join(shown) or '–'}" for question, shown in found.missed
    ]
    return "\n".join(lines)
