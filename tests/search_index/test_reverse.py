"""A new document is held against kept questions: none that it answers is left out, on both backends."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index import facade
from search_index.contracts import Backend, InvalidQuery, SearchQuery
from search_index.contracts.terms import Meaning
from tests.search_index.listings import PUBLIC, document, query, vector

MEANINGS = [
    Meaning(("石墨烯",), ("graphene",)),
    Meaning(("散热膜",), ("heat spreader film", "thermal film")),
    Meaning(("石墨烯散热膜",), ("graphene heat spreader",)),
    Meaning(("聚偏氟乙烯", "PVDF"), ("PVDF", "polyvinylidene fluoride")),
    Meaning(("X射线",), ("X-ray",)),
]
WORDS = [
    "石墨烯", "散热膜", "石墨烯散热膜", "PVDF", "聚偏氟乙烯", "graphene", "thermal films", "X射线",
    "检测", "铝合金", "6061-T6", "高温", "涂层", "废水处理", "battery", "coating", "的", "技术",
    "-铝合金", '"高温涂层"', "标题:涂层", "10kV",
]  # fmt: skip


@pytest.fixture
def widened(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    """An index that knows what words mean, and the facade on it."""
    options = {"meanings": MEANINGS, "similarity_floor": 0.2}
    if backend == "embedded":
        options |= {"path": tmp_path / "search.sqlite3"}
    else:
        url = request.getfixturevalue("elasticsearch_url")
        prefix = f"test-{uuid.uuid4().hex[:12]}"
        options |= {"hosts": [url], "prefix": prefix, "timeout": 30}
    index = facade.open_index(backend=backend, **options)  # type: ignore[arg-type]
    index.prepare(encoder_version="encoder-1", dimension=8)
    yield index
    index.clear()


def answers(index: Backend, asked: SearchQuery, *, everything: bool = False) -> bool:
    """What search itself says of the one document."""
    found = index.search(asked)
    ids = [hit.id for hit in found.hits] if everything else found.answers
    return asked.only in (ids if ids is not None else [hit.id for hit in found.hits])


def test_what_is_left_out_does_not_answer(widened: Backend):
    draw = random.Random(15)
    documents = [
        document(
            number,
            "".join(draw.choices(WORDS, k=draw.randint(1, 4))),
            details=" ".join(draw.choices(WORDS, k=draw.randint(0, 6))),
            near=draw.choice(["a", "b", "c"]),
        )
        for number in range(1, 9)
    ]
    widened.write(documents, wait=True)
    asked = ["，".join(draw.choices(WORDS, k=draw.randint(1, 5))) for _ in range(40)] + ["的", ""]
    told = {one.id: facade.terms_told(one) for one in documents}
    found = kept = 0
    for text in asked:
        everything = draw.random() < 0.2
        near = draw.choice([None, "a", "b"])
        terms = widened.terms_asked(text, everything=everything)
        meant = vector(near) if near else None
        for one in documents:
            shared: dict[int, bool] = {}
            for term in terms.terms:
                if term.term in told[one.id]:
                    shared[term.concept] = shared.get(term.concept, False) or term.whole
            cosine = None
            if meant is not None and one.public_vector is not None:
                a, b = meant.values, one.public_vector.values
                cosine = float(a @ b / (a @ a) ** 0.5 / (b @ b) ** 0.5)
            may = not terms.says or widened.may_answer(terms.technical, shared, cosine)
            if may and terms.technical:
                may = widened.may_say(text, one, cosine)
            truly = answers(widened, query(text, vector=meant, only=one.id), everything=everything)
            assert may or not truly, (text, one.texts, everything, near)
            found += truly
            kept += may
    # It holds because some are found, and is worth something because few others are asked.
    assert 40 < found <= kept < 42 * 8 * 0.8


def test_one_alone(index: Backend):
    index.write(
        [document(1, "石墨烯"), document(2, "石墨烯", audience=["org:1"]), document(3, "石墨烯")],
        wait=True,
    )
    assert [hit.id for hit in index.search(query("石墨烯", only=3)).hits] == [3]
    assert index.search(query("石墨烯", only=2)).total == 0
    assert index.search(query("石墨烯", only=2, audience=PUBLIC | {"org:1"})).total == 1
    assert index.search(query(only=3)).total == 1
    assert index.search(query("石墨烯", only=404)).total == 0
    with pytest.raises(InvalidQuery, match="whole number"):
        index.search(query(only=-1))
