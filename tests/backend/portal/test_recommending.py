"""Recommendations are answered with one click, the answer is obeyed, and the matcher learns it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backend.accounts.models import Duty, Organisation
from backend.discovery.models import Outcome
from backend.pairings.models import Decision, Pairing
from backend.pairings.services import pairings_propose
from backend.portal.selectors.recommending import recommendation_counts, recommendations_of, spread
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rows", "expected"),
    [("aaab", "aaba"), ("aabab", "aabab"), ("aaaa", "aaaa"), ("", ""), ("abaaac", "abaaca")],
)
def test_no_more_than_two_of_one_in_a_row(rows: str, expected: str):
    assert "".join(spread(rows, lambda row: row, 2)) == expected


@pytest.mark.usefixtures("english")
def test_answered_in_one_click_obeyed_and_learnt(market: Market, drain):
    need = pairs.need(market.buyer)
    rival = factories.member(factories.organisation(Organisation.Kind.UNIVERSITY), Duty.RESEARCHER)
    offers = [pairs.achievement(market.researcher, title=f"膜 {n}") for n in range(3)]
    offers.append(pairs.achievement(rival, title="膜 3"))
    proposals = [pairs.proposal(need, offer) for offer in offers]
    pairings_propose(listing_id=need.pk, proposals=proposals, keep=20, notify_best=1)
    own = recommendations_of(actor(market.buyer), "achievement")
    assert len(own) == 4
    assert len({row.brief.owner for row in own[:3]}) == 2, "the rival comes before the third"
    assert recommendation_counts(actor(market.researcher)) == {"need": 3}
    assert recommendation_counts(actor(market.office)) == {"need": 3}
    for person in (market.colleague, market.stranger, market.broker):
        assert recommendation_counts(actor(person)) == {}
        assert "膜" not in browser(person).get(reverse("recommendations")).content.decode()
    client, page = browser(market.buyer), reverse("recommendations")
    assert "膜 3" in client.get(page).content.decode()
    assert "Look through 4" in client.get(reverse("desk")).content.decode()
    refused = Pairing.objects.get(offer=offers[0])
    address = reverse("recommendation_answer", args=[refused.pk])
    assert (
        browser(market.stranger).post(address, {"revision": 1, "reason": "terms"}).status_code
        == 404
    )
    wrong = client.post(address, {"revision": 1, "reason": "weather"}, follow=True)
    assert wrong.status_code == 200
    refused.refresh_from_db()
    assert refused.need_decision == Decision.OPEN
    shown = client.post(
        address, {"revision": 1, "reason": "too_expensive", "kind": "achievement"}, follow=True
    ).content.decode()
    assert "Not shown again" in shown
    assert "膜 0" not in shown
    fits = Pairing.objects.get(offer=offers[3])
    client.post(reverse("recommendation_answer", args=[fits.pk]), {"revision": 1})
    drain()
    learnt = set(Outcome.objects.values_list("offer_id", "kind", "reason"))
    assert (offers[0].pk, "declined", "too_expensive") in learnt
    assert (offers[3].pk, "accepted", "") in learnt
    assert len(recommendations_of(actor(market.buyer), "achievement")) == 2
    assert "accepted, waits for their answer" in client.get(reverse("desk")).content.decode()
    assert client.get(page, {"kind": "house"}).status_code == 404
