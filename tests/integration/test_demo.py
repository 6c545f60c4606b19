"""The demo's market with the bundled model: who must meet does meet, and what is asked is found."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.discovery.dictionary import technical_meanings
from backend.portal.demo.people import rows
from deploy.local.application import ROOT, environment_of, manage
from matching import facade as matching
from search_index.contracts import Backend, SearchQuery, Vector
from search_index.facade import open_index
from tests import databases

pytestmark = pytest.mark.model

SHOWN = 10  # pairings of a need that somebody reads

PAIRINGS = """
    SELECT need.external_id, offer.external_id
    FROM pairings_pairing AS pairing
    JOIN catalog_listing AS need ON need.id = pairing.need_id
    JOIN catalog_listing AS offer ON offer.id = pairing.offer_id
    WHERE NOT pairing.need_superseded AND pairing.need_listed_at IS NOT NULL
    ORDER BY pairing.need_score DESC
"""

# As people type them; how many answers are looked at, and how the title begins that must be there.
QUESTIONS = [
    ("手机散热用什么膜", 3, "面向移动终端的石墨烯散热膜"),
    ("压铸件 气孔 检测", 2, "铝合金铸件 X 射线多视角在线检测系统"),
    ("地下水除氟", 3, "镧锆双金属改性滤料低成本除氟技术"),
    ("无人机结冰怎么办", 5, "旋翼用光热—超疏水复合防除冰涂层"),
    ("盐碱地种玉米", 2, "葛麦穗"),
    ("焦化废水 COD", 2, "焦化废水生化出水非均相电催化深度处理"),
    ("轴承故障预测", 3, "变工况滚动轴承与齿轮剩余寿命预测"),
    ("silver sintering paste for SiC modules", 1, "Pressure-free silver sintering paste for SiC"),
    ("hydrogen leak sensor", 1, "Palladium-alloy MEMS hydrogen detector"),
    ("thermal film for phones", 3, "面向移动终端的石墨烯散热膜"),
    ("fluoride removal from groundwater", 5, "镧锆双金属改性滤料低成本除氟技术"),
]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an installation with the demo's content."""
    data: Path = tmp_path_factory.mktemp("demo")
    environment = environment_of(data=data, DEMO="1", LOG_LEVEL="WARNING", MODEL_THREADS="1")
    databases.sqlite_copy(data / "tiqiao.sqlite3")
    manage(environment, "seed_demo", quiet=True)
    return data


@pytest.fixture(scope="module")
def partners(seeded: Path) -> dict[str, list[str]]:
    """Need → its offers, best first, by their keys in the demo's files."""
    found: dict[str, list[str]] = defaultdict(list)
    with sqlite3.connect(seeded / "tiqiao.sqlite3") as database:
        for need, offer in database.execute(PAIRINGS):
            found[need].append(offer)
    return found


@pytest.fixture(scope="module")
def index(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """What the demo wrote for searches, and the encoder that it was written with."""
    matching.configure(cache_dir=ROOT / ".cache" / "models", threads=1)
    yield open_index(
        backend="embedded",
        path=seeded / "index.sqlite3",
        similarity_floor=0.2,
        meanings=technical_meanings(),
    )
    matching.configure(model="null", cache_dir=tmp_path_factory.mktemp("null"))


def test_every_golden_pair_is_near_the_top(partners: dict[str, list[str]]) -> None:
    """Pairs without a shared word, across languages, in other units, and near misses."""
    golden = [row for name in ("pairs-a", "pairs-b") for row in rows(name)]
    assert len(golden) > 40
    missing = [
        (row["need"], row["offer"], row["kind"])
        for row in golden
        if row["offer"] not in partners[row["need"]][:SHOWN]
    ]
    # One shares no word with its need; of one a stranger may read too little to see that it fits.
    assert len(missing) <= 2, missing


def test_no_need_is_flooded(partners: dict[str, list[str]]) -> None:
    assert max(map(len, partners.values())) <= 20


@pytest.mark.parametrize(("question", "first", "title"), QUESTIONS)
def test_what_answers_a_question_is_near_the_top(
    seeded: Path, index: Backend, question: str, first: int, title: str
) -> None:
    """As a visitor asks, of needs, achievements and experts."""
    values, version = matching.embed_query(question)
    query = SearchQuery(
        question,
        frozenset({"public"}),
        vector=Vector(values, version),
        size=first,
        language=matching.language_of(question),
    )
    numbers = [hit.id for hit in index.search(query).hits]
    with sqlite3.connect(seeded / "tiqiao.sqlite3") as database:
        titles = dict(database.execute("SELECT id, title FROM catalog_listing"))
    assert any(titles[number].startswith(title) for number in numbers)
