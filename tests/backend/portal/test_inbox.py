"""The inbox as people use it: from the event to the sentence, the link and the reading."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from backend.accounts.models import Membership
from backend.accounts.selectors import actors_of
from backend.catalog.selectors import people_of_listing
from backend.catalog.services import listing_close, listing_withdraw
from backend.core.notices import notice_send
from backend.pairings.models import Pairing
from backend.pairings.notices import PROPOSED
from notifications import facade as notifications
from notifications.contracts import Message
from notifications.models import NoticeRow
from tests import factories
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
    assert "“A new pairing”: you can no longer see what this notice was about." in page
    assert pairing.need.title not in page
    assert pairing.offer.title not in page


def test_what_the_other_side_withdrew_shows_no_title(market: Market) -> None:
    pairing = proposed(market)
    listing_withdraw(actor=actor(market.researcher), listing_id=pairing.offer_id)
    page = text(browser(market.buyer).get(INBOX))
    assert pairing.offer.title not in page
    assert "Withdrawn listing" in page


def test_what_was_solved_is_neither_new_nor_praised(market: Market, drain: Any) -> None:
    pairing = proposed(market)
    assert notifications.unread_count(market.researcher.pk) == 1
    listing_close(actor=actor(market.buyer), listing_id=pairing.need_id, reason="solved_elsewhere")
    drain()
    client = browser(market.researcher)
    page = text(client.get(INBOX))
    assert "A new pairing, no longer open: solved" in page
    assert "Need closed as solved" in page
    assert "fits very well" not in page
    assert notifications.unread_count(market.researcher.pk) == 0
    own = text(client.get(reverse("listing_pairings", args=[pairing.offer_id])))
    assert "1 pairing no longer open" in own
    assert "Fits very well" not in own


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
    assert first.count('class="entry wrapping unread"') == 30
    oldest = notifications.inbox(market.buyer.pk)[29].id
    assert f"?before={oldest}" in first
    assert text(client.get(INBOX, {"before": oldest})).count('class="entry wrapping unread"') == 1


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


def proposed_again(first: Pairing, market: Market) -> Pairing:
    """Another pairing of the same need, told as well."""
    offer = factories.achievement(market.researcher, title="另一种散热材料")
    pairing = Pairing.objects.get(pk=first.pk)
    pairing.pk, pairing.offer, pairing._state.adding = None, offer, True
    pairing.save()
    people = people_of_listing(pairing.need)
    notice_send(PROPOSED, readers=actors_of(people), about=pairing.pk, key=f"pairing:{pairing.pk}")
    return pairing


def test_matches_of_a_listing_are_one_row_and_the_best_arrives_first(market: Market) -> None:
    first = proposed(market)
    NoticeRow.objects.filter(recipient=market.buyer.pk).update(weight=0.1)
    second = proposed_again(first, market)
    client = browser(market.buyer)
    page = text(client.get(INBOX))
    assert f"2 new pairings for {first.need.title}" in page
    assert page.index(second.offer.title) < page.index(first.offer.title)
    assert page.count('class="entry wrapping unread"') == 1
    group = notifications.inbox(market.buyer.pk)[0].group
    assert text(client.get(INBOX, {"group": group})).count('class="entry wrapping unread"') == 2
    bar = text(client.get(ARRIVALS, {"after": 0}))
    assert 'data-new-of="pairings"' in bar
    assert "2 new: show them" in bar
    assert bar.index(second.offer.title) < bar.index(first.offer.title)
    assert client.get("/inbox/state/").json() == {
        "id": notifications.newest_id(market.buyer.pk),
        "unread": 2,
    }


def test_the_inbox_is_narrowed_marked_put_away_and_taken_back(market: Market) -> None:
    pairing = proposed(market)
    client = browser(market.buyer)
    marked = client.post(reverse("inbox_read"), follow=True)
    assert "Take back" in text(marked)
    at = marked.context["undo"].isoformat()
    assert pairing.offer.title not in text(client.get(INBOX, {"show": "unread"}))
    for wrong in ("", "x", "2026-02-31T00:00:00Z", "2026-01-01T00:00:00"):
        assert client.post(reverse("inbox_take_back"), {"at": wrong}).status_code == 302
    assert notifications.unread_count(market.buyer.pk) == 0
    browser(market.office).post(reverse("inbox_take_back"), {"at": at})
    assert notifications.unread_count(market.buyer.pk) == 0
    client.post(reverse("inbox_take_back"), {"at": at})
    assert notifications.unread_count(market.buyer.pk) == 1
    client.post(reverse("inbox_archive"), {"id": notifications.newest_id(market.buyer.pk)})
    assert pairing.offer.title not in text(client.get(INBOX))
    assert "Nothing was put away yet." not in text(client.get(INBOX, {"show": "archived"}))
    assert "Nothing was put away yet." in text(
        browser(market.office).get(INBOX, {"show": "archived"})
    )
    assert pairing.offer.title in text(client.get(INBOX, {"show": "archived"}))
    assert pairing.offer.title not in text(
        client.get(INBOX, {"show": "archived", "topic": "talks"})
    )
    assert notifications.unread_count(market.buyer.pk) == 0


def test_the_inbox_says_what_was_done(market: Market) -> None:
    proposed(market)
    client = browser(market.buyer)
    for path, told in (("/inbox/read/", "Marked as read."), ("/inbox/archive/", "Archived.")):
        assert told in text(client.post(path, follow=True))
