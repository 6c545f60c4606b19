"""Beyond mail: robots of chat services, and browsers by web push; both off until configured.

A robot is one of a few services whose hosts are fixed, and a push service one of those that browsers
come with: what people give can lead nowhere else, neither to a file nor into a private network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.utils import timezone

from .contracts import Entry
from .deciding import Drop
from .models import Posting, Target
from .setup import SETUP

Channel = Posting.Channel


@dataclass(frozen=True, slots=True)
class Service:
    """A chat service: how its robots' addresses begin, and what Apprise calls it."""

    name: str
    prefix: str
    scheme: str


SERVICES = {
    service.name: service
    for service in (
        Service("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=", "wecombot"),
        Service("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=", "dingtalk"),
        Service("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/", "feishu"),
        Service("lark", "https://open.larksuite.com/open-apis/bot/v2/hook/", "lark"),
    )
}
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,200}")
# Hosts of the browsers' own push services; a dot before means any below.
_PUSH_HOSTS = (
    "fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com",
    ".notify.windows.com",
)  # fmt: skip
# Names and signs that every reader of addresses takes alike: a backslash ends the host for some.
_HOST = re.compile(r"[A-Za-z0-9.-]+(:443)?")
_REST = re.compile(r"[!-\[\]-~]*")
MOST = 10  # targets of one holder


def robot_add(holder: str, *, address: str, label: str) -> Target:
    """Take a robot by the address that its service shows. Raises ValueError for any other address, for a
    service that is not offered, and beyond MOST."""
    for name in SETUP.robots:
        service = SERVICES[name]
        token = address.strip().removeprefix(service.prefix)
        if address.strip().startswith(service.prefix) and _TOKEN.fullmatch(token):
            return _add(holder, Channel.ROBOT, name, token, label)
    raise ValueError("no address of a robot of an offered service")


def push_add(holder: str, *, subscription: Mapping[str, Any], label: str) -> Target:
    """Take a browser's subscription. Raises ValueError for one that leads to no push service."""
    endpoint, keys = subscription.get("endpoint"), subscription.get("keys")
    if not (isinstance(endpoint, str) and isinstance(keys, dict) and len(endpoint) < 1000):
        raise ValueError("no subscription")
    host, address = _push_address(endpoint)
    held = {name: str(keys.get(name, ""))[:200] for name in ("p256dh", "auth")}
    if not SETUP.push_key:
        raise ValueError("no push service of a browser")
    content = json.dumps({"endpoint": address, "keys": held}, sort_keys=True)
    return _add(holder, Channel.PUSH, host, content, label)


def _push_address(endpoint: str) -> tuple[str, str]:
    """The host of a push service and the address there, put together anew. Raises ValueError."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    known = any(host.endswith(end) if end[0] == "." else host == end for end in _PUSH_HOSTS)
    plain = _HOST.fullmatch(parts.netloc) and _REST.fullmatch(f"{parts.path}?{parts.query}")
    if parts.scheme != "https" or not known or not plain:
        raise ValueError("no push service of a browser")
    return host, urlunsplit(("https", host, parts.path, parts.query, ""))


def _add(holder: str, channel: str, service: str, secret: str, label: str) -> Target:
    mine = Target.objects.filter(holder=holder)
    held = mine.filter(channel=channel, secret=secret).first()
    if held is not None:
        return held
    if mine.count() >= MOST:
        raise ValueError("enough of them")
    return Target.objects.create(
        holder=holder, channel=channel, service=service, secret=secret, label=label[:60]
    )


def targets_of(holder: str) -> list[Target]:
    """A holder's robots and browsers, oldest first."""
    return list(Target.objects.filter(holder=holder).order_by("pk"))


def target_remove(holder: str, target_id: int) -> bool:
    """Forget one of a holder's; whether there was one."""
    return bool(Target.objects.filter(holder=holder, pk=target_id).delete()[0])


def targets_by_holder(holders: Iterable[str]) -> dict[str, list[Target]]:
    """Those that are not refused, by holder; nothing is read where nothing is offered."""
    found: dict[str, list[Target]] = {}
    if SETUP.robots or SETUP.push_key:
        rows = Target.objects.filter(holder__in=set(holders), refused_at__isnull=True)
        for target in rows.order_by("pk"):
            found.setdefault(target.holder, []).append(target)
    return found


def send(target_id: int, entry: Entry) -> None:
    """Say an entry there. To a group, whose chat others may read, no more than of what kind it is.

    Raises Drop where the target is gone, OSError where its service did not take it.
    """
    target = Target.objects.filter(pk=target_id, refused_at__isnull=True).first()
    if target is None:
        raise Drop("gone")
    said = entry.kind_words if target.holder.startswith("group:") else entry.sentence
    if target.channel == Channel.ROBOT:
        robot_say(target, said, f"{SETUP.site}{entry.url}")
    else:
        _push(target, said, entry.url)


def robot_say(target: Target, said: str, address: str) -> None:
    """Let a robot say something. Raises ConnectionError where its service did not take it."""
    from apprise import Apprise

    robot = Apprise()
    robot.add(f"{SERVICES[target.service].scheme}://{target.secret}?redirect=no")
    if not robot.notify(body=f"{said}\n{address}"):
        raise ConnectionError(f"{target.service} did not take it")


def _push(target: Target, said: str, url: str) -> None:
    from pywebpush import WebPushException, webpush
    from requests import Session

    subscription = json.loads(target.secret)
    try:
        _host, subscription["endpoint"] = _push_address(subscription["endpoint"])
    except ValueError as error:
        target.delete()
        raise Drop("gone") from error
    # A push service answers; it sends nobody elsewhere.
    session = Session()
    session.max_redirects = 0
    try:
        webpush(
            subscription,
            json.dumps({"title": said, "url": url}),
            vapid_private_key=SETUP.push_key,
            vapid_claims={"sub": SETUP.push_contact},
            ttl=24 * 3600,
            timeout=10,
            requests_session=session,
        )
    except WebPushException as error:
        if error.response is not None and error.response.status_code in (404, 410):
            target.delete()
            raise Drop("gone") from error
        raise ConnectionError(str(error)) from error


def target_refused(target_id: int) -> None:
    """Say nothing more there: it failed too often. Its holder sees that on the page of preferences."""
    Target.objects.filter(pk=target_id).update(refused_at=timezone.now())


def push_public_key() -> str:
    """What browsers subscribe with; empty where push is off."""
    if not SETUP.push_key:
        return ""
    from base64 import urlsafe_b64encode

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid

    key = Vapid.from_string(SETUP.push_key).public_key
    raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).decode().rstrip("=")
