"""What is suggested as one types: names close in writing or sound, of what the reader may find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.contracts import Backend, InvalidQuery, SuggestionQuery, TierText
from search_index.names import asked_by, fewest_changes, likeness, name_grams, name_of
from tests.search_index.listings import document

PUBLIC = frozenset({"public"})


def suggested(index: Backend, text: str, audience: frozenset[str] = PUBLIC, size: int = 8):
    return [
        (found.source, found.text)
        for found in index.suggest(SuggestionQuery(text, audience, size=size))
    ]


def fill(index: Backend) -> None:
    hebei = {"organisation": "河北大学 Hebei University"}
    index.write(
        [
            document(1, "石墨烯散热膜的制备", names=hebei, organisation=7),
            document(2, "重庆的氮化镓功率器件", names=hebei, organisation=7),
            document(3, "Wear-resistant coatings for pumps", names={"organisation": "Foil Works"}),
            document(4, "石墨负极材料", audience=["org:1"], names={"organisation": "机密公司"}),
            document(5, "石墨烯散热膜的制备", organisation=8),
            document(6, "无关", details="石墨炔", details_audience=["org:1"]),
            document(7, "石墨坩埚", visible=False),
        ],
        wait=True,
    )


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("石墨", "石墨烯散热膜的制备"),
        ("散热膜", "石墨烯散热膜的制备"),
        ("石墨西散", "石墨烯散热膜的制备"),
        ("shimo", "石墨烯散热膜的制备"),
        ("shi'mo xi", "石墨烯散热膜的制备"),
        ("shimuoxisan", "石墨烯散热膜的制备"),
        ("smxsr", "石墨烯散热膜的制备"),
        ("sh", "石墨烯散热膜的制备"),
        ("石墨xi", "石墨烯散热膜的制备"),
        ("chongqing", "重庆的氮化镓功率器件"),
        ("coat", "Wear-resistant coatings for pumps"),
        ("RESISTANT", "Wear-resistant coatings for pumps"),
        ("resistnat", "Wear-resistant coatings for pumps"),
    ],
)
def test_titles_close_in_writing_or_in_sound(index: Backend, typed, title):
    fill(index)
    assert ("title", title) in suggested(index, typed)
    assert len(suggested(index, typed)) == len(set(suggested(index, typed)))


def test_technologies_and_organisations_come_first(index: Backend):
    fill(index)
    assert suggested(index, "石墨烯")[:2] == [
        ("technology", "石墨烯"),
        ("title", "石墨烯散热膜的制备"),
    ]
    (found,) = index.suggest(SuggestionQuery("hebeida", PUBLIC))
    assert (found.source, found.text, found.id) == ("organisation", "河北大学 Hebei University", 7)
    assert ("organisation", "Foil Works") in suggested(index, "foil")
    assert len(suggested(index, "石墨", size=1)) == 1


def test_what_merely_sounds_alike_is_not_offered_beside_what_was_typed(index: Backend):
    alike = {"organisation": "Institute of Resources and Environment"}
    index.write([document(1, "石墨烯散热膜", names=alike), document(2, "三人机组")], wait=True)
    assert suggested(index, "sanre") == [
        ("technology", "散热膜"),
        ("title", "三人机组"),
        ("title", "石墨烯散热膜"),
    ]
    # One typo, and nothing is called so: what is nearly called so is offered from every source.
    assert ("organisation", alike["organisation"]) in suggested(index, "resuorces")


def test_only_what_the_reader_may_find(index: Backend):
    fill(index)
    assert suggested(index, "石墨负极") == []
    assert suggested(index, "负极材料") == []
    assert suggested(index, "机密公") == []
    assert suggested(index, "石墨坩埚") == []
    assert suggested(index, "石墨", frozenset()) == []
    inside = PUBLIC | {"org:1"}
    assert ("title", "石墨负极材料") in suggested(index, "石墨负极", inside)
    assert ("technology", "负极材料") in suggested(index, "负极材料", inside)
    assert ("organisation", "机密公司") in suggested(index, "机密公", inside)


def test_a_title_that_is_not_for_the_reader_is_not_told(index: Backend):
    texts = [
        TierText("summary", {"summary": "公开"}, PUBLIC),
        TierText("details", {"title": "绝密标题"}, frozenset({"org:1"})),
    ]
    index.write([document(1, texts=texts)], wait=True)
    assert suggested(index, "绝密标") == []
    assert suggested(index, "绝密标", PUBLIC | {"org:1"}) == [("title", "绝密标题")]


@pytest.mark.parametrize(
    "typed", ["", " ", "。", "a", "\ud800", '"', "*", "_", "+", "NOT(", "'" * 500]
)
def test_too_little_suggests_nothing(index: Backend, typed):
    fill(index)
    assert suggested(index, typed) == []


def test_what_is_long_is_cut(index: Backend):
    fill(index)
    assert suggested(index, "石墨烯散热膜的制备" * 1000) in (
        [],
        suggested(index, "石墨烯散热膜的制备"),
    )


@pytest.mark.parametrize("size", [0, 21, True])
def test_a_faulty_size_is_told(index: Backend, size):
    with pytest.raises(InvalidQuery) as fault:
        index.suggest(SuggestionQuery("石墨", PUBLIC, size=size))
    assert fault.value.field == "size"


@given(st.text(max_size=30) | st.text(alphabet="石墨烯散热膜ab6 -_+", max_size=20))
def test_any_name_is_found_by_what_is_typed_of_it(text):
    name = name_of(text)
    grams = set(name_grams(name))
    asked = asked_by(text)
    assert set(asked.written) | set(asked.letters) <= grams or len(name.letters) <= 3
    assert not asked or likeness(name, name) == 6
    for gram in grams:
        assert len(gram.split()) == 1
        gram.encode()


def test_a_character_alone_is_not_taken_by_its_sound(index: Backend) -> None:
    index.write([document(1, "Research on pumps"), document(2, "储热材料")], wait=True)
    assert suggested(index, "热") == [("title", "储热材料")]
    assert ("title", "Research on pumps") in suggested(index, "re")


@given(st.text("abc", min_size=1, max_size=12), st.text("abcd", max_size=20))
def test_changes_are_those_to_the_nearest_stretch(typed: str, letters: str) -> None:
    stretches = {letters[i:j] for i in range(len(letters) + 1) for j in range(i, len(letters) + 1)}
    assert fewest_changes(typed, letters) == min(_distance(typed, one) for one in stretches)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, there in enumerate(other, 1):
            above, row[j] = row[j], min(above + (letter != there), row[j] + 1, row[j - 1] + 1)
    return row[-1]
