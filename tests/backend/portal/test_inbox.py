"""The inbox as people use it: from the event to the sentence, the link and the reading."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backend.accounts.models import Membership
from backend.catalog.services import listing_withdraw
from notifications import facade as notifications
from notifications.contracts import Message
from tests.backend.portal.notices import proposed
from tests.browsers import browser, text
from tests.factories import Market, actor

INBOX, ARRIVALS = "/inbox/", "/inbox/arrivals/"


def test_a_visitor_has_no_inbox(db: None) -> None:
    for path in (INBOX, ARRIVALS, "/inbox/1/"):
        assert browser().get(path).status_code == 302


def test_an_empty_inbox_leads_on(market: Market) -> None:
    assert "/desk/" in text(browser(market.buyer).get(INBOX))


def test_each_side_reads_both_titles_level_and_reason(market: Market) -> None:
    pairing = proposed(market)
    for person in (market.buyer, market.researcher, market.office):
        page = text(browser(person).get(INBOX))
        assert pairing.need.title in page
        assert pairing.offer.title in page
        assert "New pairing: fits very well" in page
        assert "What is offered answers what is asked" in page


def test_a_notice_is_written_in_its_readers_language(market: Market) -> None:
    proposed(market)
    page = text(browser(market.buyer, "zh-hans").get(INBOX))
    assert "新匹配：很合适" in page


def test_opening_a_notice_marks_it_and_goes_there(market: Market) -> None:
    pairing = proposed(market)
    (notice,) = notifications.inbox(market.buyer.pk)
    response = browser(market.buyer).get(reverse("notice", args=[notice.id]))
    assert response["Location"] == reverse("pairing", args=[pairing.pk])
    assert notifications.unread_count(market.buyer.pk) == 0
    assert notifications.unread_count(market.office.pk) == 1


def test_anothers_notice_cannot_be_opened(market: Market) -> None:
    proposed(market)
    (notice,) = notifications.inbox(market.buyer.pk)
    assert browser(market.office).get(reverse("notice", args=[notice.id])).status_code == 404
    assert notifications.unread_count(market.buyer.pk) == 1


def test_all_are_marked_by_one_button(market: Market) -> None:
    proposed(market)
    client = browser(market.buyer)
    assert reverse("inbox_read") in text(client.get(INBOX))
    client.post(reverse("inbox_read"))
    assert notifications.unread_count(market.buyer.pk) == 0
    assert reverse("inbox_read") not in text(client.get(INBOX))


def test_only_those_named_are_marked_and_a_wrong_name_marks_none(market: Market) -> None:
    proposed(market)
    proposed(market)
    client, url = browser(market.buyer), reverse("inbox_read")
    for wrong in ("x", "-1", "1.5", "１", "", "9" * 30):
        assert client.post(url, {"id": wrong}).status_code == 400
    client.post(url, {"id": 2**63 - 1})  # an id, of nobody's notice
    assert notifications.unread_count(market.buyer.pk) == 2
    client.post(url, {"id": notifications.newest_id(market.buyer.pk)})
    assert notifications.unread_count(market.buyer.pk) == 1


def test_marking_needs_a_post(market: Market) -> None:
    proposed(market)
    assert browser(market.buyer).get(reverse("inbox_read")).status_code == 405
    assert notifications.unread_count(market.buyer.pk) == 1


def test_who_left_the_organisation_reads_no_more(market: Market) -> None:
    pairing = proposed(market)
    Membership.objects.filter(user=market.buyer).update(active=False)
    page = text(browser(market.buyer).get(INBOX))
    assert "Something you can no longer see." in page
    assert pairing.need.title not in page
    assert pairing.offer.title not in page


def test_what_the_other_side_withdrew_shows_no_title(market: Market) -> None:
    pairing = proposed(market)
    listing_withdraw(actor=actor(market.researcher), listing_id=pairing.offer_id)
    page = text(browser(market.buyer).get(INBOX))
    assert pairing.offer.title not in page
    assert "Withdrawn listing" in page


def test_arrivals_are_what_came_after_and_is_unread(market: Market) -> None:
    before = notifications.newest_id(market.office.pk)
    proposed(market)
    client = browser(market.office)
    bar = text(client.get(ARRIVALS, {"after": before}))
    assert "1 new" in bar
    assert "What is offered answers what is asked" in bar
    newest = notifications.newest_id(market.office.pk)
    assert text(client.get(ARRIVALS, {"after": newest})).strip() == ""
    notifications.mark_read(market.office.pk, None)
    assert text(client.get(ARRIVALS, {"after": before})).strip() == ""


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 40, "１"])
def test_arrivals_after_nonsense_are_no_error(market: Market, after: str) -> None:
    assert browser(market.buyer).get(ARRIVALS, {"after": after}).status_code == 200
    assert browser(market.buyer).get(INBOX, {"before": after}).status_code == 200


def test_older_notices_are_a_page_away(market: Market) -> None:
    for number in range(31):
        notifications.deliver(
            messages={market.buyer.pk: Message()}, kind="unknown", payload={}, key=f"event:{number}"
        )
    client = browser(market.buyer)
    first = text(client.get(INBOX))
    assert first.count('class="entry unread"') == 30
    oldest = notifications.inbox(market.buyer.pk)[29].id
    assert f"?before={oldest}" in first
    assert text(client.get(INBOX, {"before": oldest})).count('class="entry unread"') == 1


def test_a_page_that_was_open_reads_what_was_told_of_it(market: Market) -> None:
    pairing = proposed(market)
    client, page = browser(market.buyer), reverse("pairing", args=[pairing.pk])
    assert 'hx-post="/inbox/seen/"' in text(client.get(page))
    for other in ("", "/", "/pairings/0/", "x" * 300):
        assert client.post("/inbox/seen/", {"page": other}).status_code == 204
    assert notifications.unread_count(market.buyer.pk) == 1
    assert client.get("/inbox/seen/").status_code == 405
    client.post("/inbox/seen/", {"page": page})
    assert notifications.unread_count(market.buyer.pk) == 0
    assert notifications.unread_count(market.researcher.pk) == 1
    assert "/inbox/seen/" not in text(client.get(page))
