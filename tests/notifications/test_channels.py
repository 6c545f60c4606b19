"""Chat robots and browsers: where they may lead, what they are told, when they are told no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from py_vapid import Vapid
from pywebpush import WebPushException

from notifications import facade
from notifications.contracts import Frequency
from notifications.models import Posting, Target
from notifications.setup import SETUP

from .hosts import ANNA, BO, tell, world

pytestmark = pytest.mark.django_db
WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa"
DINGTALK = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
BROWSER = {
    "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/x",
    "keys": {"p256dh": "BNcRd", "auth": "tBHI"},
}


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What robots were let say, by their Apprise address."""
    heard: list[tuple[str, str]] = []

    class Robot:
        def add(self, address: str) -> None:
            self.address = address

        def notify(self, *, body: str) -> bool:
            heard.append((self.address, body))
            return "cdef" not in self.address

    monkeypatch.setattr("apprise.Apprise", Robot)
    with world():
        SETUP.robots, SETUP.group_scope = ("wecom", "dingtalk"), "organisation"
        vapid = Vapid()
        vapid.generate_keys()
        from base64 import urlsafe_b64encode

        number = vapid.private_key.private_numbers().private_value
        SETUP.push_key = urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")
        yield heard


def post(hours: int = 1) -> None:
    facade.post_due(now=timezone.now() + timedelta(hours=hours))


def test_a_persons_robot_hears_what_a_groups_hears_that_something_is(
    said: list[tuple[str, str]],
) -> None:
    facade.robot_add("person:11", address=WECOM, label="mine")
    facade.robot_add("person:11", address=WECOM, label="again")
    facade.robot_add("group:3", address=WECOM.replace("693a", "0000"), label="ours")
    assert Target.objects.count() == 2
    tell(ANNA, BO, key="secret title", kind="contract", scopes=("listing:7", "organisation:3"))
    tell(ANNA, key="elsewhere", scopes=("organisation:4",))
    tell(ANNA, key="gathered", frequency=Frequency.DAILY, scopes=("organisation:3",))
    post()
    by_robot = {address.partition("://")[2][:4]: body for address, body in said[:2]}
    assert [address.partition(":")[0] for address, _body in said] == ["wecombot"] * 3
    assert by_robot["693a"].startswith("secret title\nhttps://host.example/things/")
    assert {address.partition("?")[2] for address, _body in said} == {"redirect=no"}
    assert by_robot["0000"].startswith("contract\nhttps://host.example/things/"), "others read it"
    assert said[2][1].startswith("elsewhere")
    post()
    assert len(said) == 3


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "json://127.0.0.1/x", "https://127.0.0.1/", "wecombot://abcdefgh",
        "https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=abcdefgh",
        WECOM + "/../../x", WECOM + "?to=x", WECOM + "&format=x", WECOM[:-40], "", "x" * 5000,
        "https://open.feishu.cn/open-apis/bot/v2/hook/0123456789",
    ],
)  # fmt: skip
def test_no_other_address_is_a_robot(address: str) -> None:
    with pytest.raises(ValueError, match="robot"):
        facade.robot_add("person:11", address=address, label="")
    assert not Target.objects.exists()


def test_a_robot_that_fails_too_often_is_told_no_more(said: list[tuple[str, str]]) -> None:
    target = facade.robot_add("person:11", address=DINGTALK, label="")
    tell(ANNA, key="k")
    for hour in range(1, 12):
        post(hour)
    assert len(said) == 8
    target.refresh_from_db()
    assert target.refused_at is not None
    tell(ANNA, key="k2")
    assert Posting.objects.filter(channel="robot").count() == 1
    assert Posting.objects.filter(channel="mail", state="sent").count() == 1
    assert facade.target_remove("person:12", target.pk) is False
    assert facade.target_remove("person:11", target.pk) is True


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://updates.push.services.mozilla.com/x", "https://127.0.0.1/x", "https://localhost/",
        "https://fcm.googleapis.com.evil.example/x", "https://updates.push.services.mozilla.com:8443/x",
        "https://evilpush.apple.com/x", "file:///x", "", 7, None,
        "https://127.0.0.1\\.push.apple.com/x", "https://u@web.push.apple.com/x",
        "https://127.0.0.1%2f.push.apple.com/x", "https://web.push.apple.com/x\\y",
    ],
)  # fmt: skip
def test_no_other_address_is_a_browsers_push_service(endpoint: Any) -> None:
    with pytest.raises(ValueError, match=r"subscription|push"):
        facade.push_add("person:11", subscription={**BROWSER, "endpoint": endpoint}, label="")
    assert not Target.objects.exists()


def test_a_browser_is_told_and_forgotten_once_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    pushed: list[Any] = []
    gone = WebPushException("gone", response=SimpleNamespace(status_code=410, text=""))

    def push(subscription: Any, data: str, **rest: Any) -> None:
        pushed.append((subscription, json.loads(data), rest["vapid_claims"]))
        assert rest["requests_session"].max_redirects == 0
        if len(pushed) > 1:
            raise gone

    monkeypatch.setattr("pywebpush.webpush", push)
    facade.push_add("person:11", subscription=BROWSER, label="Firefox")
    ids = [tell(ANNA, key=f"k{n}")[ANNA] for n in range(2)]
    post()
    assert pushed[0][:2] == (BROWSER, {"title": "k0", "url": f"/things/{ids[0]}/"})
    assert not Target.objects.exists()
    states = Posting.objects.filter(channel="push").order_by("pk").values_list("state", "reason")
    assert list(states) == [("sent", ""), ("dropped", "gone")]
    assert len(facade.push_public_key()) == 87


def test_an_address_kept_before_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pywebpush.webpush", lambda *args, **kwargs: pytest.fail("asked"))
    kept = facade.push_add("person:11", subscription=BROWSER, label="Firefox")
    kept.secret = json.dumps({**BROWSER, "endpoint": "https://127.0.0.1\\.push.apple.com/x"})
    kept.save()
    tell(ANNA, key="k")
    post()
    assert not Target.objects.exists()
