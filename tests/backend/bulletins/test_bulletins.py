"""A bulletin of a chain: begun with what is new, written, published once, told to its followers."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Duty
from backend.bulletins import selectors, services
from backend.bulletins.models import Issue, Item
from backend.bulletins.selectors import items_of
from backend.catalog.models import Listing
from backend.catalog.services import listing_withdraw
from backend.core.dispatcher import deliver_due
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from backend.following.models import Follow
from backend.following.services import follow_begin
from notifications import facade as notifications
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(market: Market):
    office = factories.organisation("government", unit_kind="science")
    return factories.member(office, Duty.REGIONAL_OFFICER, name="Officer")


def told(person) -> list[str]:
    return [notice.kind for notice in notifications.inbox(person.pk, limit=50)]


@pytest.mark.usefixtures("english")
def test_from_what_is_new_to_who_follows_the_chain(market: Market, officer):
    page = browser(market.buyer).post(
        reverse("chain_follow"), {"chain": "02", "next": "/bulletins/"}
    )
    assert page.headers["location"] == "/bulletins/"
    follow_begin(actor=actor(market.stranger), chain="01")
    need = factories.need(market.buyer, title="弯管防腐", chain="02M0101")
    offer = factories.achievement(market.researcher, title="管道内涂层", chain="02M01")
    gone = factories.achievement(market.researcher, title="将撤回的成果", chain="02")
    factories.achievement(market.researcher, title="别的链", chain="01")
    factories.need(market.buyer, title="保密需求", chain="02", disclosure="confidential")
    deliver_due(queues=frozenset({"default"}))
    assert told(market.buyer).count("followed_chain_published") == 2, "not of one's own"
    assert "followed_chain_published" in told(market.stranger)

    client = browser(officer)
    sent = {"chain": "02", "title": "管道快报", "about": "链上动态"}
    assert client.post(reverse("bulletin_new"), sent).status_code == 302
    again = client.post(reverse("bulletin_new"), sent)
    assert (again.status_code, "begin an issue there" in text(again)) == (422, True)
    assert browser(market.buyer).get(reverse("bulletin_new")).status_code == 403
    bulletin = services.Bulletin.objects.get()
    begun = client.post(reverse("issue_begin", args=[bulletin.pk]))
    issue = Issue.objects.get()
    assert begun.headers["location"] == reverse("issue_edit", args=[issue.pk])
    assert [item.listing_id for item in items_of(issue)] == [need.pk, gone.pk, offer.pk]
    for refusal, act in (
        (WrongState, lambda: services.issue_begin(actor=actor(officer), bulletin_id=bulletin.pk)),
        (WrongState, lambda: services.issue_publish(actor=actor(officer), issue_id=issue.pk)),
        (NotFound, lambda: services.issue_publish(actor=actor(market.buyer), issue_id=issue.pk)),
        (NotPermitted, lambda: services.issue_begin(
            actor=actor(market.buyer), bulletin_id=bulletin.pk)),
    ):  # fmt: skip
        with refused(refusal):
            act()
    for wrong in ([offer.pk, 10**6], [factories.achievement(market.researcher).pk]):
        with refused(ValidationError):
            services.issue_write(
                actor=actor(officer), issue_id=issue.pk, title="x", words="", listing_ids=wrong
            )
    edited = client.post(
        reverse("issue_edit", args=[issue.pk]),
        {"title": "看点", "words": "编者按", "listings": [need.pk, gone.pk], "revision": 1},
    )
    assert edited.status_code == 302
    with refused(Stale):
        services.issue_write(
            actor=actor(officer), issue_id=issue.pk, title="y", words="", listing_ids=[],
            expected_revision=1,
        )  # fmt: skip
    assert Client().get(reverse("issue", args=[issue.pk])).status_code == 404
    listing_withdraw(actor=actor(market.researcher), listing_id=gone.pk)
    client.post(reverse("issue_act", args=[issue.pk, "publish"]), {"revision": 2})
    issue.refresh_from_db()
    assert issue.state == Issue.State.PUBLISHED
    listing_withdraw(actor=actor(market.buyer), listing_id=need.pk)
    deliver_due(queues=frozenset({"default"}))
    shown = text(Client().get(reverse("issue", args=[issue.pk])))
    assert "弯管防腐" in shown, "what it said stays said"
    assert "将撤回的成果" not in shown
    pdf = Client().get(reverse("issue_pdf", args=[issue.pk]))
    assert pdf.content.startswith(b"%PDF")
    assert told(market.buyer).count("issue_published") == 1
    assert "issue_published" not in told(market.stranger)
    assert "第 1 期" in text(Client().get(reverse("bulletins")))
    following = services.issue_begin(actor=actor(officer), bulletin_id=bulletin.pk)
    assert set(Item.objects.filter(issue=following).values_list("listing", flat=True)) == {offer.pk}
    with refused(WrongState):
        services.issue_write(
            actor=actor(officer), issue_id=issue.pk, title="z", words="", listing_ids=[]
        )


def test_a_draft_tells_nothing_that_is_no_longer_for_everybody(market: Market, officer):
    values = services.BulletinValues(chain="02", title="x", about="x")
    bulletin = services.bulletin_open(actor=actor(officer), values=values)
    need = factories.need(market.buyer, title="弯管防腐", chain="02")
    issue = services.issue_begin(actor=actor(officer), bulletin_id=bulletin.pk)
    services.issue_write(
        actor=actor(officer), issue_id=issue.pk, title="x", words="", listing_ids=[need.pk]
    )
    page = reverse("issue", args=[issue.pk])
    assert "弯管防腐" in text(browser(officer).get(page))
    listing_withdraw(actor=actor(market.buyer), listing_id=need.pk)
    Listing.objects.filter(pk=need.pk).update(title="改后的题目")  # rewritten for oneself
    shown = text(browser(officer).get(page))
    assert "改后的题目" not in shown
    assert "弯管防腐" not in shown
    with refused(WrongState):
        services.issue_publish(actor=actor(officer), issue_id=issue.pk)
    issue.refresh_from_db()
    assert (issue.state, issue.items.count()) == (Issue.State.DRAFT, 1)


def test_news_push_nothing_out_of_a_draft(market: Market, officer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(selectors, "MOST", 1)
    values = services.BulletinValues(chain="02", title="x", about="x")
    bulletin = services.bulletin_open(actor=actor(officer), values=values)
    old = factories.need(market.buyer, title="先前选定的需求", chain="02")
    issue = services.issue_begin(actor=actor(officer), bulletin_id=bulletin.pk)
    new = factories.need(market.buyer, title="后来发布的需求", chain="02")
    page = reverse("issue_edit", args=[issue.pk])
    shown = text(browser(officer).get(page))
    assert "先前选定的需求" in shown
    assert "后来发布的需求" in shown
    sent = {"title": "看点", "words": "", "listings": [old.pk, new.pk], "revision": 1}
    assert browser(officer).post(page, sent).status_code == 302
    assert {item.listing_id for item in items_of(issue)} == {old.pk, new.pk}
    assert Event.objects.filter(name="issue.written", subject_id=issue.pk).count() == 1


def test_only_chains_that_there_are_are_followed(market: Market):
    client = browser(market.buyer)
    for code in ("99", "", "02X", "0"):
        assert client.post(reverse("chain_follow"), {"chain": code}).status_code == 404
    assert not Follow.objects.exists()
    assert client.post("/api/v1/follows/", {"chain": "02"}, "application/json").status_code == 201
    assert client.post("/api/v1/follows/", {"chain": "99"}, "application/json").status_code == 404
    assert "Pipe equipment" in text(client.get(reverse("following")))
    ended = client.post(
        reverse("follow_end", args=[Follow.objects.get().pk]), {"next": "//elsewhere.example"}
    )
    assert ended.headers["location"] == reverse("following")
    assert not Follow.objects.exists()
