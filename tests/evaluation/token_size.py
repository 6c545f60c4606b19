"""What small token vectors cost: nDCG@10 by how many sub-words are kept, and in how many numbers.

    python -m tests.evaluation.token_size FOLDER

The judged pairs of a BEIR folder are ranked by the shipped release, as ``evaluate_matching`` does.
Other token vectors lie on another scale: theirs are brought to the mean and deviation that the stored
ones have over the same pairs, so that what differs is the order alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching import facade as matching
from matching import runtime
from matching.contracts import Profile
from matching.encoding import TOKENS_AT_MOST, ListingEncoder
from matching.evaluation import measures
from matching.evaluation.beir import Folder, read_folder
from matching.ranker import judge, orient, weigh
from matching.release import Release, newest_for

LATE = ("late", "late_title")
ALL = 512  # as many sub-words as the encoder reads
STORED, FULL = 96, 384
SIZES = (
    (TOKENS_AT_MOST, STORED),
    (ALL, FULL),
    (ALL, STORED),
    (TOKENS_AT_MOST, FULL),
    (104, 64),  # more sub-words in as many bytes
    (TOKENS_AT_MOST, 32),
)
JUDGED_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """A need, what it was judged with, and the grades."""

    need: Profile
    offers: Sequence[Profile]
    grades: NDArray[np.int64]


def judged(collection: Folder) -> list[Judged]:
    """The needs with enough judgements for nDCG."""
    offers = {offer.id: offer for offer in collection.offers}
    found = []
    for need in collection.needs:
        grades = {o: grade for (n, o), grade in collection.grades.items() if n == need.id}
        if len(grades) >= JUDGED_AT_LEAST and max(grades.values()) > 0:
            # Ties in the order of the ids, as the evaluation breaks them.
            ids = sorted(grades, key=str)
            those = [offers[i] for i in ids]
            found.append(Judged(need, those, np.array([grades[i] for i in ids])))
    return found


def sized(shipped: ListingEncoder, rows: int, width: int) -> ListingEncoder:
    """The same encoder with other token vectors: all of their numbers, or the first directions."""
    projection = shipped.statistics.projection
    assert projection is not None
    other = np.eye(len(projection), dtype=np.float32) if width == len(projection) else projection
    statistics = replace(shipped.statistics, projection=other[:, :width])
    return ListingEncoder(shipped.encoder, statistics, rows=rows)


def table(collection: Folder) -> Iterator[str]:
    """A line for each size, the stored one first."""
    release = newest_for(matching.encoder_version(), [runtime.settings().releases])
    stored: dict[str, tuple[float, float]] = {}
    for rows, width in SIZES:
        encoder = sized(runtime.encoder(), rows, width)
        pairs = [_encoded(one, encoder) for one in judged(collection)]
        values = [_values(one, release) for one in pairs]
        scales = {name: _scale([v[name] for v in values]) for name in LATE}
        stored = stored or scales
        for signals in values:
            for name in LATE:
                (mean, deviation), (wanted, spread) = scales[name], stored[name]
                signals[name] = (signals[name] - mean) / deviation * spread + wanted
        alone = {name: _ndcg(pairs, [v[name] for v in values]) for name in LATE}
        ranked = [
            weigh(orient(one.need, one.offers), release, signals).raw
            for one, signals in zip(pairs, values, strict=True)
        ]
        size = np.median([_bytes(offer) for one in pairs for offer in one.offers])
        yield (
            f"{rows} sub-words of {width} numbers, {size / 1000:.1f} kB: late {alone['late']:.4f},"
            f" late title {alone['late_title']:.4f}, all signals {_ndcg(pairs, ranked):.4f}"
        )


def _encoded(one: Judged, encoder: ListingEncoder) -> Judged:
    profiles = [one.need, *one.offers]
    made = encoder.encode([p.texts for p in profiles], [p.kind for p in profiles])
    need, *offers = (replace(p, encoding=e) for p, e in zip(profiles, made, strict=True))
    return replace(one, need=need, offers=offers)


def _values(one: Judged, release: Release) -> dict[str, NDArray[np.float64]]:
    return dict(judge(orient(one.need, one.offers), release).values)


def _scale(values: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    known = np.concatenate(values)
    return float(np.nanmean(known)), float(np.nanstd(known))


def _ndcg(pairs: Sequence[Judged], scores: Sequence[NDArray[np.float64]]) -> float:
    found = []
    for one, given in zip(pairs, scores, strict=True):
        order = np.argsort(-np.nan_to_num(given, nan=-np.inf), kind="stable")
        found.append(measures.ndcg_at_10(one.grades[order]))
    return float(np.mean(found))


def _bytes(offer: Profile) -> int:
    """As stored: the scale takes two bytes of a row."""
    encoding = offer.encoding
    assert encoding is not None
    return encoding.tokens.nbytes + encoding.token_ids.nbytes + (2 + 2) * len(encoding.tokens)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.token_size", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="a BEIR folder")
    options = parser.parse_args()
    matching.configure(cache_dir=Path(".cache") / "models")
    for line in table(read_folder(options.folder)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
