"""Searches are kept, and what is published from then on is held against all of them."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.accounts.models import Duty
from backend.catalog.models import Listing
from backend.catalog.services import listing_revise
from backend.catalog.values import values_of
from backend.core.errors import NotFound
from backend.discovery.releases import release_in_force
from backend.discovery.selectors import listing_answers
from backend.following import services
from backend.following.models import Question, SavedSearch, SearchFind
from backend.following.notices import FOUND
from backend.following.selectors.answering import questions_kept
from notifications import facade as notifications
from tests import factories
from tests.browsers import browser
from tests.factories import Market, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

ONCE = SavedSearch.Frequency.ONCE


def saved(by, text="", **changes) -> SavedSearch:
    return services.search_save(actor=actor(by), name=text or "filters", text=text, **changes)


def told(person) -> list[str]:
    return [notice.kind for notice in notifications.inbox(person.pk, limit=50)]


def test_equals_running_every_search(market: Market, drain):
    """What was picked and asked is what asking each search of each listing finds."""
    texts = ["石墨烯散热膜", "graphene film", "废水处理", "机密烧结", "高导热 柔性", '"柔性石墨烯"']
    people = [market.buyer, market.stranger, market.broker]
    for person, text in product(people, texts):
        saved(person, text)
    saved(market.stranger, kind="achievement")
    saved(market.stranger, kind="need")
    saved(market.buyer, "膜", kind="achievement", everything=True)
    saved(market.stranger, "散热", filters={"trl": "5"})
    listings = [
        factories.achievement(market.researcher, title="柔性石墨烯散热膜", trl=5),
        factories.achievement(
            market.researcher,
            title="一种新工艺",
            abstract="采用机密烧结。",
            disclosure="confidential",
        ),
        factories.achievement(market.colleague, title="Flexible graphene film for heat"),
        factories.need(market.buyer, title="印染废水处理"),
    ]
    drain()
    kept = questions_kept(release_in_force().encoder_version)
    expected = set()
    for search, listing in product(SavedSearch.objects.select_related("question"), listings):
        reader = actor(search.user)
        vector = kept.vector(search.question_id)
        if reader.belongs_to(listing.owner_id):
            continue  # one's own is no find
        if listing_answers(search.search, listing.pk, reader.audience, vector):
            expected.add((search.pk, listing.pk))
    found = set(SearchFind.objects.values_list("search_id", "listing_id"))
    assert found == expected
    assert len(found) > 10
    hidden = [pk for pk, _ in found if SavedSearch.objects.get(pk=pk).question.text == "机密烧结"]
    assert not hidden, "what is confidential is found by nobody who may not read it"


def test_told_once_as_often_as_chosen(market: Market, drain):
    saved(market.buyer, "石墨烯散热膜", frequency=ONCE)
    saved(market.stranger, "石墨烯散热膜")
    off = saved(market.broker, "石墨烯散热膜", frequency=SavedSearch.Frequency.OFF)
    offer = factories.achievement(market.researcher, title="柔性石墨烯散热膜")
    drain()
    for person, count in ((market.buyer, 1), (market.stranger, 1), (market.broker, 0)):
        assert told(person).count("search_found") == count
    assert off.finds.count() == 1
    listing_revise(
        actor=actor(market.researcher),
        listing_id=offer.pk,
        expected_revision=offer.revision,
        values=values_of(Listing.objects.get(pk=offer.pk)),
    )
    drain()
    assert told(market.buyer).count("search_found") == 1
    chosen = {find.search.user_id: FOUND.frequency_of(find) for find in SearchFind.objects.all()}
    assert chosen[market.buyer.pk] == "once"
    assert chosen[market.stranger.pk] == "daily"


@pytest.mark.usefixtures("english")
def test_pages_from_search_to_find_feed_and_forgetting(market: Market, drain):
    client = browser(market.buyer)
    query = {"q": "石墨烯散热膜", "kind": "achievement"}
    assert "Save this search" in client.get(reverse("search"), query).content.decode()
    address = f"{reverse('search_save')}?q=石墨烯散热膜&kind=achievement"
    assert client.get(address).status_code == 200
    done = client.post(address, {"name": "films", "frequency": "once"})
    search = SavedSearch.objects.get()
    assert done.headers["Location"] == reverse("saved_search", args=[search.pk])
    again = client.post(address, {"name": "other", "frequency": "daily"})
    assert again.status_code == 422
    assert "as “films”" in again.content.decode()
    factories.achievement(market.researcher, title="柔性石墨烯散热膜")
    factories.need(market.stranger, title="柔性石墨烯散热膜")
    drain()
    for name, args in (("saved_search", [search.pk]), ("desk", []), ("inbox", [])):
        assert "柔性石墨烯散热膜" in client.get(reverse(name, args=args)).content.decode(), name
    assert "1 found since" in client.get(reverse("following")).content.decode()
    feed = reverse("search_feed", args=[search.secret])
    stranger = browser(None)
    assert stranger.get(feed).content.decode().count("<entry>") == 1
    client.post(reverse("feed_renew", args=[search.pk]))
    assert stranger.get(feed).status_code == 404
    others = browser(market.stranger)
    for name in ("saved_search", "feed_renew", "search_forget"):
        assert others.post(reverse(name, args=[search.pk])).status_code == 404
    assert SavedSearch.objects.filter(name="films").exists()
    client.post(reverse("search_forget", args=[search.pk]))
    assert not SearchFind.objects.exists()
    assert not Question.objects.exists()


def test_what_is_refused_leaves_nothing(market: Market, monkeypatch):
    for text in ("", "石" * 201):
        with pytest.raises(ValidationError):
            saved(market.buyer, text)
    with pytest.raises(ValidationError):
        services.search_save(actor=actor(market.buyer), name=" ", text="膜")
    assert not Question.objects.exists()
    search = saved(market.buyer, "石墨烯")
    with pytest.raises(NotFound):
        services.search_change(actor=actor(market.stranger), search_id=search.pk, name="mine")
    search.refresh_from_db()
    assert search.name == "石墨烯"
    monkeypatch.setattr("backend.following.services.saving.MOST", 1)
    client = browser(market.buyer)
    body = {"name": "second", "q": "散热"}
    assert client.post("/api/v1/saved-searches/", body, "application/json").status_code == 409
    assert SavedSearch.objects.count() == Question.objects.count() == 1


def test_api(market: Market, drain):
    client = browser(market.buyer)
    address = "/api/v1/saved-searches/"
    made = client.post(
        address, {"name": "films", "q": "石墨烯", "trl": 5}, "application/json"
    ).json()
    assert made["query"] == "q=%E7%9F%B3%E5%A2%A8%E7%83%AF&trl=5"
    assert made["found"] == 0
    one = f"{address}{made['id']}/"
    wrong = client.post(address, {"name": "x", "kind": "house"}, "application/json")
    assert wrong.status_code == 400
    assert "kind" in wrong.json()["errors"]
    changed = client.patch(one, {"frequency": "off"}, "application/json").json()
    assert changed["frequency"] == "off"
    offer = factories.achievement(market.researcher, title="石墨烯散热膜", trl=5)
    drain()
    assert [found["listing"] for found in client.get(f"{one}finds/").json()] == [offer.pk]
    assert browser(market.stranger).get(one).status_code == 404
    assert client.delete(one).status_code == 204
    assert client.get(address).json()["results"] == []
    assert client.post("/api/v1/follows/", {}, "application/json").status_code == 400
    followed = client.post("/api/v1/follows/", {"listing": offer.pk}, "application/json")
    assert followed.status_code == 201
    assert client.delete(f"/api/v1/follows/{followed.json()['id']}/").status_code == 204


def test_a_member_of_nothing_keeps_searches_too(db, drain):
    person = factories.user()
    saved(person, "石墨烯散热膜", frequency=ONCE)
    owner = factories.member(factories.organisation("university"), Duty.RESEARCHER)
    factories.achievement(owner, title="石墨烯散热膜")
    drain()
    assert told(person) == ["search_found"]
