"""The operator's sliders: tried on live data, proposed to the gate, put in force, rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.core.errors import NotFound, NotPermitted
from backend.core.models import Event
from backend.discovery.releases import release_in_force
from backend.discovery.services import (
    release_promote,
    release_rollback,
    signals_weighed,
    weights_compare,
    weights_propose,
    weights_try,
)
from backend.pairings.models import Pairing
from matching import facade as matching
from tests.browsers import browser, text
from tests.factories import Market, actor

from .film import Drain
from .test_learning import judged_market, order


@pytest.fixture(autouse=True)
def _own_releases(tmp_path: Path, index: None) -> Iterator[None]:
    matching.configure(**settings.MATCHING | {"cache_dir": tmp_path})
    yield
    matching.configure(**settings.MATCHING)


def only(signal: str) -> dict[str, int]:
    """Percents that leave little but one signal."""
    return {name: 200 if name == signal else 10 for name in signals_weighed()}


def test_the_sliders_at_rest_change_nothing(market: Market, drain: Drain) -> None:
    (need, *_) = judged_market(market, needs=6, published=3)
    drain()
    rest = dict.fromkeys(signals_weighed(), 100)
    moved = weights_try(actor=actor(market.operator), need_id=need.pk, percents=rest)
    assert moved
    assert all(row.by == 0 for row in moved)


def test_what_is_tried_moves_the_list_and_stores_nothing(market: Market, drain: Drain) -> None:
    (need, *_) = judged_market(market, needs=6, published=3)
    drain()
    events, pairings = Event.objects.count(), list(Pairing.objects.values())
    moved = weights_try(actor=actor(market.operator), need_id=need.pk, percents=only("fields"))
    assert any(row.by for row in moved)
    assert Event.objects.count() == events
    assert list(Pairing.objects.values()) == pairings
    assert matching.release_names() == [n for n in matching.release_names() if "tried" not in n]


def test_tried_proposed_promoted_and_rolled_back_on_the_page(market: Market, drain: Drain) -> None:
    (need, *_) = judged_market(market, needs=40, published=4)
    drain()
    before, shipped = order(need), release_in_force()
    operator = browser(market.operator)
    chosen = {"need": need.pk, **only("fields")}

    page = text(operator.get(reverse("weights"), chosen))
    assert "The list under these weights" in page
    operator.post(reverse("weights_propose"), chosen)
    assert release_in_force() == shipped
    drain()
    (name,) = [n for n in matching.release_names() if n.startswith("proposed-")]
    assert f"/search/matcher/promote/{name}/" in text(operator.get(reverse("weights")))

    operator.post(reverse("release_promote", args=[name]))
    assert release_in_force().ranker == name
    drain()
    assert order(need) != before
    operator.post(reverse("release_rollback"))
    assert release_in_force() == shipped
    drain()
    assert order(need) == before


def test_comparing_again_changes_nothing(market: Market, drain: Drain) -> None:
    judged_market(market, needs=12)
    weights_compare(name="proposed-7", percents=only("fields"))
    first = matching.release("proposed-7").record
    weights_compare(name="proposed-7", percents=only("lexical"))
    assert matching.release("proposed-7").record == first


@pytest.mark.parametrize("who", ["buyer", "researcher", "office", "broker", "stranger"])
def test_only_operators_weigh(market: Market, who: str) -> None:
    person = getattr(market, who)
    with pytest.raises(NotPermitted):
        weights_propose(actor=actor(person), percents={})
    with pytest.raises(NotPermitted):
        release_promote(actor=actor(person), name="null-5")
    with pytest.raises(NotPermitted):
        release_rollback(actor=actor(person))
    for name, arguments in (
        ("weights_propose", []),
        ("release_promote", ["null-5"]),
        ("release_rollback", []),
    ):
        address = reverse(name, args=arguments)
        assert browser(person).post(address).status_code == 403
    assert browser(person).get(reverse("weights")).status_code == 403
    assert not Event.objects.filter(name__in=["weights.proposed", "release.promoted"]).exists()


@pytest.mark.parametrize(
    "percents",
    [
        {"dense": -10},
        {"smell": 100},
        dict.fromkeys(["dense", "late", "late_title", "lexical", "lexical_title"], 0),
    ],
)
def test_weights_that_cannot_be_are_refused(market: Market, percents: dict[str, int]) -> None:
    known = {name: p for name, p in percents.items() if name in signals_weighed() or p == 100}
    with pytest.raises(ValidationError, match="weights"):
        weights_propose(actor=actor(market.operator), percents=known)
    assert not Event.objects.filter(name="weights.proposed").exists()


def test_a_slider_beyond_its_end_is_told_beside_it(market: Market, drain: Drain) -> None:
    (need, *_) = judged_market(market, needs=3, published=2)
    operator = browser(market.operator)
    chosen = {"need": need.pk, **only("fields")}
    answer = operator.get(reverse("weights"), chosen | {"lexical": 900})
    assert answer.status_code == 422
    assert "200" in text(answer)
    assert operator.get(reverse("weights"), chosen | {"need": 10**9}).status_code == 422
    with pytest.raises(NotFound):
        weights_try(actor=actor(market.operator), need_id=10**9, percents={})
