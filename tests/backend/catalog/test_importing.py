"""Batches of an import: rows and rights as single services write them, without their flood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.imported import ImportedBatch, ImportRow
from backend.catalog.importing import listings_import_batch
from backend.catalog.models import Listing
from backend.catalog.services import listing_publish, listing_revise, listing_withdraw
from backend.catalog.undoing import import_of_listing_undo
from backend.catalog.values import IndicatorValues, values_of
from backend.core.errors import NotPermitted, WrongState
from backend.core.models import Event
from tests import factories
from tests.factories import AchievementValues, Market, NeedValues, actor

VALUES = NeedValues(
    title="轴承钢夹杂物控制",
    background="氧含量波动大",
    indicators=(IndicatorValues(name="氧含量", comparator="<=", value=Decimal(6), unit="ppm"),),
    disclosure="registered",
)
GIVEN = frozenset({"title", "background"})


def _row(number: int, **changes: object) -> ImportRow:
    return ImportRow(number, f"x{number}", replace(VALUES, **changes), GIVEN)


def _import(market: Market, *rows: ImportRow):  # type: ignore[no-untyped-def]
    return listings_import_batch(
        actor=actor(market.buyer), owner_id=market.enterprise.pk, kind="need", rows=rows
    )


def test_a_batch_writes_what_single_services_write(market: Market) -> None:
    batch = _import(market, _row(1), _row(2))
    single = factories.need(
        market.buyer, **{f.name: getattr(VALUES, f.name) for f in fields(VALUES)}
    )
    first, _second = Listing.objects.filter(pk__in=batch.created).order_by("pk")
    assert values_of(first) == values_of(single)
    assert (first.status, first.external_id, first.contact) == ("published", "x1", market.buyer)
    tokens = [sorted(row.audiences.values_list("tier", "token")) for row in (first, single)]
    assert tokens[0] == tokens[1]


def test_a_batch_is_one_event(market: Market) -> None:
    batch = _import(market, _row(1), _row(2), _row(3))
    event = Event.objects.get()
    assert event.name == "listings.published"
    assert event.payload["listing_ids"] == batch.created
    assert event.payload["organisation_id"] == market.enterprise.pk


def test_again_changes_nothing_and_tells_nobody(market: Market) -> None:
    _import(market, _row(1), _row(2))
    before = list(Listing.objects.order_by("pk").values())
    again = _import(market, _row(1), _row(2))
    assert (again.created, again.revised, again.unchanged) == ([], [], 2)
    assert list(Listing.objects.order_by("pk").values()) == before
    assert Event.objects.count() == 1


def test_a_changed_row_revises_its_listing_alone(market: Market) -> None:
    created = _import(market, _row(1), _row(2)).created
    batch = _import(market, _row(1), _row(2, title="新标题"))
    assert (batch.revised, batch.unchanged) == ([created[1]], 1)
    revised = Listing.objects.get(pk=created[1])
    assert (revised.title, revised.revision, revised.document_version) == ("新标题", 2, 2)
    assert Event.objects.latest("pk").payload["listing_ids"] == [created[1]]


def test_what_the_file_does_not_have_is_kept(market: Market) -> None:
    """Somebody added a summary and indicators on the page; the file knows title and background."""
    (created,) = _import(market, _row(1, indicators=())).created
    listing_revise(
        actor=actor(market.buyer),
        listing_id=created,
        expected_revision=1,
        values=replace(VALUES, summary="人写的摘要"),
    )
    assert _import(market, _row(1, indicators=())).unchanged == 1
    assert _import(market, _row(1, indicators=(), title="新标题")).revised == [created]
    listing = Listing.objects.get(pk=created)
    assert (listing.title, listing.summary) == ("新标题", "人写的摘要")
    assert listing.indicators.count() == 1


def test_a_withdrawn_listing_stays_withdrawn(market: Market) -> None:
    (created,) = _import(market, _row(1)).created
    listing_withdraw(actor=actor(market.buyer), listing_id=created)
    assert _import(market, _row(1, title="新标题")).unchanged == 1
    assert Listing.objects.get(pk=created).status == "withdrawn"


def test_bad_rows_are_told_and_good_ones_kept(market: Market) -> None:
    batch = _import(
        market,
        _row(1, title=" "),
        _row(2),
        _row(3, budget_min=Decimal(2), budget_max=Decimal(1)),
        replace(_row(4), external_id=" "),
        replace(_row(5), external_id="x2"),
        replace(_row(6), external_id="y" * 101),
    )
    assert len(batch.created) == 1
    assert [(row.number, list(row.errors)) for row in batch.refused] == [
        (1, ["title"]),
        (3, ["budget_max"]),
        (4, ["external_id"]),
        (5, ["external_id"]),
        (6, ["external_id"]),
    ]


@pytest.mark.parametrize("who", ["stranger", "researcher", "broker", "operator"])
def test_others_import_nothing_for_an_organisation(market: Market, who: str) -> None:
    with pytest.raises(NotPermitted):
        listings_import_batch(
            actor=actor(getattr(market, who)),
            owner_id=market.enterprise.pk,
            kind="need",
            rows=[_row(1)],
        )
    assert not Listing.objects.exists()
    assert not Event.objects.exists()


def test_a_waiting_organisation_imports_nothing(market: Market) -> None:
    market.enterprise.verified_at = None
    market.enterprise.save()
    with pytest.raises(WrongState):
        _import(market, _row(1))
    assert not Listing.objects.exists()


def test_where_the_office_approves_rows_wait_for_another_of_it(market: Market) -> None:
    Organisation.objects.filter(pk=market.university.pk).update(approves_listings=True)
    both = factories.member(market.university, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE)
    row = ImportRow(1, "x1", AchievementValues(title="石墨烯散热膜"), frozenset({"title"}))

    def bring(by: User, row: ImportRow) -> ImportedBatch:
        return listings_import_batch(
            actor=actor(by), owner_id=market.university.pk, kind="achievement", rows=[row]
        )

    (created,) = bring(both, row).created
    assert bring(both, row).unchanged == 1
    assert bring(both, replace(row, values=replace(row.values, title="改"))).revised == [created]
    made = Listing.objects.get(pk=created)
    assert (made.status, made.published_at, made.title) == ("submitted", None, "改")
    assert not Event.objects.filter(name="listings.published").exists()
    listing_publish(actor=actor(market.office), listing_id=created)
    # What is brought anew goes back from the office when its import is undone.
    (other,) = bring(both, replace(row, external_id="x2")).created
    undone = import_of_listing_undo(
        actor_id=both.pk, listing_id=other, revision=1, before=None, was_on=False
    )
    assert (undone, Listing.objects.get(pk=other).status) == (True, "draft")


def test_a_bigger_batch_asks_no_more_questions(
    market: Market, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(14):
        _import(market, *(_row(n) for n in range(40)))


def test_what_must_be_met_stays_so_through_a_file(market: Market) -> None:
    """A cell has no word for it."""
    (first,) = _import(market, _row(1)).created
    need = Listing.objects.get(pk=first)
    marked = replace(VALUES, indicators=(replace(VALUES.indicators[0], must=True),))
    listing_revise(
        actor=actor(market.buyer), listing_id=first, expected_revision=need.revision, values=marked
    )
    given = GIVEN | {"indicators"}
    assert _import(market, replace(_row(1), given=given)).unchanged == 1
    lower = (replace(VALUES.indicators[0], value=Decimal(5)),)
    _import(market, replace(_row(1, indicators=lower), given=given))
    row = Listing.objects.get(pk=first).indicators.get()
    assert (row.value, row.must) == (5, True)
