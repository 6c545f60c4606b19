"""The index held against the listings, and built anew beside the one in force."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from backend.catalog.models import Listing, Status
from backend.catalog.services import listing_withdraw
from backend.core.errors import WrongState
from backend.discovery.models import IndexCheck, IndexWork
from backend.discovery.services import index_check, index_rebuild, index_rollback, rebuilding
from matching import facade as matching
from search_index import facade as search_index
from search_index.contracts import Document, SearchQuery, StoredVersion
from tests import factories
from tests.factories import Market, actor

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("index", "english")]

Drain = Callable[[], int]


@pytest.fixture
def listed(market: Market, drain: Drain) -> list[Listing]:
    """Two needs and an achievement on the market, a withdrawn need and a draft."""
    listings = [factories.need(market.buyer), factories.need(market.buyer)]
    listings.append(factories.achievement(market.researcher))
    withdrawn = factories.need(market.buyer)
    drain()
    listing_withdraw(actor=actor(market.buyer), listing_id=withdrawn.pk)
    drain()
    factories.need(market.buyer, publish=False)
    return [*listings, withdrawn]


def found() -> list[int]:
    query = SearchQuery(text="", audience=frozenset({"public"}))
    return sorted(hit.id for hit in search_index.search(query).hits)


def write(listing: Listing, **changes: Any) -> None:
    """A document as a fault might have left it."""
    values: dict[str, Any] = {"version": listing.document_version, "visible": True} | changes
    audience = frozenset({"public"})
    search_index.index(
        [
            Document(
                listing.pk,
                "need",
                language="zh",
                organisation=1,
                audience=audience,
                texts=(),
                facets={},
                **values,
            )
        ]
    )


def test_what_is_true_has_no_difference(listed: list[Listing]) -> None:
    checked = index_check(repair=False)
    assert checked.compared == 5
    assert checked.total == 0


def test_each_difference_is_told_and_healed(listed: list[Listing]) -> None:
    stale, missing, back, withdrawn = listed
    before = found()
    Listing.objects.filter(pk=stale.pk).update(document_version=9)
    held = [row.pk for row in listed if row != missing]
    search_index.clear()
    search_index.prepare(matching.encoder_version(), matching.dimension())
    for pk in held:
        write(Listing.objects.get(pk=pk), version=Listing.objects.get(pk=pk).document_version)
    write(stale, version=2)
    Listing.objects.filter(pk=back.pk).update(document_version=1)
    write(back, version=7)
    lost = Listing(pk=10**6, document_version=4)
    write(lost)

    told = index_check(repair=False)
    assert told.missing == [missing.pk]
    assert told.stale == sorted([stale.pk, back.pk])
    assert told.wrongly_visible == [withdrawn.pk]
    assert told.orphaned == [lost.pk]
    assert index_check(repair=True).counts == told.counts
    assert index_check(repair=False).total == 0
    assert found() == before
    assert search_index.versions([lost.pk]) == [StoredVersion(lost.pk, 4, False)]
    assert [row.differing for row in IndexCheck.objects.order_by("pk")] == [5, 5, 0]


def test_a_document_without_its_vectors_is_stale(listed: list[Listing]) -> None:
    write(listed[0])
    assert index_check(repair=False).stale == [listed[0].pk]


def test_what_has_just_changed_is_left_to_the_chain(market: Market, drain: Drain) -> None:
    factories.need(market.buyer)
    assert index_check(repair=False, grace=timedelta(minutes=2)).total == 0
    assert index_check(repair=False).total == 1


def test_the_command_tells_ids_and_ends_with_one_until_all_is_true(
    listed: list[Listing], capsys: pytest.CaptureFixture[str]
) -> None:
    write(Listing(pk=77_777, document_version=1))
    with pytest.raises(SystemExit):
        call_command("index_check")
    assert "orphaned: 77777" in capsys.readouterr().out
    call_command("index_check", "--repair")
    assert "after the repair: 5 listings compared: missing 0, stale 0" in capsys.readouterr().out


def test_json_is_all_there_is(listed: list[Listing], capsys: pytest.CaptureFixture[str]) -> None:
    write(Listing(pk=77_777, document_version=1))
    call_command("index_check", "--repair", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["orphaned"] == [77_777]
    assert set(told["left"].values()) == {0}


def test_a_rebuild_changes_the_generation_and_nothing_else(listed: list[Listing]) -> None:
    before, first = found(), search_index.status()
    built = index_rebuild()
    status = search_index.status()
    assert built.written == 4
    assert status.generation == built.generation != first.generation
    assert status.previous == first.generation
    assert status.documents == first.documents
    assert found() == before
    # The withdrawn one has its document too.
    assert search_index.versions([listed[3].pk])[0].visible is False


def test_listings_that_change_during_a_rebuild_are_as_they_are_now(
    listed: list[Listing], market: Market, drain: Drain
) -> None:
    late: list[Listing] = []

    def meanwhile(done: int, total: int) -> None:
        if not late:
            late.append(factories.need(market.buyer))
            listing_withdraw(actor=actor(market.buyer), listing_id=listed[0].pk)
            drain()

    index_rebuild(progress=meanwhile)
    assert found() == sorted([listed[1].pk, listed[2].pk, late[0].pk])
    assert index_check(repair=False).total == 0


def test_rolling_back_brings_the_one_before_up_to_date(
    listed: list[Listing], market: Market, drain: Drain
) -> None:
    first = search_index.status().generation
    index_rebuild()
    listing_withdraw(actor=actor(market.buyer), listing_id=listed[0].pk)
    later = factories.need(market.buyer)
    drain()
    assert index_rollback() == first
    assert found() == sorted([listed[1].pk, listed[2].pk, later.pk])


def test_two_at_once_are_refused(listed: list[Listing]) -> None:
    def second(done: int, total: int) -> None:
        with pytest.raises(WrongState, match="at work"):
            index_rebuild()
        with pytest.raises(WrongState, match="at work"):
            index_rollback()

    index_rebuild(progress=second)
    index_rebuild()


def test_one_that_was_killed_is_waited_for_and_taken_up(listed: list[Listing]) -> None:
    search_index.begin(matching.encoder_version(), matching.dimension())
    begun = search_index.status().next
    IndexWork.objects.update_or_create(
        pk=1, defaults={"holder": "killed", "until": timezone.now() + timedelta(seconds=60)}
    )
    with pytest.raises(CommandError, match="at work"):
        call_command("index_rebuild", "--resume")
    IndexWork.objects.update(until=timezone.now())
    assert index_rebuild(resume=True).generation == begun


def test_one_that_is_not_whole_is_not_put_in_force(
    listed: list[Listing], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = search_index.status().generation
    Listing.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    monkeypatch.setattr(rebuilding, "_fill", lambda keep, encoder, progress: 0)
    with pytest.raises(CommandError, match="0 documents for"):
        call_command("index_rebuild")
    assert search_index.status().generation == first
    assert found()


def test_a_rebuild_is_made_where_it_is_needed(
    listed: list[Listing], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("index_rebuild", "--if-needed")
    assert "as this program builds it" in capsys.readouterr().out
    search_index.begin("another-encoder", 3)
    search_index.promote()
    with pytest.raises(SystemExit):
        call_command("index_check", "--json")
    assert "another-encoder" in json.loads(capsys.readouterr().out)["outdated"]
    call_command("index_rebuild", "--if-needed")
    assert "is in force" in capsys.readouterr().out
    assert search_index.status().outdated == ""
    assert index_check(repair=False).total == 0


def test_one_kind_is_written_again_where_it_is(
    listed: list[Listing], capsys: pytest.CaptureFixture[str]
) -> None:
    first = search_index.status().generation
    for listing in listed:
        write(listing, visible=listing.status == Status.PUBLISHED)
    call_command("index_rebuild", "--kind", "need")
    assert "3 documents" in capsys.readouterr().out
    assert search_index.status().generation == first
    assert index_check(repair=False).stale == [listed[2].pk]
