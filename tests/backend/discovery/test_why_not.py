"""Why something is not recommended: judged on the spot, within the asker's rights, storing nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from backend.catalog.models import Listing
from backend.catalog.services import listing_withdraw
from backend.core.errors import NotFound, NotPermitted
from backend.core.models import Event
from backend.discovery.services import Obstacle, pair_examine
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import recommended_to
from backend.pairings.services import pairing_decline
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market, actor

from .film import FILM_OFFER, Drain
from .film import film_need as need
from .film import film_offer as offer

pytestmark = pytest.mark.usefixtures("index")

RICE = {"title": "稻田养鱼防病技术", "abstract": "控制稻田鱼病的中草药配方。"}


def ask(person: Any, wanted: Listing, offered: Listing):
    return pair_examine(actor=actor(person), need_id=wanted.pk, offer_id=offered.pk)


def test_what_is_off_the_subject_is_too_weak_and_says_why(market: Market, drain: Drain) -> None:
    wanted, offered = need(market), factories.achievement(market.researcher, **RICE)
    drain()
    events = Event.objects.count()
    examined = ask(market.buyer, wanted, offered)
    assert examined.obstacle == Obstacle.WEAK
    assert examined.pairing.reasons
    assert not Pairing.objects.exists()
    assert Event.objects.count() == events


def test_what_is_recommended_leads_to_its_page(market: Market, drain: Drain) -> None:
    wanted, offered = need(market), offer(market)
    drain()
    (pairing,) = Pairing.objects.all()
    assert ask(market.buyer, wanted, offered).obstacle == Obstacle.NONE
    answer = browser(market.buyer).get(reverse("why_not_pair", args=[wanted.pk, offered.pk]))
    assert answer.url == reverse("pairing", args=[pairing.pk])


def test_a_declined_one_leads_to_the_reason(market: Market, drain: Drain) -> None:
    wanted, offered = need(market), offer(market)
    drain()
    (pairing,) = Pairing.objects.all()
    pairing_decline(
        actor=actor(market.researcher), pairing_id=pairing.pk, expected_revision=1, reason="terms"
    )
    assert ask(market.buyer, wanted, offered).obstacle == Obstacle.DECLINED
    page = text(browser(market.buyer).get(reverse("why_not_pair", args=[wanted.pk, offered.pk])))
    assert reverse("pairing", args=[pairing.pk]) in page


def test_one_that_no_match_came_across_is_told_so(market: Market) -> None:
    wanted, offered = need(market), offer(market)
    assert ask(market.buyer, wanted, offered).obstacle == Obstacle.NOT_FOUND


def test_better_ones_may_crowd_it_out(
    market: Market, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.discovery.services.pairing.KEEP", 1)
    monkeypatch.setattr("backend.discovery.services.examining.KEEP", 1)
    wanted, best = need(market), offer(market)
    less = offer(market, title="石墨烯散热膜", abstract="散热膜。", indicators=())
    drain()
    assert [p.offer_id for p in recommended_to(Side.NEED)] == [best.pk]
    examined = ask(market.buyer, wanted, less)
    assert (examined.obstacle, examined.better) == (Obstacle.CROWDED, 1)


def test_what_left_the_market_is_not_recommended(market: Market) -> None:
    wanted, offered = need(market), offer(market)
    listing_withdraw(actor=actor(market.buyer), listing_id=wanted.pk)
    assert ask(market.buyer, wanted, offered).obstacle == Obstacle.OFF_MARKET


def test_only_the_needs_people_may_ask(market: Market) -> None:
    wanted, offered = need(market), offer(market)
    factories.assign_broker(wanted, market.buyer, market.broker)
    for person in (market.buyer, market.broker, market.operator):
        assert ask(person, wanted, offered).pairing.probability
    for person in (market.stranger, market.researcher, market.office):
        with pytest.raises(NotPermitted):
            ask(person, wanted, offered)
        for address in (
            reverse("why_not", args=[wanted.pk]),
            reverse("why_not_pair", args=[wanted.pk, offered.pk]),
        ):
            assert browser(person).get(address).status_code == 403
    with pytest.raises(NotFound):
        ask(market.buyer, offered, wanted)


def test_hidden_words_do_not_move_the_score(market: Market) -> None:
    """Or one could find out what an offer keeps to itself, need by need."""
    wanted = need(market)
    plain, secret = (
        factories.achievement(
            market.researcher,
            **FILM_OFFER | {"title": "某种膜", "summary": "一种膜。", "abstract": abstract},
            disclosure="confidential",
        )
        for abstract in ("一种膜。", FILM_OFFER["abstract"])
    )
    asked = [ask(market.buyer, wanted, offered) for offered in (plain, secret)]
    assert all(examined.summary_only for examined in asked)
    assert asked[0].pairing.score == asked[1].pairing.score
    assert asked[0].pairing.indicators == asked[1].pairing.indicators
    shown = text(browser(market.buyer).get(reverse("why_not_pair", args=[wanted.pk, secret.pk])))
    assert "1350" not in shown


def test_offers_are_found_by_what_is_typed(market: Market, drain: Drain) -> None:
    wanted, offered = need(market), offer(market)
    drain()
    place = reverse("why_not", args=[wanted.pk])
    assert text(browser(market.buyer).get(place)).count(offered.title) == 0
    page = text(browser(market.buyer).get(place, {"q": "石墨烯散热膜"}))
    assert reverse("why_not_pair", args=[wanted.pk, offered.pk]) in page
    for odd in ("\x00", "((", "x" * 5000, " "):
        assert browser(market.buyer).get(place, {"q": odd}).status_code in {200, 422}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("Left out: region.", "In different provinces", "The need requires this.", "same")),
        ("zh-hans", ("未推荐原因：地区。", "不在同一省份", "这是需求方的必须条件。", "同一省份")),
    ],
)
def test_a_broken_condition_is_named_with_what_would_change_it(
    market: Market, drain: Drain, language: str, told: tuple[str, ...]
) -> None:
    wanted = need(market, region="130900", required_conditions=("region",))
    offered = offer(market, region="440300")
    drain()
    examined = ask(market.buyer, wanted, offered)
    assert examined.obstacle == Obstacle.CONDITION
    assert examined.pairing.level != "weak"
    page = text(
        browser(market.buyer, language).get(reverse("why_not_pair", args=[wanted.pk, offered.pk]))
    )
    assert not [words for words in told if words not in page]


def test_an_offer_may_require_too(market: Market) -> None:
    wanted = need(market, modes=("licence",))
    offered = offer(market, modes=("transfer",), required_conditions=("modes",))
    page = text(browser(market.buyer).get(reverse("why_not_pair", args=[wanted.pk, offered.pk])))
    assert "Left out: cooperation modes." in page
    assert "The offer requires this." in page


def test_a_hidden_price_or_hidden_figures_are_not_told_by_what_they_break(market: Market) -> None:
    """The same answer for an offer within the budget and one above it, met or missed."""
    wanted = need(market, budget_max=100_000, required_conditions=("price", "indicators"))
    missed = FILM_OFFER["abstract"].replace("1350", "300")
    pages = []
    for price, abstract in ((90_000, FILM_OFFER["abstract"]), (200_000, missed)):
        offered = offer(
            market,
            abstract=abstract,
            indicators=(),
            price=price,
            required_conditions=("price",),
            disclosure="confidential",
            summary="石墨烯散热膜。",
        )
        examined = ask(market.buyer, wanted, offered)
        assert (examined.obstacle, examined.summary_only) == (Obstacle.NOT_FOUND, True)
        place = reverse("why_not_pair", args=[wanted.pk, offered.pk])
        page = text(browser(market.buyer).get(place)).partition("<main")[2]
        pages.append(page.replace(f"/{offered.pk}/", "/the offer/"))
    assert pages[0] == pages[1]
    assert "Nothing that you may read of it stands against it" in pages[0]
