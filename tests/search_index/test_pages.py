"""Pages: the window by offset, what lies deeper by cursor, on both backends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_index.contracts import WINDOW, Backend, InvalidQuery, SearchQuery, SearchResult
from tests.search_index.listings import document, query, vector

MANY = 330


def fill(index: Backend) -> None:
    index.write(
        [document(n, "石墨烯" * (1 + n % 7), near=f"v{n}" if n % 2 else None) for n in range(MANY)],
        wait=True,
    )


def pages(index: Backend, wanted: SearchQuery) -> list[SearchResult]:
    """All of a list: by offset as far as it goes, then by cursor."""
    found = [index.search(replace(wanted, offset=n)) for n in range(0, WINDOW, wanted.size)]
    while found[-1].next_cursor:
        found.append(index.search(replace(wanted, cursor=found[-1].next_cursor)))
    return found


@pytest.mark.parametrize(
    "wanted",
    [
        query("石墨烯", vector=vector("v7"), size=90),
        query("石墨烯", size=50),
        query("石墨烯", newest_first=True, size=100),
        query("", size=40),
    ],
)
def test_pages_hold_everything_once(index: Backend, wanted: SearchQuery):
    fill(index)
    asked = pages(index, wanted)
    shown = [hit.id for result in asked for hit in result.hits]
    assert sorted(shown) == list(range(MANY))
    assert {result.total for result in asked} == {MANY}
    assert {tuple(result.facets["organisation"].items()) for result in asked} == {(("1", MANY),)}
    scores = [hit.score for result in asked for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert not any(result.next_cursor for result in asked[: WINDOW // wanted.size - 1])
    if wanted.vector:
        assert 7 in [hit.id for hit in asked[0].hits]


def test_what_is_published_meanwhile_moves_no_page(index: Backend):
    fill(index)
    first = index.search(query("石墨烯", size=100, offset=100))
    before = {
        hit.id for n in (0, 100) for hit in index.search(query("石墨烯", size=100, offset=n)).hits
    }
    second = index.search(query("石墨烯", size=100, cursor=first.next_cursor))
    index.write([document(10_000 + n, "石墨烯" * 9) for n in range(20)], wait=True)
    third = index.search(query("石墨烯", size=100, cursor=second.next_cursor))
    later = [hit.id for result in (second, third) for hit in result.hits if hit.id < MANY]
    assert not before.intersection(later)
    assert len(set(later)) == len(later)


def test_the_window_alone_has_no_cursor(index: Backend):
    index.write([document(n) for n in range(3)], wait=True)
    assert index.search(query("石墨烯", size=100, offset=100)).next_cursor == ""
    assert index.search(query("石墨烯")).next_cursor == ""


def test_a_cursor_serves_its_own_query_alone(index: Backend):
    fill(index)
    own = query("石墨烯", size=100)
    cursor = index.search(replace(own, offset=100)).next_cursor
    assert len(index.search(replace(own, cursor=cursor)).hits) == 100
    changed = cursor[:-8] + ("A" if cursor[-8] != "A" else "B") + cursor[-7:]
    for faulty in (
        replace(own, cursor=cursor, text="石墨"),
        replace(own, cursor=cursor, audience=frozenset({"public", "org:1"})),
        replace(own, cursor=cursor, kinds=frozenset({"need"})),
        replace(own, cursor=cursor, newest_first=True),
        replace(own, cursor=cursor, filters={"region": frozenset({"zj"})}),
        replace(own, cursor=cursor, vector=vector("a")),
        replace(own, cursor=changed),
        replace(own, cursor=cursor[4:]),
        replace(own, cursor="石墨"),
        replace(own, cursor="x" * 50_000),
        replace(own, cursor="\ud800"),
        replace(own, cursor=7),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidQuery) as fault:
            index.search(faulty)
        assert fault.value.field == "cursor"
    with pytest.raises(InvalidQuery) as fault:
        index.search(replace(own, cursor=cursor, offset=20))
    assert fault.value.field == "offset"


@pytest.mark.servers
@pytest.mark.parametrize("backend", ["elasticsearch"], indirect=True)
def test_a_state_that_was_given_up_is_told(index: Backend):
    from search_index import paging

    fill(index)
    wanted = query("石墨烯", size=100)
    secret = index._retrieval._secret
    cursor = index.search(replace(wanted, offset=100)).next_cursor
    held = paging.opened(replace(wanted, cursor=cursor), secret)
    index._store._reading(
        lambda volume, _: volume._connection.client.close_point_in_time(id=held.point)
    )
    with pytest.raises(InvalidQuery, match="expired"):
        index.search(replace(wanted, cursor=cursor))
