"""Hybrid search at 20,000 documents on both backends, and what the facade adds to a request.

    python -m tests.benchmarks.bench_search

Texts are put together from a list of terms, vectors lie in clusters as real ones do. Vectors are
given; embedding a query's text is not part of the figures.
"""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from deploy.local import servers
from search_index.contracts import Backend, Document, SearchQuery, TierText, Vector
from search_index.facade import open_index

DIMENSION = 384
ENCODER = "bench"
TERMS = Path(__file__).parents[2] / "search_index" / "data" / "terms.txt"
# What is said of a thing; its words are met in texts of every field.
SAID = (
    *("制备方法", "在线检测", "应用研究", "工艺优化", "产业化", "装备研制", "系统设计", "智能控制"),
    *(
        "降低成本",
        "稳定可靠",
        "提高效率",
        "规模生产",
        "样机测试",
        "联合攻关",
        "质量控制",
        "循环利用",
    ),
    *(
        "耐高温",
        "耐腐蚀",
        "轻量化",
        "小型化",
        "低能耗",
        "无污染",
        "长寿命",
        "高精度",
        "抗疲劳",
        "快速响应",
    ),
    *(
        "表面强化",
        "结构优化",
        "缺陷识别",
        "远程监控",
        "数据采集",
        "失效分析",
        "批次一致性",
        "国产替代",
    ),
)
REGIONS = ("zj", "js", "gd", "sh", "bj", "sd", "hb", "sc")
FIELDS = ("materials", "energy", "biology", "software", "machines", "food", "chemistry", "earth")


def run(documents: int = 20_000, queries: int = 200) -> dict[str, Any]:
    """Milliseconds by backend, and the ratio of the facade's p50 to that of the bare request."""
    corpus, asked = _corpus(documents), _queries(queries)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        embedded = open_index(backend="embedded", path=root / "search.sqlite3", timeout=60)
        figures: dict[str, Any] = {
            "documents": documents,
            "embedded": _fill(embedded, corpus)
            | _summary(_times(asked, lambda query: embedded.search(query))),
        }
        # As the demo starts it; the tests' own start trades speed for a short life.
        addresses = servers.start(root / "servers", ["elasticsearch"])
        try:
            elastic = open_index(
                backend="elasticsearch", hosts=[addresses["ELASTICSEARCH_URL"]], timeout=60
            )
            figures["elasticsearch"] = _fill(elastic, corpus) | _against_bare(elastic, asked)
        finally:
            servers.stop(root / "servers")
    return figures


def _against_bare(index: Backend, asked: Sequence[SearchQuery]) -> dict[str, Any]:
    """The facade's search and its own request bodies through its own client, taking turns."""
    engine: Any = index
    client = engine._store._register._connection.client
    original = client.search
    sent: list[dict[str, Any]] = []

    def remember(**request: Any) -> Any:
        sent.append(request)
        return original(**request)

    client.search = remember
    for query in asked:
        index.search(query)
    client.search = original
    requests = iter(sent)
    bare: list[float] = []
    facade: list[float] = []
    for query in asked:
        request = next(requests)
        bare.append(_milliseconds(lambda request=request: client.search(**request)))
        facade.append(_milliseconds(lambda query=query: index.search(query)))
    ratio = statistics.median(facade) / statistics.median(bare)
    return _summary(facade) | {
        "bare_p50_ms": round(statistics.median(bare), 2),
        "facade_over_bare_p50": round(ratio, 3),
    }


def _fill(index: Backend, corpus: Sequence[Document]) -> dict[str, Any]:
    index.prepare(encoder_version=ENCODER, dimension=DIMENSION)
    started = time.perf_counter()
    for start in range(0, len(corpus), 500):
        index.write(corpus[start : start + 500], wait=start + 500 >= len(corpus))
    return {"documents_per_second": round(len(corpus) / (time.perf_counter() - started))}


def _times(asked: Sequence[SearchQuery], search: Callable[[SearchQuery], object]) -> list[float]:
    for query in asked[:20]:
        search(query)
    return [_milliseconds(lambda query=query: search(query)) for query in asked]


def _milliseconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def _summary(times: Sequence[float]) -> dict[str, Any]:
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
    }


def _corpus(count: int) -> list[Document]:
    chance, noise = random.Random(7), np.random.default_rng(7)
    terms, centres = _terms(), _centres()
    documents = []
    for number in range(count):
        own = _some(chance, terms, 9)
        vector = Vector(_near(centres, noise), ENCODER)
        audience = frozenset({"public"} if number % 10 else {f"org:{number % 50}"})
        hidden = frozenset({"registered"} if number % 3 else {f"org:{number % 50}"})
        summary = "，".join([*own[2:6], *chance.sample(SAID, 2)])
        details = "；".join([*own, *chance.sample(SAID, 3), f"{chance.randint(1, 500)} MPa"] * 2)
        title = own[0] + own[1] + chance.choice(SAID)
        documents.append(
            Document(
                id=number,
                kind="need" if number % 4 == 0 else "achievement",
                version=1,
                visible=True,
                language="zh",
                organisation=number % 400,
                audience=audience,
                texts=[
                    TierText("summary", {"title": title, "summary": summary}, audience),
                    TierText("details", {"background": details}, hidden),
                ],
                facets={
                    "field": [chance.choice(FIELDS)],
                    "region": [chance.choice(REGIONS)],
                    "trl": [str(chance.randint(1, 9))],
                },
                public_vector=vector,
                full_vector=vector,
            )
        )
    return documents


def _queries(count: int) -> list[SearchQuery]:
    chance, noise = random.Random(11), np.random.default_rng(11)
    terms, centres = _terms(), _centres()
    return [
        SearchQuery(
            text=" ".join(_some(chance, terms, chance.randint(1, 3)))
            + (chance.choice(SAID) if number % 3 == 0 else ""),
            audience=frozenset({"public", "registered", f"org:{number % 50}"}),
            vector=Vector(_near(centres, noise), ENCODER),
            filters={"field": frozenset({chance.choice(FIELDS)})} if number % 2 else {},
        )
        for number in range(count)
    ]


def _terms() -> list[str]:
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    terms = [term for line in lines if not line.startswith("#") for term in line.split()]
    random.Random(5).shuffle(terms)
    return terms


def _some(chance: random.Random, terms: list[str], count: int) -> list[str]:
    """Terms as unevenly common as words are: some stand in many texts, most in few."""
    return chance.choices(terms, weights=[1 / (rank + 20) for rank in range(len(terms))], k=count)


def _centres() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(200, DIMENSION))


def _near(centres: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """A unit vector of one of the clusters, shape (384,)."""
    centre = centres[noise.integers(len(centres))]
    values = centre + 0.7 * noise.normal(size=DIMENSION)
    return (values / np.linalg.norm(values)).astype(np.float32)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))
