"""Search on both backends as the index grows, and how near what it finds is to exact.

    python -m tests.benchmarks.bench_search [--documents 10000,100000] [--long]

Texts are windows of the shared papers, vectors are the bundled model's of those windows, made once
and kept under var/bench. Vectors of queries are given: embedding them is not part of the figures.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from tqdm import tqdm

from deploy.local import servers
from deploy.local.elasticsearch import Elasticsearch
from search_index.contracts import Backend, SuggestionQuery
from search_index.facade import open_index
from tests.benchmarks.windows import DIMENSION, ENCODER, Windows

SIZES = (10_000, 100_000)
LONG = (1_000_000,)
QUERIES = 200
NEAREST = 10
BATCH = 500


class LargeNode(Elasticsearch):
    """Merging a million vectors' links takes more than the demo's heap."""

    heap: ClassVar[str] = "2g"


def run(sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Figures by backend and number of documents."""
    windows = Windows(max(sizes), QUERIES)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for size in sizes:
            # An index beside the program is for a hundred thousand at most.
            if size in LONG:
                continue
            index = open_index(backend="embedded", path=root / f"{size}.sqlite3", timeout=60)
            figures[f"embedded {size}"] = _measured(index, windows, size)
            index.clear()
        for size in sizes:
            with _server(root / f"server-{size}", size) as host:
                index = open_index(
                    backend="elasticsearch", hosts=[host], prefix=f"bench-{size}", timeout=60
                )
                figures[f"elasticsearch {size}"] = _measured(index, windows, size)
                figures[f"elasticsearch {size}"] |= _against_bare(index, windows)
    return figures


@contextmanager
def _server(root: Path, size: int) -> Iterator[str]:
    """The address of a node as the demo starts it, for a million with a larger heap; the tests' own
    start trades speed for a short life."""
    node = LargeNode(root) if size in LONG else Elasticsearch(root)
    node.launch(servers.to_stderr)
    try:
        yield node.wait()
    finally:
        node.stop()


def _measured(index: Backend, windows: Windows, size: int) -> dict[str, Any]:
    index.prepare(encoder_version=ENCODER, dimension=DIMENSION)
    figures: dict[str, Any] = {}
    if size not in LONG:
        seconds = _fill(windows.documents(size), lambda batch: index.write(batch, wait=False))
        index.write([windows.document(0)], wait=True)
        figures["documents_per_second"] = round(size / seconds)
    started = time.perf_counter()
    index.begin(encoder_version=ENCODER, dimension=DIMENSION, resume=False)
    seconds = _fill(tqdm(windows.documents(size), total=size, unit="documents"), index.write_next)
    # A million is filled once: the rebuild's own pace stands for both.
    figures.setdefault("documents_per_second", round(size / seconds))
    index.promote()
    figures["rebuild_seconds"] = round(time.perf_counter() - started, 1)
    figures["bytes_per_document"] = round(index.status().bytes / size)
    figures |= _times("query", [lambda q=q: index.search(q) for q in windows.queries()])
    figures |= _times("suggestion", [_typing(index, text) for text in windows.typed(size)])
    figures[f"recall_at_{NEAREST}_of_exact"] = _recall(index, windows, size)
    return figures


def _fill(documents: Iterable[Any], write: Callable[[list[Any]], object]) -> float:
    """Seconds to write all, in batches."""
    started = time.perf_counter()
    batch: list[Any] = []
    for document in documents:
        batch.append(document)
        if len(batch) == BATCH:
            write(batch)
            batch = []
    if batch:
        write(batch)
    return time.perf_counter() - started


def _typing(index: Backend, text: str) -> Callable[[], object]:
    query = SuggestionQuery(text, frozenset({"public", "registered"}))
    return lambda: index.suggest(query)


def _recall(index: Backend, windows: Windows, size: int) -> float:
    """Share of the exactly nearest that the vector alone finds among as many, ties by nearness."""
    shares = []
    for query, exact in windows.nearest(size, NEAREST):
        found = [hit.id for hit in index.search(query).hits]
        shares.append(len(exact.intersection(found)) / NEAREST)
    return round(float(np.mean(shares)), 3)


def _against_bare(index: Backend, windows: Windows) -> dict[str, Any]:
    """The facade's search and its own request bodies through its own client, taking turns."""
    engine: Any = index
    client = engine._store._reading(lambda volume, _: volume._connection.client)
    original = client.search
    sent: list[dict[str, Any]] = []

    def remember(**request: Any) -> Any:
        sent.append(request)
        return original(**request)

    client.search = remember
    asked = windows.queries()
    for query in asked:
        index.search(query)
    client.search = original
    bare, facade = [], []
    for query, request in zip(asked, sent, strict=True):
        bare.append(_milliseconds(lambda request=request: client.search(**request)))
        facade.append(_milliseconds(lambda query=query: index.search(query)))
    ratio = statistics.median(facade) / statistics.median(bare)
    return {
        "bare_p50_ms": round(statistics.median(bare), 2),
        "facade_over_bare_p50": round(ratio, 3),
    }


def _times(name: str, calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    """p50 and p95 after a short warming up."""
    for call in calls[:20]:
        call()
    times = [_milliseconds(call) for call in calls]
    p50, p95 = np.percentile(times, [50, 95])
    return {f"{name}_p50_ms": round(float(p50), 2), f"{name}_p95_ms": round(float(p95), 2)}


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _table(figures: dict[str, Any]) -> str:
    names = list(dict.fromkeys(name for column in figures.values() for name in column))
    lines = ["| | " + " | ".join(figures) + " |", "| --- |" + " --- |" * len(figures)]
    for name in names:
        cells = " | ".join(str(column.get(name, "")) for column in figures.values())
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--documents", default=",".join(map(str, SIZES)))
    parser.add_argument("--long", action="store_true", help=f"also {LONG[0]}, which takes hours")
    chosen = parser.parse_args(arguments)
    sizes = tuple(int(size) for size in chosen.documents.split(","))
    print(_table(run(sizes + LONG if chosen.long else sizes)))


if __name__ == "__main__":
    main(sys.argv[1:])
