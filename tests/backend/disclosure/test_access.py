"""Details in confidence: asked for, granted, read on record, revoked, ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.models import Listing, ListingGrant
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Delivery, Event
from backend.disclosure.models import AccessRequest, Reading
from backend.disclosure.services import access_ask, access_end, access_grant, access_revoke
from tests import factories
from tests.backend.attachments.adding import add
from tests.backend.disclosure.asking import SECRET, ask, hidden
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

Drain = Callable[[], int]


def places(listing: Listing, file_id: int) -> dict[str, str]:
    """Where its details can be read or found."""
    return {
        "page": reverse("listing", args=[listing.pk]),
        "api": f"/api/v1/achievements/{listing.pk}/",
        "list": "/api/v1/achievements/",
        "search": f"{reverse('search')}?q={SECRET}",
        "file": f"/api/v1/files/{file_id}/",
    }


def told(person: User, listing: Listing, file_id: int) -> set[str]:
    """The places that tell this person of the secret."""
    client = browser(person)
    found = set()
    for name, address in places(listing, file_id).items():
        answer = client.get(address)
        # A search repeats its words; what it found stands with the listing's title.
        sign = listing.title if name == "search" else "report.pdf" if name == "file" else SECRET
        if answer.status_code == 200 and sign in answer.content.decode():
            found.add(name)
    return found


def test_a_request_is_granted_by_one_click_read_on_record_and_revoked(
    market: Market, index: None, drain: Drain
) -> None:
    listing = hidden(market.office)
    file = add(listing, market.office, tier="details")
    drain()
    assert told(market.buyer, listing, file.pk) == set()
    asker, owner = browser(market.buyer), browser(market.office)
    assert reverse("access_ask", args=[listing.pk]) in text(
        asker.get(reverse("listing", args=[listing.pk]))
    )
    form = {"version": "2026-1", "purpose": "评估用于新机型", "days": "30"}
    address = reverse("access_ask", args=[listing.pk])
    assert market.university.name in text(asker.get(address))
    for _n in range(3):
        assert asker.post(address, form).status_code == 302
    request = AccessRequest.objects.get()
    assert (request.version, request.asked_by) == ("2026-1", market.buyer)
    assert market.enterprise.name in request.text
    drain()
    assert "asks to read the details" in text(owner.get("/inbox/"))
    assert reverse("access_request", args=[request.pk]) in text(owner.get("/desk/"))
    grant = reverse("access_request_act", args=[request.pk, "grant"])
    assert owner.post(grant, {"revision": request.revision}).status_code == 302
    held = ListingGrant.objects.get()
    assert (held.ground, held.organisation) == (f"access:{request.pk}", market.enterprise)
    drain()
    everywhere = set(places(listing, file.pk))
    assert told(market.buyer, listing, file.pk) == everywhere
    assert told(market.stranger, listing, file.pk) == set()
    asker.get(reverse("attachment", args=[file.pk]), follow=True)
    read = Reading.objects.order_by("pk")
    assert {(one.place, one.ground, one.user_id) for one in read} == {
        (place, f"access:{request.pk}", market.buyer.pk) for place in ("page", "api", "file")
    }
    readings = reverse("access_of_listing", args=[listing.pk])
    assert str(market.buyer) in text(owner.get(readings))
    assert asker.get(readings).status_code == 403
    request.refresh_from_db()
    access_revoke(actor=actor(market.office), access_request_id=request.pk, note="项目已结束")
    drain()
    assert told(market.buyer, listing, file.pk) == set()
    assert "revoked your access" in text(asker.get("/inbox/"))
    assert "项目已结束" in text(asker.get(reverse("access_request", args=[request.pk])))
    assert ask(market.buyer, listing).pk != request.pk


def test_it_ends_on_its_day(market: Market, drain: Drain) -> None:
    listing = hidden(market.office)
    request = ask(market.buyer, listing)
    access_grant(actor=actor(market.office), access_request_id=request.pk)
    drain()
    ending = Delivery.objects.get(reaction="access_end_on_its_day")
    assert (ending.state, ending.due_at.date()) == (
        "pending",
        (timezone.now() + timedelta(days=30)).date(),
    )
    access_end(access_request_id=request.pk)
    assert ListingGrant.objects.exists(), "not before its time"
    over = timezone.now() - timedelta(seconds=1)
    AccessRequest.objects.update(ends_at=over)
    Delivery.objects.filter(pk=ending.pk).update(due_at=over)
    drain()
    request.refresh_from_db()
    assert request.state == "ended"
    assert not ListingGrant.objects.exists()
    assert SECRET not in text(browser(market.buyer).get(reverse("listing", args=[listing.pk])))


def test_a_deal_lets_read_though_access_was_revoked(market: Market) -> None:
    deal = pairs.deal(market, offer_disclosure="confidential")
    assert deal.offer is not None
    with refused(WrongState):
        ask(market.buyer, deal.offer)
    page = browser(market.buyer).get(reverse("listing", args=[deal.offer_id]))
    assert pairs.SECRET in text(page)
    assert {one.ground for one in Reading.objects.all()} == {f"deal:{deal.pk}"}


def test_who_may_not_ask_and_what_is_wrong_changes_nothing(market: Market) -> None:
    listing, shown = hidden(market.office), factories.achievement(market.office)
    unverified = factories.member(
        factories.organisation(Organisation.Kind.ENTERPRISE, verified_at=None),
        Duty.ENTERPRISE_MEMBER,
    )
    for by, of, error in [
        (market.researcher, listing, (NotPermitted, WrongState)),
        (unverified, listing, NotPermitted),
        (factories.user(), listing, NotPermitted),
        (market.buyer, shown, WrongState),
        (market.buyer, factories.need(market.stranger, publish=False), NotFound),
    ]:
        with refused(error):
            ask(by, of)
    for wrong, field in [({"purpose": " "}, "purpose"), ({"days": 400}, "days")]:
        with refused(ValidationError) as found:
            ask(market.buyer, listing, **wrong)
        assert list(found.value.message_dict) == [field]
    with refused(Stale):
        access_ask(
            actor=actor(market.buyer), listing_id=listing.pk, purpose="x", days=30, version="1"
        )
    assert not AccessRequest.objects.exists()


@pytest.mark.django_db
def test_by_the_api(market: Market) -> None:
    listing = hidden(market.office)
    asker, owner = APIClient(), APIClient()
    asker.force_login(market.buyer)
    owner.force_login(market.office)
    address = "/api/v1/access-requests/"
    body = {"listing": listing.pk, "purpose": "评估", "days": 90}
    made = [asker.post(address, body) for _n in range(3)]
    assert {(one.status_code, one.json()["id"]) for one in made} == {(201, made[0].json()["id"])}
    one = f"{address}{made[0].json()['id']}/"
    stale = owner.post(f"{one}grant/", {}, headers={"if-match": '"7"'})
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:tiqiao:problem:stale")
    before = Event.objects.count()
    assert owner.post(f"{one}grant/", {}).status_code == 428
    assert Event.objects.count() == before
    granted = owner.post(f"{one}grant/", {}, headers={"if-match": made[0]["ETag"]})
    assert (granted.status_code, granted.json()["state"]) == (200, "granted")
    assert SECRET in asker.get(f"/api/v1/achievements/{listing.pk}/").content.decode()
    readings = f"{address}readings/?listing={listing.pk}"
    assert [row["place"] for row in owner.get(readings).json()["results"]] == ["api"]
    assert asker.get(readings).status_code == 403
