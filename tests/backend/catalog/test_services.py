"""Writing listings: what each service does, and that a refusal leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from backend.catalog.models import Listing, Status, Tier
from backend.catalog.selectors import listing_visible_to, listings_visible_to
from backend.catalog.services import (
    listing_assign_broker,
    listing_draft,
    listing_publish,
    listing_revise,
    listing_withdraw,
)
from backend.catalog.values import IndicatorValues
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from tests import factories
from tests.factories import AchievementValues, Market, NeedValues, actor

pytestmark = pytest.mark.both_databases

VALUES = NeedValues(
    title="  轴承钢夹杂物控制 ",
    indicators=(
        IndicatorValues(name="氧含量", comparator="<=", value=Decimal("6"), unit="ppm"),
        IndicatorValues(
            name="硬度", comparator="range", value=Decimal(60), value_max=Decimal(64), unit="HRC"
        ),
    ),
    budget_min=Decimal(1_000_000),
    budget_max=Decimal(2_000_000),
)


def test_draft_keeps_what_was_given(market: Market) -> None:
    listing = listing_draft(actor=actor(market.buyer), owner_id=market.enterprise.pk, values=VALUES)
    listing = Listing.objects.get(pk=listing.pk)
    assert (listing.title, listing.status, listing.revision) == ("轴承钢夹杂物控制", "draft", 1)
    assert [row.unit for row in listing.indicators.all()] == ["ppm", "HRC"]
    assert listing.details.budget_max == Decimal("2000000.00")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "   "}, "title"),
        ({"title": "长" * 10_000}, "title"),
        ({"budget_min": Decimal(3_000_000)}, "budget_max"),
        ({"own_funds": Decimal(3_000_000)}, "own_funds"),
        ({"deadline": date(2020, 1, 1)}, "deadline"),
        ({"technology_field": "alchemy"}, "technology_field"),
        ({"industry": "C99"}, "industry"),
        ({"region": "999999"}, "region"),
        ({"trl": 10}, "trl"),
        ({"modes": ("gift",)}, "modes"),
        ({"disclosure": "nobody"}, "disclosure"),
        ({"required_conditions": ("colour",)}, "required_conditions"),
        ({"required_conditions": ("price", "price")}, "required_conditions"),
        ({"required_conditions": ("region",)}, "region"),
        ({"required_conditions": ("price",), "budget_max": None}, "budget_max"),
        ({"required_conditions": ("indicators",), "indicators": ()}, "indicators"),
    ],
)
def test_a_wrong_value_names_its_field_and_writes_nothing(
    market: Market, change: dict, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        listing_draft(
            actor=actor(market.buyer),
            owner_id=market.enterprise.pk,
            values=replace(VALUES, **change),
        )
    assert list(refused.value.message_dict) == [field]
    assert not Listing.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"value": Decimal("NaN")}, "value"),
        ({"value": Decimal("1e400")}, "value"),
        ({"value": None}, "value"),
        ({"comparator": "≈"}, "comparator"),
        ({"unit": "frobs"}, "unit"),
        ({"name": " "}, "name"),
        ({"comparator": "range"}, "value_max"),
        ({"comparator": "range", "value_max": Decimal(1)}, "value_max"),
    ],
)
def test_a_wrong_indicator_names_row_and_cell(market: Market, row: dict, cell: str) -> None:
    good = VALUES.indicators[0]
    with pytest.raises(ValidationError) as refused:
        listing_draft(
            actor=actor(market.buyer),
            owner_id=market.enterprise.pk,
            values=replace(VALUES, indicators=(good, replace(good, **row))),
        )
    assert list(refused.value.message_dict) == [f"indicators-1-{cell}"]
    assert not Listing.objects.exists()


def test_what_is_required_depends_on_the_kind(market: Market) -> None:
    """Readiness is wanted by needs and reached by achievements, which cannot require it."""
    assert factories.need(
        market.buyer, trl=6, required_conditions=("trl",)
    ).required_conditions == ["trl"]
    with pytest.raises(ValidationError) as refused:
        factories.achievement(market.researcher, trl=6, required_conditions=("trl",))
    (told,) = refused.value.message_dict["required_conditions"]
    assert "trl" in told
    assert "industry, field, region, modes, price" in told


def test_markup_in_a_title_is_kept_as_text(market: Market) -> None:
    listing = factories.need(market.buyer, title="<b>{{ 7*7 }}</b> 轴承")
    assert listing.title == "<b>{{ 7*7 }}</b> 轴承"


def test_publish_twice_is_refused_and_nothing_is_told_twice(market: Market) -> None:
    listing = factories.need(market.buyer)
    events = Event.objects.count()
    with pytest.raises(WrongState):
        listing_publish(actor=actor(market.buyer), listing_id=listing.pk)
    assert Event.objects.count() == events


def test_an_unverified_organisation_keeps_its_draft(market: Market) -> None:
    market.enterprise.verified_at = None
    market.enterprise.save()
    listing = factories.need(market.buyer, publish=False)
    with pytest.raises(WrongState):
        listing_publish(actor=actor(market.buyer), listing_id=listing.pk)
    assert Listing.objects.get(pk=listing.pk).status == Status.DRAFT


@pytest.mark.parametrize("who", ["stranger", "researcher", "broker", "office"])
def test_others_cannot_revise_a_published_need(market: Market, who: str) -> None:
    listing = factories.need(market.buyer)
    events = Event.objects.count()
    with pytest.raises(NotPermitted):
        listing_revise(
            actor=actor(getattr(market, who)),
            listing_id=listing.pk,
            expected_revision=1,
            values=VALUES,
        )
    assert Listing.objects.get(pk=listing.pk).title == listing.title
    assert Event.objects.count() == events


def test_a_researcher_edits_own_achievements_and_the_office_all(market: Market) -> None:
    listing = factories.achievement(market.researcher)
    values = AchievementValues(title="石墨烯膜，第二版")
    with pytest.raises(NotPermitted):
        listing_revise(
            actor=actor(market.colleague),
            listing_id=listing.pk,
            expected_revision=1,
            values=values,
        )
    revised = listing_revise(
        actor=actor(market.office), listing_id=listing.pk, expected_revision=1, values=values
    )
    assert (revised.title, revised.revision) == ("石墨烯膜，第二版", 2)


def test_a_stale_form_is_told_who_changed_what_and_overwrites_nothing(market: Market) -> None:
    listing = factories.achievement(market.researcher)
    listing_revise(
        actor=actor(market.office),
        listing_id=listing.pk,
        expected_revision=1,
        values=AchievementValues(title="办公室改过的标题"),
    )
    with pytest.raises(Stale) as refused:
        listing_revise(
            actor=actor(market.researcher),
            listing_id=listing.pk,
            expected_revision=1,
            values=AchievementValues(title="迟到的标题"),
        )
    assert (refused.value.changed_by, refused.value.revision) == ("Office", 2)
    assert Listing.objects.get(pk=listing.pk).title == "办公室改过的标题"


def test_a_draft_does_not_exist_for_others(market: Market) -> None:
    listing = factories.need(market.buyer, publish=False)
    for who in (None, market.stranger, market.researcher, market.broker):
        with pytest.raises(NotFound):
            listing_visible_to(actor(who), listing.pk)
    assert listing_visible_to(actor(market.buyer), listing.pk) == listing
    assert listing_visible_to(actor(market.operator), listing.pk) == listing


@pytest.mark.parametrize(
    ("disclosure", "seen"),
    [
        ("public", {"visitor": "details", "stranger": "details"}),
        ("registered", {"visitor": "summary", "stranger": "details"}),
        ("confidential", {"visitor": "", "stranger": "summary"}),
    ],
)
def test_disclosure_tiers(market: Market, disclosure: str, seen: dict[str, str]) -> None:
    listing = factories.need(market.buyer, disclosure=disclosure)
    for who, expected in {**seen, "buyer": "details", "operator": "details"}.items():
        reader = actor(None if who == "visitor" else getattr(market, who))
        found = listings_visible_to(reader).filter(pk=listing.pk).first()
        tier = "" if found is None else "details" if found.details_readable else "summary"
        assert tier == expected, who


def test_withdrawing_hides_and_publishing_again_shows(market: Market) -> None:
    listing = factories.need(market.buyer)
    buyer = actor(market.buyer)
    withdrawn = listing_withdraw(actor=buyer, listing_id=listing.pk)
    assert withdrawn.document_version > listing.document_version
    with pytest.raises(NotFound):
        listing_visible_to(actor(None), listing.pk)
    listing_publish(actor=buyer, listing_id=listing.pk)
    assert listing_visible_to(actor(None), listing.pk)


def test_a_broker_reads_what_they_accompany(market: Market) -> None:
    listing = factories.need(market.buyer, disclosure="confidential")
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=listing.pk, broker_id=market.broker.pk
    )
    assert listing_visible_to(actor(market.broker), listing.pk).details_readable
    tokens = set(listing.audiences.filter(tier=Tier.DETAILS).values_list("token", flat=True))
    assert f"user:{market.broker.pk}" in tokens


def test_only_brokers_are_named_brokers(market: Market) -> None:
    listing = factories.need(market.buyer)
    with pytest.raises(NotFound):
        listing_assign_broker(
            actor=actor(market.buyer), listing_id=listing.pk, broker_id=market.stranger.pk
        )
    assert Listing.objects.get(pk=listing.pk).broker_id is None
