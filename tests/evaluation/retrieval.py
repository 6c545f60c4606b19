"""Measures what retrieval finds by words, by meaning and by both, on both backends: --help."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from deploy.local import servers
from matching import facade as matching
from matching import runtime
from matching.contracts import Profile
from matching.evaluation.beir import Folder, read_collection
from matching.evaluation.encodings import EncodingStore
from search_index.contracts import Backend, CandidateQuery
from search_index.facade import open_index
from tests.evaluation.offers import document, vector

DEPTH = 100
RELEVANT = 2
# The constant of Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms …".
RECIPROCAL = 60
# From a need to the places of achievements, best first.
Way = Callable[[Profile], Sequence[int]]


def table(collection: Folder, backend: str, index: Backend) -> Iterator[str]:
    """A line for each way of finding."""
    index.prepare(encoder_version=matching.encoder_version(), dimension=matching.dimension())
    documents = [document(place, offer) for place, offer in enumerate(collection.offers)]
    for first in range(0, len(documents), 500):
        index.write(documents[first : first + 500], wait=first + 500 >= len(documents))

    def asked(need: Profile, *, words: bool, meaning: bool) -> Sequence[int]:
        return index.candidates(
            CandidateQuery(
                text="\n".join(need.texts.values()) if words else "",
                kinds=frozenset({"achievement"}),
                vector=vector(need) if meaning else None,
                size=DEPTH,
                language=need.language,
            )
        )

    ways: dict[str, Way] = {
        "lexical": lambda need: asked(need, words=True, meaning=False),
        "dense": lambda need: asked(need, words=False, meaning=True),
        "fused by fixed scales": lambda need: asked(need, words=True, meaning=True),
        "fused by reciprocal rank": lambda need: _reciprocal(
            asked(need, words=True, meaning=False), asked(need, words=False, meaning=True)
        ),
    }
    for name, way in ways.items():
        yield f"{collection.name:16}{backend:16}{name:28}{_recall(collection, way):.4f}"


def _reciprocal(*lists: Sequence[int]) -> list[int]:
    """The rival: one over the ranks, added up."""
    scores: dict[int, float] = {}
    for found in lists:
        for rank, place in enumerate(found, 1):
            scores[place] = scores.get(place, 0.0) + 1 / (RECIPROCAL + rank)
    return sorted(scores, key=lambda place: (-scores[place], place))[:DEPTH]


def _recall(collection: Folder, way: Way) -> float:
    """Recall@100, a mean over the needs that have something to find."""
    enough = min(RELEVANT, max(collection.grades.values()))
    where = {offer.id: place for place, offer in enumerate(collection.offers)}
    wanted: dict[int | str, set[int]] = {}
    for (asking, answering), grade in collection.grades.items():
        if grade >= enough:
            wanted.setdefault(asking, set()).add(where[answering])
    shares = [
        len(wanted[need.id].intersection(way(need)[:DEPTH])) / len(wanted[need.id])
        for need in collection.needs
        if need.id in wanted
    ]
    return float(np.mean(shares))


@contextmanager
def _elasticsearch() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        addresses = servers.start(Path(folder), ["elasticsearch"])
        try:
            yield addresses["ELASTICSEARCH_URL"]
        finally:
            servers.stop(Path(folder))


def main() -> None:
    """Prints Recall@100 of each way on each backend."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.retrieval", description=__doc__
    )
    parser.add_argument("collections", type=Path, nargs="+", help="BEIR folders or files of papers")
    parser.add_argument("--encodings", type=Path, metavar="FOLDER", help="keep vectors here")
    options = parser.parse_args()
    matching.configure(cache_dir=Path(".cache") / "models")
    store = EncodingStore(runtime.encoder(), options.encodings)
    with _elasticsearch() as url, TemporaryDirectory() as folder:
        for path in options.collections:
            read = read_collection(path)
            encoded = store.encoded([*read.needs, *read.offers], lambda done, total: None)
            needs = len(read.needs)
            collection = Folder(read.name, encoded[:needs], encoded[needs:], read.grades)
            small = open_index(backend="embedded", path=Path(folder) / f"{read.name}.sqlite3")
            large = open_index(
                backend="elasticsearch", hosts=[url], prefix=f"quality-{needs}", timeout=60
            )
            for backend, index in (("embedded", small), ("elasticsearch", large)):
                for line in table(collection, backend, index):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
