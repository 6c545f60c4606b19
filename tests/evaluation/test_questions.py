"""Ten questions as people type them, and what must be near the top of the demo's market."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matching import facade
from search_index.facade import open_index
from tests.evaluation.demo_market import DemoMarket

REPOSITORY = Path(__file__).parents[2]
FLOOR = 0.2  # as the product's settings have it


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[DemoMarket]:
    facade.configure(cache_dir=REPOSITORY / ".cache" / "models", threads=2)
    path = tmp_path_factory.mktemp("index") / "search.sqlite3"
    yield DemoMarket(open_index(backend="embedded", path=path, similarity_floor=FLOOR))
    facade.configure(model="null", cache_dir=tmp_path_factory.mktemp("null"))


QUESTIONS = [
    ("手机散热用什么膜", 3, "面向移动终端的石墨烯散热膜"),
    ("压铸件 气孔 检测", 2, "铝合金铸件 X 射线多视角在线检测系统"),
    ("地下水除氟", 3, "镧锆双金属改性滤料低成本除氟技术"),
    ("无人机结冰怎么办", 5, "旋翼用光热—超疏水复合防除冰涂层"),
    ("盐碱地种玉米", 2, "葛麦穗"),
    ("焦化废水 COD", 2, "焦化废水生化出水非均相电催化深度处理"),
    ("轴承故障预测", 1, "变工况滚动轴承与齿轮剩余寿命预测"),
    ("silver sintering paste for SiC modules", 1, "Pressure-free silver sintering paste for SiC"),
    ("hydrogen leak sensor", 3, "制氢站与储氢罐区的氢气微量泄漏在线监测探头"),
    ("fluoride removal from groundwater", 2, "高氟苦咸地下水村镇水厂低成本除氟"),
]


@pytest.mark.model
@pytest.mark.parametrize(("question", "first", "title"), QUESTIONS)
def test_what_answers_a_question_is_near_the_top(demo, question, first, title):
    answers = demo.answer(question, first)
    assert any(answer.startswith(title) for answer in answers), answers
