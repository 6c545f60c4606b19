"""Mail of business as people get it: over a real connection, read, followed, ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from anymail.signals import AnymailTrackingEvent
from django.conf import settings as product
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Membership, User
from backend.core.notices import kinds_by_topic
from backend.pairings.services import pairing_accept
from backend.portal.notifying import mail_tracked
from notifications import facade as notifications
from notifications.contracts import Frequency
from notifications.models import Posting
from notifications.setup import SETUP
from tests.backend.pairings import pairs
from tests.backend.portal.notices import proposed, told
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.mail_server import Kept

pytestmark = pytest.mark.usefixtures("english")
PREFERENCES = "/inbox/preferences/"


def post(kept: Kept, **after: int) -> dict[str, EmailMessage]:
    """What goes out by then, by recipient."""
    kept.messages.clear()
    now = timezone.now() + timedelta(**(after or {"minutes": 3}))
    notifications.digests_make(now=now)
    notifications.post_due(now=now)
    return {to[0]: message for to, message in kept.messages}


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body(preferencelist=(kind,))
    assert found is not None
    content: str = found.get_content()
    return content


def test_what_waits_is_mailed_followed_and_ended(
    market: Market, drain: Callable[[], int], kept: Kept
) -> None:
    pairing = pairs.pairing(market)
    drain()
    User.objects.filter(pk=market.office.pk).update(language="en")
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    drain()
    assert post(kept, seconds=30) == {}, "it may still be read on the page"
    sent = post(kept)
    assert set(sent) == {market.office.email, market.researcher.email}
    message = sent[market.office.email]
    assert message["Subject"] == f"{market.enterprise.name} accepted and waits for your answer"
    assert "等您答复" in sent[market.researcher.email]["Subject"]
    page = product.PUBLIC_URL + reverse("pairing", args=[pairing.pk])
    for kind in ("plain", "html"):
        body = part(message, kind)
        assert pairing.need.title in body
        assert page in body
        assert "The other side accepts a pairing" in body
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = urlsplit(message["List-Unsubscribe"].strip(" <>")).path

    assert browser().get(link).status_code == 200, "a scanner looks"
    assert browser(market.buyer).post(link).status_code == 403, "another uses it"
    person = f"person:{market.office.pk}"
    assert notifications.preferences_of(person) == {}
    for _time in range(2):
        one_click = browser().post(link, {"List-Unsubscribe": "One-Click"})
        assert one_click.status_code == 200
    assert notifications.preferences_of(person) == {("pairing_accepted", ""): Frequency.OFF}
    assert browser().get(link[:-3] + "x/").status_code == 404


def test_a_person_gets_one_mail_a_day_about_matches(market: Market, kept: Kept) -> None:
    first, second = proposed(market), proposed(market)
    assert post(kept) == {}
    sent = post(kept, days=1)
    message = sent[market.buyer.email]
    assert len(kept.messages) == len(sent) == 3
    for pairing in (first, second):
        assert reverse("pairing", args=[pairing.pk]) in part(message, "html")
    assert "关键表述互相对应" in part(message, "plain"), "the reason"
    found = re.search(r"/inbox/digests/\d+/", part(message, "plain"))
    assert found is not None
    assert first.offer.title in text(browser(market.buyer).get(found[0]))
    assert browser(market.researcher).get(found[0]).status_code == 404
    assert post(kept, days=2) == {}


def test_what_is_only_worth_a_look_is_never_mailed(market: Market, kept: Kept) -> None:
    pairing = pairs.pairing(market)
    type(pairing).objects.filter(pk=pairing.pk).update(level="possible")
    proposed(market)
    assert set(Posting.objects.values_list("frequency", flat=True)) <= {"daily", "off"}


def test_who_left_or_read_it_gets_no_mail(
    market: Market, drain: Callable[[], int], kept: Kept
) -> None:
    pairing = pairs.pairing(market)
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    drain()
    notifications.mark_read(market.office.pk, None)
    Membership.objects.filter(user=market.researcher).update(active=False)
    assert post(kept) == {}


def test_an_address_that_refuses_is_told_in_the_inbox(
    market: Market, drain: Callable[[], int], kept: Kept
) -> None:
    kept.unknown.add(market.office.email)
    pairing = pairs.pairing(market)
    pairing_accept(actor=actor(market.buyer), pairing_id=pairing.pk, expected_revision=1)
    drain()
    assert set(post(kept)) == {market.researcher.email}
    assert market.office.email in told(market.office)[0].sentence
    mail_tracked(AnymailTrackingEvent(event_type="opened", recipient=market.researcher.email))
    assert notifications.habits_of(market.researcher.pk).refused_address == ""
    gone = AnymailTrackingEvent(event_type="complained", recipient=market.researcher.email.upper())
    for _time in range(2):
        mail_tracked(gone)
    assert market.researcher.email in told(market.researcher)[0].sentence
    client = browser(market.office)
    assert market.office.email in text(client.get(PREFERENCES))
    client.post(reverse("mail_again"))
    assert "came back" not in text(client.get(PREFERENCES))


def test_preferences_are_chosen_on_one_page_made_of_all_kinds(market: Market) -> None:
    client = browser(market.buyer)
    page = text(client.get(PREFERENCES))
    for topic, kinds in kinds_by_topic():
        assert f'name="{topic.name}.*"' in page
        for kind in kinds if len(kinds) > 1 else ():
            assert not kind.label or f'name="{kind.name}"' in page, kind.name
    assert (
        client.post(PREFERENCES, {"pairings.*": "hourly", "deal_ended": "off"}).status_code == 302
    )
    mine = f"person:{market.buyer.pk}"
    assert notifications.preferences_of(mine) == {
        ("pairings.*", ""): "hourly",
        ("deal_ended", ""): "off",
    }
    client.post(PREFERENCES, {"pairings.*": ""})
    assert notifications.preferences_of(mine) == {}
    assert client.post(PREFERENCES, {"pairings.*": "never"}).status_code == 200
    own = f"organisation:{market.enterprise.pk}"
    client.post(f"{PREFERENCES}?scope={own}", {"pairings.*": "weekly"})
    assert notifications.preferences_of(mine) == {("pairings.*", own): "weekly"}
    for wrong in (
        f"organisation:{market.university.pk}",
        "listing:0",
        "listing:x",
        "x",
        "listing:" + "9" * 30,
    ):
        assert client.get(PREFERENCES, {"scope": wrong}).status_code == 404
        assert client.post(f"{PREFERENCES}?scope={wrong}", {"pairings.*": "off"}).status_code == 404
    assert len(notifications.preferences_of(mine)) == 1


def test_preferences_by_the_api(market: Market) -> None:
    client, api = browser(market.buyer), "/api/v1/preferences/"
    mine = notifications.person_holder(market.buyer.pk)
    kinds = {row["kind"]: row for row in client.get(api).json()}
    assert kinds["pairings.*"]["frequency"] is None
    assert "daily" in kinds["pairings.*"]["usual"]
    for wrong in ({"choices": {"x": "off"}}, {"choices": {"pairings.*": "never"}}, {"choices": {}}):
        assert client.post(api, wrong, "application/json").status_code == 400
    other = f"{api}?scope=organisation:{market.university.pk}"
    assert (
        client.post(other, {"choices": {"pairings.*": "off"}}, "application/json").status_code
        == 404
    )
    assert notifications.preferences_of(mine) == {}
    sent = client.post(api, {"choices": {"pairings.*": "weekly"}}, "application/json")
    assert {row["kind"]: row["frequency"] for row in sent.json()}["pairings.*"] == "weekly"
    client.post(api, {"choices": {"pairings.*": None}}, "application/json")
    assert notifications.preferences_of(mine) == {}
    habits = client.get(f"{api}habits/").json()
    half = habits | {"quiet_from": "22:00"}
    assert client.put(f"{api}habits/", half, "application/json").status_code == 400
    whole = half | {"quiet_until": "07:00", "digest_hour": 9}
    assert client.put(f"{api}habits/", whole, "application/json").status_code == 200
    assert notifications.habits_of(market.buyer.pk).digest_hour == 9
    assert browser().get(api).status_code in {401, 403}


def test_quiet_hours_need_both_ends(market: Market) -> None:
    client, url = browser(market.buyer), reverse("preference_habits")
    given = {"zone": "Asia/Shanghai", "digest_hour": "7", "quiet_from": "22:00"}
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert "Give both, or none" in text(refused)
    assert notifications.habits_of(market.buyer.pk).pk is None
    assert client.post(url, given | {"quiet_until": "25:00"}).status_code == 422
    assert client.post(url, given | {"zone": "Mars/Base"}).status_code == 422
    assert client.post(url, given | {"quiet_until": "07:00"}).status_code == 302
    assert notifications.habits_of(market.buyer.pk).digest_hour == 7


def test_who_manages_members_chooses_for_those_who_chose_nothing(market: Market) -> None:
    url = reverse("preference_defaults", args=[market.university.pk])
    assert browser(market.researcher).post(url, {"pairings.*": "off"}).status_code == 403
    assert browser(market.buyer).get(url).status_code == 404
    browser(market.office).post(url, {"pairings.*": "weekly"})
    proposed(market)
    rows = Posting.objects.filter(person=market.researcher.pk)
    assert [row.frequency for row in rows] == ["weekly"]
    assert [row.frequency for row in Posting.objects.filter(person=market.buyer.pk)] == ["daily"]


def test_robots_are_offered_where_the_settings_say_so(
    market: Market, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, add = browser(market.office), reverse("robot_add")
    assert "Address of a robot" not in text(client.get(PREFERENCES))
    settings.ROBOTS = ["wecom"]
    monkeypatch.setattr(SETUP, "robots", ("wecom",))
    assert "Address of a robot" in text(client.get(PREFERENCES))
    refused = client.post(add, {"address": "https://127.0.0.1/"}, follow=True)
    assert "no address of a robot" in text(refused)
    good = {
        "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789",
        "label": "群",
    }
    client.post(add, good)
    own = reverse("robot_add", args=[market.university.pk])
    assert browser(market.researcher).post(own, good).status_code == 403
    client.post(own, good)
    (mine,) = notifications.targets_of(f"person:{market.office.pk}")
    (ours,) = notifications.targets_of(f"group:{market.university.pk}")
    page = text(client.get(PREFERENCES))
    assert "群" in page
    assert "0123456789" not in page
    assert browser(market.buyer).post(reverse("target_change", args=[mine.pk])).status_code == 404
    assert client.post(reverse("target_change", args=[ours.pk])).status_code == 404
    said: list[str] = []
    monkeypatch.setattr("apprise.Apprise.notify", lambda robot, body: said.append(body) or True)
    client.post(reverse("target_change", args=[mine.pk]), {"act": "try"})
    assert len(said) == 1
    client.post(reverse("target_change", args=[mine.pk]), {"act": "remove"})
    assert notifications.targets_of(f"person:{market.office.pk}") == []
    push = {"content_type": "application/json"}
    for wrong in ("", "[]", '{"endpoint": "https://127.0.0.1/"}'):
        assert client.post(reverse("push_subscribe"), wrong, **push).status_code == 400
    assert client.get("/push-worker.js").status_code == 404
