"""Versions of listings and contract drafts: kept, compared, restored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from backend.catalog.models import Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import IndicatorValues, values_of
from backend.contracts.models import Contract
from backend.contracts.services import contract_revise
from backend.core.errors import NotFound, NotPermitted, Stale
from backend.core.models import Event
from backend.core.subjects import subject_for
from backend.versions.models import StoredVersion
from backend.versions.selectors import changes_between, version_of
from backend.versions.services import version_keep, version_restore
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market, actor

INDICATOR = IndicatorValues(name="氧含量", comparator="<=", value=Decimal("6.50"), unit="ppm")


def revise(market: Market, listing: Listing, **values: object) -> Listing:
    listing = Listing.objects.get(pk=listing.pk)
    return listing_revise(
        actor=actor(market.buyer),
        listing_id=listing.pk,
        expected_revision=listing.revision,
        values=replace(values_of(listing), **values),
    )


@pytest.fixture
def changed(market: Market) -> Listing:
    """A need of three versions."""
    listing = factories.need(market.buyer, budget_max=Decimal(100), deadline=timezone.localdate())
    revise(market, listing, budget_max=Decimal(200), modes=("licence",), region="130900")
    return revise(market, listing, title="新标题", indicators=(INDICATOR,))


def restore(who: object, listing: Listing, number: int, seen: int) -> None:
    version_restore(
        actor=actor(who),  # type: ignore[arg-type]
        subject="listing",
        subject_id=listing.pk,
        number=number,
        seen=seen,
    )


def test_what_was_never_changed_has_no_version(market: Market) -> None:
    listing = factories.need(market.buyer)
    revise(market, listing)
    assert not StoredVersion.objects.exists()


def test_changes_are_told_in_the_forms_words(
    market: Market, changed: Listing, english: None
) -> None:
    about = subject_for(actor(market.buyer), "listing", changed.pk)
    first, second, third = (version_of(about, number) for number in (1, 2, 3))
    told = {
        change.label: (change.before, change.after) for change in changes_between(first, second)
    }
    assert told["Budget up to"] == (("CN¥100.00",), ("CN¥200.00",))
    assert told["Cooperation modes"][0] == ()
    assert len(told["Cooperation modes"][1]) == 1
    assert "130900" not in str(told["Region"])
    told = {change.name: (change.before, change.after) for change in changes_between(second, third)}
    assert told["title"][1] == ("新标题",)
    assert "6.5" in told["indicators"][1][0]
    assert set(told) == {"title", "indicators"}
    assert changes_between(first, first) == []


def test_restoring_goes_through_the_listings_own_service(market: Market, changed: Listing) -> None:
    restore(market.buyer, changed, 1, seen=3)
    now = Listing.objects.get(pk=changed.pk)
    assert (now.title, now.details.budget_max) == ("手机用高导热柔性散热膜", Decimal("100.00"))
    assert now.revision == 4
    assert StoredVersion.objects.count() == 4
    assert Event.objects.filter(name="listing.revised").count() == 3
    assert Event.objects.filter(name="version.restored").count() == 1


def test_who_may_not_edit_neither_sees_nor_restores(
    market: Market, changed: Listing, client: Client
) -> None:
    before = Event.objects.count()
    for person in (market.stranger, market.office, market.operator, None):
        with pytest.raises(NotPermitted):
            restore(person, changed, 1, seen=3)
    with pytest.raises(Stale):
        restore(market.buyer, changed, 1, seen=2)
    with pytest.raises(NotFound):
        restore(market.buyer, changed, 9, seen=3)
    url = f"/versions/listing/{changed.pk}/"
    for person, status in ((market.stranger, 404), (market.operator, 200), (market.buyer, 200)):
        client.force_login(person)
        assert client.get(url).status_code == status
    assert Event.objects.count() == before
    assert StoredVersion.objects.count() == 3


def test_what_is_not_right_any_more_is_refused_with_its_reason(
    market: Market, changed: Listing, client: Client
) -> None:
    first = StoredVersion.objects.get(number=1)
    first.content["deadline"] = "2020-01-01"
    first.save()
    with pytest.raises(ValidationError):
        restore(market.buyer, changed, 1, seen=3)
    client.force_login(market.buyer)
    page = client.post(f"/versions/listing/{changed.pk}/1/restore/", {"seen": 3})
    assert page.status_code == 400
    assert Listing.objects.get(pk=changed.pk).title == "新标题"
    listing_withdraw(actor=actor(market.buyer), listing_id=changed.pk)
    with pytest.raises(NotPermitted):
        restore(market.buyer, changed, 2, seen=3)


def test_outside_a_transaction_nothing_is_kept(market: Market) -> None:
    with transaction.atomic():
        keep = {"content": {"a": 1}, "before": {"a": Decimal("1.0")}}
        version_keep(
            subject="listing", subject_id=1, changed_by_id=None, before_by_id=None,
            before_since=timezone.now(), **keep,
        )  # fmt: skip
    assert StoredVersion.objects.count() == 2


def test_contract_drafts_have_versions_until_they_are_recorded(
    market: Market, client: Client
) -> None:
    contract = records.drafted(market)
    contract_revise(
        actor=actor(market.office),
        contract_id=contract.pk,
        expected_revision=contract.revision,
        values=replace(records.VALUES, amount=Decimal(900_000)),
    )
    client.force_login(market.buyer)
    page = client.get(f"/versions/contract/{contract.pk}/").content.decode()
    assert "1,250,000" in page
    assert "900,000" in page
    done = client.post(f"/versions/contract/{contract.pk}/1/restore/", {"seen": 2})
    assert done.status_code == 302
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.amount, contract.proposed_by) == (Decimal("1250000.00"), market.buyer)
    records.confirm(market, contract)
    assert client.post(f"/versions/contract/{contract.pk}/2/restore/").status_code == 403
    client.force_login(market.stranger)
    assert client.get(f"/versions/contract/{contract.pk}/").status_code == 404


def test_pages_and_api(market: Market, changed: Listing, client: Client) -> None:
    client.force_login(market.buyer)
    assert (
        f"/versions/listing/{changed.pk}/"
        in client.get(f"/listings/{changed.pk}/").content.decode()
    )
    url = f"/versions/listing/{changed.pk}/"
    assert client.get(url, {"earlier": 1, "later": 3}).status_code == 200
    assert client.get(url, {"earlier": "x", "later": 10**30}).status_code == 200
    api = f"/api/v1/subjects/listing/{changed.pk}/versions/"
    assert [row["number"] for row in client.get(api).json()] == [3, 2, 1]
    body = {"seen": 3}
    done = client.post(f"{api}1/restore/", body, content_type="application/json")
    assert done.status_code == 204
    stale = client.post(f"{api}1/restore/", body, content_type="application/json")
    assert stale.status_code == 409
