"""Measures the suspicion that two listings are the same one.

    python -m tests.evaluation.duplicates papers.jsonl

Every second paper, none of which the release was fitted on, is held against an edited copy of itself
and against all other papers; every achievement of the bilingual set against its translation and
against all other achievements in the other language.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import facade
from matching.contracts import Profile
from matching.fitting.duplicates import copied, copyable
from matching.fitting.texts import papers_in

from .bilingual.corpus import achievements, encoded

SUSPECT = 0.5
COPIED = 300  # papers with an edited copy; all are somebody's neighbour


@dataclass(frozen=True, slots=True)
class Figures:
    """Copies that are suspected, of all copies; copies, of all that is suspected; how many pairs."""

    recall: float
    precision: float
    pairs: int


def suspected(originals: Sequence[Profile], copies: Sequence[Profile]) -> Figures:
    """Each original against every copy; its own stands at the same place."""
    right = wrong = 0
    for original, own in zip(originals, copies, strict=True):
        named = {o.candidate_id for o in facade.alike(original, copies) if o.same >= SUSPECT}
        right += own.id in named
        wrong += len(named - {own.id})
    found = right + wrong
    recall = right / len(originals)
    return Figures(recall, right / found if found else 1.0, len(originals) * len(copies))


def main() -> None:
    """Prints a line for copies in one language and one for translations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=Path, help="JSON lines with Chinese title and abstract")
    parser.add_argument("--cache", type=Path, default=Path(".cache") / "models")
    options = parser.parse_args()
    facade.configure(cache_dir=options.cache)
    chance = random.Random(17)
    originals = copyable(papers_in(options.papers)[1::2])[:COPIED]
    copies = encoded([copied(paper, chance) for paper in originals])
    chinese, english = encoded(achievements("zh")), encoded(achievements("en"))
    print(f"release {facade.active_release().name}; suspected from {SUSPECT}")
    for name, found in (
        ("cut, reordered, retitled", suspected(encoded(originals), copies)),
        ("translated", suspected(chinese, english)),
    ):
        told = f"recall {found.recall:.3f}, precision {found.precision:.3f}"
        print(f"{name}: {told} among {found.pairs:,} pairs")


if __name__ == "__main__":
    main()
