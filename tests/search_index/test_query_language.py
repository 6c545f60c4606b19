"""Phrases, exclusions and fields in a search box; whatever else is typed is plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.contracts import Backend
from search_index.facade import meaning_of
from search_index.query_language import Clause, understood
from tests.search_index.listings import document, found, query

ALL = frozenset({"need", "achievement", "expert", "organisation"})


@pytest.mark.parametrize(
    ("text", "required", "excluded", "plain"),
    [
        ('"石墨烯膜"', [("text", "石 墨 烯 膜")], [], "石墨烯膜"),
        ("“石墨烯膜” 散热", [("text", "石 墨 烯 膜")], [], "石墨烯膜  散热"),
        ('"Solid Electrolytes"', [("text", "solid electrolyt")], [], "Solid Electrolytes"),
        ("散热 -电池", [], [("text", "电 池")], "散热"),
        ('散热 -"锂 电池"', [], [("text", "锂 电 池")], "散热"),
        ("title:石墨烯", [("title", "石 墨 烯")], [], "石墨烯"),
        ("题目：散热 单位:河北大学", [("title", "散 热"), ("organisation", "河 北 大 学")], [], "散热"),
        ('ORG:"Hebei University" pumps', [("organisation", "hebei university")], [], "pumps"),
        ("-org:河北大学", [], [("organisation", "河 北 大 学")], ""),
        ('title:"6061-T6"', [("title", "6061 t 6")], [], "6061-T6"),
    ],
)  # fmt: skip
def test_instructions(text, required, excluded, plain):
    def clauses(rows):
        return {Clause(scope, tuple(words.split())) for scope, words in rows}

    request = understood(text)
    assert (request.required, request.excluded) == (clauses(required), clauses(excluded))
    assert request.plain == plain.strip()
    assert meaning_of(text) == request.plain


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("kind:need", {"need"}),
        ("类型：成果 散热", {"achievement"}),
        ("kind:need kind:expert", {"need", "expert"}),
        ("-kind:need", {"achievement", "expert", "organisation"}),
        ("kind:Organizations", {"organisation"}),
        ("类型：机构", {"organisation"}),
        ("kind:need -kind:need", set()),
    ],
)
def test_kinds(text, kinds):
    assert understood(text).of_kinds(ALL) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "耐 -40℃ 低温",
        "Al-Mg alloy",
        '12" and 14" pipes',
        "开发“石墨烯”散热膜",
        '"未闭合',
        '""',
        '"!!!"',
        "title:",
        "kind:house",
        "colour:red",
        "- 电池",
        "--",
        "title:石墨烯 OR *:* NOT {a TO b}~2^3 /x/".replace("title:", ""),
        "需求：" + "石墨烯" * 100 + ' "散热"',
    ],
)
def test_all_else_is_plain(text):
    request = understood(text)
    assert (request.required, request.excluded, request.kinds) == (frozenset(), frozenset(), None)
    assert request.plain == text.strip()


@given(st.text(alphabet='石墨 a-"“”：:()*1~titleorgkind\u202e\ud800\t', max_size=60) | st.text())
def test_any_text_is_understood(text):
    request = understood(text)
    assert all(clause.words for clause in request.required | request.excluded)
    assert understood(request.plain.replace('"', " ").replace("-", " ")) is not None


def listings(index: Backend) -> None:
    names = {"organisation": "河北大学 Hebei University", "field": "新材料 New materials"}
    index.write(
        [
            document(1, "石墨烯散热膜", details="用于电池包", names=names),
            document(2, "散热用石墨烯", details="机密电池", details_audience=["org:1"]),
            document(3, "Coated foils", details="石墨烯散热膜", kind="achievement"),
            document(4, "Coating of foil", names={"organisation": "Foil Works"}, kind="expert"),
            document(5, "Foundry and pilot line", kind="organisation"),
        ],
        wait=True,
    )


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('"石墨烯散热"', [1, 3]),
        ('"墨烯散"', [1, 3]),
        ('"散热石墨烯"', []),
        ('"coated foil"', [3]),
        ('"foil coated"', []),
        ("title:石墨烯", [1, 2]),
        ('title:"石墨烯散热"', [1]),
        ("石墨烯 -散热膜", [2]),
        ("石墨烯 -电池", [2, 3]),
        ("-石墨烯", [4, 5]),
        ("org:河北大学", [1]),
        ("org:hebei", [1]),
        ("org:河南", []),
        ("field:新材料", [1]),
        ("新材料", []),
        ("河北大学", [1]),
        ("石墨烯 -org:河北大学", [2, 3]),
        ("石墨烯 kind:成果", [3]),
        ("foil -kind:achievement", [4]),
        ("kind:expert", [4]),
        ("foundry", [5]),
        ("kind:机构", [5]),
        ('"石墨烯散热" "电池包"', [1]),
        ('"膜 用于"', []),
    ],
)
def test_finds_what_was_asked(index: Backend, text, ids):
    listings(index)
    assert sorted(found(index, text)) == ids
    assert index.search(query(text)).total == len(ids)


def test_hidden_words_are_neither_required_nor_excluded(index: Backend):
    """What is excluded by words one may not read would tell of them."""
    listings(index)
    assert found(index, '"机密电池"') == []
    assert found(index, '"机密电池"', ["public", "org:1"]) == [2]
    assert 2 in found(index, "石墨烯 -机密")
    assert 2 not in found(index, "石墨烯 -机密", ["public", "org:1"])
