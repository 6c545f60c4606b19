"""Profiles of organisations: found by words within their reader's rights, and never paired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from backend.catalog.services import listing_withdraw
from backend.core.errors import NotFound
from backend.core.models import Event
from backend.discovery.jobs import Repaired, listings_repair
from backend.discovery.models import Encoding, Outcome
from backend.discovery.selectors import (
    Search,
    listings_search,
    listings_similar,
    organisations_named,
    suggestions_for,
)
from backend.discovery.services import index_check, pair_examine, pair_judge
from backend.pairings.models import Pairing
from tests import factories
from tests.factories import Market, actor

pytestmark = pytest.mark.usefixtures("index")

Drain = Callable[[], int]
FILM = "柔性石墨烯散热膜弯折寿命检测与中试"


def _found(person: factories.User | None, text: str, **more: str) -> list[int]:
    return [item.listing.pk for item in listings_search(actor(person), Search(text, **more)).found]


def test_publishing_one_indexes_it_and_proposes_nothing(market: Market, drain: Drain) -> None:
    """Even beside a need and an offer that say the very same."""
    profile = factories.profile(market.broker, introduction=FILM)
    need = factories.need(market.buyer, title=FILM, background=FILM)
    offer = factories.achievement(market.researcher, title=FILM, abstract=FILM)
    drain()
    assert _found(None, "中试", kind="organisation") == [profile.pk]
    assert set(_found(None, "中试")) == {profile.pk, need.pk, offer.pk}
    (pairing,) = Pairing.objects.all()
    assert (pairing.need_id, pairing.offer_id) == (need.pk, offer.pk)
    assert Encoding.objects.filter(listing=profile).exists()
    assert not Event.objects.filter(name="pairing.proposed", payload__offer_id=profile.pk).exists()


def test_repair_and_check_find_nothing_wrong_with_one(market: Market, drain: Drain) -> None:
    factories.profile(market.broker)
    factories.need(market.buyer)
    drain()
    assert listings_repair(grace=timedelta(0)) == Repaired()
    assert index_check(repair=False).total == 0


def test_it_is_neither_examined_nor_judged_as_an_offer(market: Market, drain: Drain) -> None:
    need, profile = factories.need(market.buyer), factories.profile(market.broker)
    drain()
    for side in (
        {"need_id": need.pk, "offer_id": profile.pk},
        {"need_id": profile.pk, "offer_id": need.pk},
    ):
        with pytest.raises(NotFound):
            pair_examine(actor=actor(market.buyer), **side)
        with pytest.raises(NotFound):
            pair_judge(actor=actor(market.operator), grade=3, **side)
    assert not Outcome.objects.exists()
    assert not Event.objects.filter(name="pair.judged").exists()


def test_details_for_registered_users_are_found_by_them_alone(market: Market, drain: Drain) -> None:
    profile = factories.profile(
        market.buyer, summary="散热器件", strengths="褶皱预置产线", disclosure="registered"
    )
    drain()
    assert _found(None, '"褶皱预置"') == []
    assert _found(market.stranger, '"褶皱预置"') == [profile.pk]
    assert _found(None, "散热器件", kind="organisation") == [profile.pk]
    listing_withdraw(actor=actor(market.buyer), listing_id=profile.pk)
    drain()
    assert _found(market.stranger, "散热器件") == []


def test_similar_ones_are_organisations(market: Market, drain: Drain) -> None:
    profile = factories.profile(market.broker, introduction=FILM)
    other = factories.profile(market.office, introduction=FILM)
    factories.achievement(market.researcher, title=FILM)
    drain()
    assert listings_similar(actor(None), profile) == [other]


def test_a_name_is_suggested_once_and_leads_to_the_profile(
    market: Market, drain: Drain, client: Client
) -> None:
    market.university.name = "冀北理工大学"
    market.university.save()
    profile = factories.profile(market.office, title="冀北理工大学")
    factories.need(market.buyer)
    drain()
    (offer,) = suggestions_for(actor(None), "冀北理工")
    assert offer.organisation == market.university
    (named,) = organisations_named(actor(None), "冀北理工大学")
    assert named.profile == profile.pk  # type: ignore[attr-defined]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    address = reverse("listing", args=[profile.pk])
    suggested = client.get(reverse("suggestions"), {"q": "冀北理工"}).content.decode()
    assert f'data-address="{address}"' in suggested
    # Where the profile is among what was found, it is not named a second time above.
    page = client.get(reverse("search"), {"q": "冀北理工大学"}).content.decode()
    assert 'id="organisations"' not in page
    assert f'href="{address}"' in page


def test_without_a_profile_a_name_leads_to_what_is_listed(
    market: Market, drain: Drain, client: Client
) -> None:
    market.university.name = "冀北理工大学"
    market.university.save()
    factories.achievement(market.researcher)
    factories.profile(market.office, publish=False)
    drain()
    (named,) = organisations_named(actor(None), "冀北理工大学")
    assert named.profile is None  # type: ignore[attr-defined]
    assert "q=org:%22" in client.get(reverse("search"), {"q": "冀北理工大学"}).content.decode()
