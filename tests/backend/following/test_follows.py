"""Who follows a listing or an organisation is told of what happens there, and of nothing hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from backend.catalog.models import Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.errors import NotFound
from backend.following.models import Follow
from backend.following.services import follow_begin
from notifications import facade as notifications
from tests import factories
from tests.browsers import browser
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db


def sentences(person) -> list[str]:
    notices = notifications.inbox(person.pk, limit=50)
    return [n.words["en"]["sentence"] for n in notices if n.kind.startswith("followed")]


@pytest.mark.usefixtures("index", "english")
def test_told_of_changes_and_of_what_is_published(market: Market, drain):
    offer = factories.achievement(market.researcher)
    drain()
    client = browser(market.buyer)
    page = reverse("listing_follow", args=[offer.pk])
    assert client.post(page, {"whom": "listing"}, headers={"HX-Request": "true"}).status_code == 200
    assert client.post(page, {"whom": "organisation"}).status_code == 302
    follow_begin(actor=actor(market.colleague), listing_id=offer.pk)
    offer = Listing.objects.get(pk=offer.pk)
    values = replace(values_of(offer), title="石墨烯散热膜，第二版")
    listing_revise(
        actor=actor(market.researcher),
        listing_id=offer.pk,
        expected_revision=offer.revision,
        values=values,
    )
    factories.achievement(market.colleague, title="另一项", disclosure="confidential")
    factories.achievement(market.colleague, title="草稿", publish=False)
    drain()
    offer.refresh_from_db()
    listing_withdraw(
        actor=actor(market.researcher), listing_id=offer.pk, expected_revision=offer.revision
    )
    drain()
    said = sentences(market.buyer)
    assert said[0] == "What you follow was withdrawn"
    published = f"{market.university.name}, whom you follow, published something"
    assert sorted(said[1:]) == sorted([published, "What you follow was changed"])
    assert sentences(market.colleague) == [], "who belongs there knows"
    text = client.get(reverse("inbox")).content.decode()
    assert "面向移动终端的石墨烯散热膜" in text
    assert "第二版" not in text


def test_what_cannot_be_seen_is_not_followed(market: Market):
    draft = factories.achievement(market.researcher, publish=False)
    with pytest.raises(NotFound):
        follow_begin(actor=actor(market.buyer), listing_id=draft.pk)
    offer = factories.achievement(market.researcher)
    follow = follow_begin(actor=actor(market.buyer), listing_id=offer.pk)
    assert follow_begin(actor=actor(market.buyer), listing_id=offer.pk) == follow
    stranger = browser(market.stranger)
    assert stranger.post(reverse("follow_end", args=[follow.pk])).status_code == 404
    assert Follow.objects.count() == 1
    assert browser(market.buyer).post(reverse("follow_end", args=[follow.pk])).status_code == 302
    assert not Follow.objects.exists()
