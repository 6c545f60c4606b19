"""Organisations' systems are told of what happens: signed, repeated, and of nothing hidden."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from collections import Counter
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from backend.core.errors import NotFound
from backend.webhooks import services
from backend.webhooks.models import Attempt, Endpoint, Message, Occurrence
from backend.webhooks.services import sending
from backend.webhooks.signing import signatures
from backend.webhooks.web import stream
from notifications import facade as notifications
from tests import factories
from tests.backend.webhooks.targets import target
from tests.browsers import browser, text
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loopback(settings) -> None:
    settings.OUTGOING_LOOPBACK = True


def endpoint(market: Market, url: str, **changes) -> Endpoint:
    return services.endpoint_add(
        actor=actor(market.office), organisation_id=market.university.pk, url=url, **changes
    )


def verified(secret: str, asked: tuple[dict[str, str], bytes]) -> bool:
    """As a receiver checks it."""
    headers, body = asked
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body.decode()}".encode()
    key = b64decode(secret.removeprefix("whsec_"))
    wanted = b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{wanted}" in headers["webhook-signature"].split()


def test_the_standards_own_example():
    told = signatures(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        '{"test": 2432232314}',
    )
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_told_thinly_signed_and_once(market: Market, drain, django_capture_on_commit_callbacks):
    with target() as heard, target() as other:
        made = endpoint(market, heard.url, kinds=["listing.published"])
        services.endpoint_add(
            actor=actor(market.buyer), organisation_id=market.enterprise.pk, url=other.url
        )
        offer = factories.achievement(market.researcher, disclosure="confidential")
        factories.achievement(market.researcher, publish=False)
        drain()
        assert len(heard.asked) == 1
        assert not other.asked
        body = json.loads(heard.asked[0][1])
        assert body["type"] == "listing.published"
        assert body["data"]["id"] == offer.pk
        assert offer.title not in heard.asked[0][1].decode()
        assert verified(made.secret, heard.asked[0])
        rotated = services.secret_rotate(actor=actor(market.office), endpoint_id=made.pk)
        services.test_send(actor=actor(market.office), endpoint_id=made.pk)
        services.messages_send()
        assert verified(made.secret, heard.asked[1])
        assert verified(rotated.secret, heard.asked[1])
        Endpoint.objects.update(old_secret_until=timezone.now())
        message = Message.objects.get(endpoint=made, kind="listing.published")
        services.message_resend(actor=actor(market.office), message_id=message.pk)
        services.messages_send()
        assert heard.asked[2][1] == heard.asked[0][1]
        assert heard.asked[2][0]["webhook-id"] == heard.asked[0][0]["webhook-id"]
        assert not verified(made.secret, heard.asked[2])
        assert [row.by_hand for row in message.tries.order_by("pk")] == [False, True]


def test_three_days_down_loses_nothing_and_ten_attempts_take_75_hours(
    market: Market, drain, monkeypatch
):
    monkeypatch.setattr("backend.webhooks.services.sending.JITTER", 0)
    with target(status=503) as heard:
        made = endpoint(market, heard.url)
        factories.achievement(market.researcher)
        drain()
        message = Message.objects.get()
        passed = timedelta()
        while message.due_at is not None:
            pause = message.due_at - timezone.now()
            if passed + pause > timedelta(hours=72):
                break
            passed += pause
            # As if the clock had moved on.
            Message.objects.update(due_at=timezone.now())
            services.messages_send()
            message.refresh_from_db()
        assert message.state == Message.State.WAITING
        assert message.attempts == 9
        heard.status = 200
        Message.objects.update(due_at=timezone.now())
        services.messages_send()
        message.refresh_from_db()
        assert message.state == Message.State.DELIVERED
        assert len({headers["webhook-id"] for headers, _ in heard.asked}) == 1
        made.refresh_from_db()
        assert made.failures == 0
        assert made.failing_since is None
    drain()
    kinds = [notice.kind for notice in notifications.inbox(market.office.pk, limit=20)]
    assert kinds.count("webhook_failing") == 1
    assert sum(sending.PAUSES) / 3600 == pytest.approx(75.6, abs=0.1)


@pytest.mark.parametrize(
    ("answers", "due"),
    [({"status": 302, "headers": {"location": "http://127.0.0.1/"}}, 6), ({"status": 500}, 6),
     ({"status": 429, "headers": {"retry-after": "600"}}, 600)],
)  # fmt: skip
def test_what_counts_as_failed(market: Market, answers, due):
    with target(**answers) as heard, target() as led:
        if answers["status"] == 302:
            heard.headers["location"] = led.url
        made = endpoint(market, heard.url)
        services.test_send(actor=actor(market.office), endpoint_id=made.pk)
        services.messages_send()
        assert not led.asked
    message = Message.objects.get()
    assert message.state == Message.State.WAITING
    assert message.attempts == 1
    assert message.due_at is not None
    assert abs((message.due_at - timezone.now()).total_seconds() - due) < 30
    assert Attempt.objects.get().status == answers["status"]


def test_gone_switches_off_and_what_waits_goes_out_later(market: Market, drain):
    with target(status=410) as heard:
        made = endpoint(market, heard.url)
        factories.achievement(market.researcher)
        drain()
        made.refresh_from_db()
        assert made.disabled_why == Endpoint.Why.GONE
        kinds = [notice.kind for notice in notifications.inbox(market.office.pk, limit=20)]
        assert "webhook_disabled" in kinds
        Message.objects.update(due_at=timezone.now())
        assert services.messages_send() == 0
        heard.status = 200
        services.endpoint_enable(actor=actor(market.office), endpoint_id=made.pk)
        services.messages_send()
        assert Message.objects.get().state == Message.State.DELIVERED


@pytest.mark.usefixtures("english")
def test_pages_api_and_strangers(market: Market, drain):
    office, stranger = browser(market.office), browser(market.buyer)
    page = reverse("webhooks", args=[market.university.pk])
    assert page in office.get(reverse("members", args=[market.university.pk])).content.decode()
    refused = office.post(page, {"url": "https://10.0.0.1/"})
    assert refused.status_code == 422
    assert "private network" in refused.content.decode()
    for client in (stranger, browser(market.researcher)):
        assert client.get(page).status_code == 404
        assert client.post(page, {"url": "https://example.org/"}).status_code == 404
    assert not Endpoint.objects.exists()
    with target() as heard:
        assert office.post(page, {"url": heard.url, "kinds": ["deal.opened"]}).status_code == 302
        made = Endpoint.objects.get()
        assert office.post(reverse("webhook_act", args=[made.pk, "test"])).status_code == 302
        shown = office.get(reverse("webhook", args=[made.pk])).content.decode()
        assert "webhook.test" in shown
        assert "Delivered" in shown
        assert stranger.get(reverse("webhook", args=[made.pk])).status_code == 404
        message = Message.objects.get()
        assert stranger.post(reverse("webhook_resend", args=[message.pk])).status_code == 404
        assert len(heard.asked) == 1
    api = "/api/v1/webhooks/"
    body = {"url": "https://example.org/hook", "kinds": ["listing.published"]}
    added = office.post(api, body, "application/json")
    assert added.status_code == 201
    assert added.json()["secret"].startswith("whsec_")
    wrong = office.post(api, {"url": "https://192.168.0.1/"}, "application/json")
    assert wrong.status_code == 400
    assert "url" in wrong.json()["errors"]
    one = f"{api}{added.json()['id']}/"
    assert office.post(f"{one}disable/").json()["active"] is False
    assert stranger.get(one).status_code == 404
    assert office.delete(one).status_code == 204
    offer = factories.achievement(market.researcher)
    drain()
    events = office.get("/api/v1/events/").json()
    assert events[-1]["data"]["id"] == offer.pk
    assert office.get(f"/api/v1/events/?after={events[-1]['id']}").json() == []
    assert office.get("/api/v1/events/?after=x").status_code == 400
    assert browser(market.researcher).get("/api/v1/events/").status_code == 404
    assert Occurrence.objects.filter(organisation=market.enterprise).count() == 0
    with pytest.raises(NotFound):
        services.endpoint_disable(actor=actor(market.buyer), endpoint_id=made.pk)


def test_events_as_they_come(market: Market, drain, settings, monkeypatch):
    settings.EVENT_STREAM_SECONDS = 0.2
    offer = factories.achievement(market.researcher)
    drain()
    office = browser(market.office)
    from asgiref.sync import async_to_sync

    async def read(response) -> str:
        return "".join([part.decode() async for part in response.streaming_content])

    assert browser(market.researcher).get("/api/v1/events/stream/").status_code == 404
    assert browser(None).get("/api/v1/events/stream/").status_code == 403
    told = async_to_sync(read)(office.get("/api/v1/events/stream/?after=0"))
    assert "event: listing.published" in told
    assert f'"id":{offer.pk}' in told
    last = Occurrence.objects.latest("pk").pk
    again = office.get("/api/v1/events/stream/", headers={"Last-Event-ID": str(last)})
    assert "event:" not in async_to_sync(read)(again)
    assert office.head("/api/v1/events/stream/").status_code == 405
    for _ in range(stream.EACH + 1):  # nobody waits for what was asked
        assert office.get("/api/v1/events/stream/").status_code == 200

    left = [office.get("/api/v1/events/stream/?after=0") for _ in range(stream.EACH)]
    monkeypatch.setattr(stream, "_open", Counter({market.office.pk: stream.EACH}))
    assert office.get("/api/v1/events/stream/").status_code == 429
    assert async_to_sync(read)(left[0]) == ""
    monkeypatch.setattr(stream, "_open", Counter())
    office.logout()
    assert async_to_sync(read)(left[1]) == "retry: 2000\n\n", "a session that ended hears no more"
    assert not stream._open


def test_events_are_named_in_the_readers_language_beside_their_codes(market: Market):
    for language, words in (("en", "A listing is published"), ("zh-hans", "供需信息发布")):
        page = text(
            browser(market.office, language).get(reverse("webhooks", args=[market.university.pk]))
        )
        assert f"{words} <code>listing.published</code>" in page
    assert "用途" in page
