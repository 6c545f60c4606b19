"""What is hidden cannot be measured: whatever others do, nothing that they see depends on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import Duty, Organisation, User
from backend.pairings.models import Pairing, Side
from backend.pairings.reasons import pairing_brief
from backend.pairings.services import pairing_accept
from notifications import facade as notifications
from tests import factories
from tests.browsers import browser
from tests.factories import Market, actor

from .film import film_need, film_offer
from .worlds import WORDS, Reading, Stated, World, lived, read_everything, read_lists

pytestmark = pytest.mark.usefixtures("index")

# Between the secrets, with a word of one of them.
PROBE = Stated(value=1200, money=1_000_000, word=WORDS[0])
SECRETS = (
    Stated(value=1350, money=500_000, word=WORDS[1]),
    Stated(value=900, money=5_000_000, word=WORDS[0], required=("price",)),
)


@pytest.fixture
def rival(market: Market) -> User:
    university = factories.organisation(Organisation.Kind.UNIVERSITY)
    return factories.member(university, Duty.RESEARCHER, name="Rival")


@pytest.fixture(autouse=True)
def _small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that who crowds whom out is seen, too."""
    monkeypatch.setattr("backend.discovery.services.pairing.KEEP", 2)
    monkeypatch.setattr("backend.discovery.services.pairing.PUSH", 1)


HIDING = [("offer", ("offer",)), ("need", ("need",)), ("offer", ("need", "offer"))]


@pytest.mark.parametrize(("secret_in", "hiding"), HIDING[:2])
def test_no_place_tells_of_a_secret(
    market: Market, rival: User, secret_in: str, hiding: tuple[str, ...]
) -> None:
    first, second = (
        lived(
            market,
            rival,
            secret_in=secret_in,
            hiding=hiding,
            secret=secret,
            probes=[PROBE],
            read=read_everything,
        )
        for secret in SECRETS
    )
    for one, other in zip(first, second, strict=True):
        assert one.keys() == other.keys()
        assert not {
            place: _apart(one[place], other[place]) for place in one if one[place] != other[place]
        }


def _apart(one: str, other: str) -> tuple[str, str]:
    """Where the two begin to differ."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, at - 60) : at + 40], other[max(0, at - 60) : at + 40]


STATED = st.builds(
    Stated,
    value=st.integers(1000, 1600),
    money=st.integers(1, 90).map(lambda n: n * 100_000),
    word=st.sampled_from(WORDS),
    required=st.sampled_from([(), ("price",), ("indicators",), ("price", "indicators")]),
)


@pytest.mark.nightly  # lives six markets; the table above walks every place each time
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hidden=st.sampled_from(HIDING),
    secrets=st.tuples(STATED, STATED),
    probes=st.lists(STATED, min_size=1, max_size=2),
)
def test_whatever_is_tried_nothing_shown_depends_on_the_secret(
    market: Market,
    rival: User,
    hidden: tuple[str, tuple[str, ...]],
    secrets: tuple[Stated, Stated],
    probes: list[Stated],
) -> None:
    secret_in, hiding = hidden
    first, second = (
        lived(
            market,
            rival,
            secret_in=secret_in,
            hiding=hiding,
            secret=secret,
            probes=probes,
            read=read_lists,
        )
        for secret in secrets
    )
    assert first == second


def test_after_both_accepted_the_whole_counts_for_both(market: Market, rival: User) -> None:
    """What they fit like is told by all that there is, and is the same for the two."""

    def read(world: World) -> Reading:
        found = Pairing.objects.get(need=world.need, offer=world.offer)
        people = (market.buyer, market.researcher)
        before = [pairing_brief(found, actor(person)).score for person in people]
        assert found.score not in before
        for person, revision in zip(people, (1, 2), strict=True):
            pairing_accept(actor=actor(person), pairing_id=found.pk, expected_revision=revision)
        found.refresh_from_db()
        after = [pairing_brief(found, actor(person)).score for person in people]
        assert after[0] == after[1] == found.score
        return {}

    lived(
        market,
        rival,
        secret_in="offer",
        hiding=("need", "offer"),
        secret=Stated(),
        probes=[Stated(value=1200)],
        read=read,
    )


def test_a_side_that_sees_no_fit_learns_of_it_when_the_other_accepts(
    market: Market, drain: Callable[[], int]
) -> None:
    """By what it may read of the need nothing fits: it is told of nothing, and finds nothing."""
    wanted = film_need(market, title="手机部件", disclosure="confidential")
    offered = film_offer(market)
    drain()
    pairing = Pairing.objects.get(need=wanted, offer=offered)
    assert [side for side in Side if pairing.recommended_to(side)] == [Side.NEED]
    page = reverse("pairing", args=[pairing.pk])
    client = browser(market.researcher)
    assert client.get(page).status_code == 404
    assert client.get(f"/api/v1/pairings/{pairing.pk}/").status_code == 404
    assert not notifications.inbox(market.researcher.pk, limit=5)
    assert [notice.kind for notice in notifications.inbox(market.buyer.pk, limit=5)] == [
        "pairing_proposed"
    ]
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    drain()
    assert client.get(page).status_code == 200
    assert [notice.kind for notice in notifications.inbox(market.researcher.pk, limit=5)] == [
        "pairing_accepted"
    ]
