"""The inbox by the JSON API."""

from __future__ import annotations

from rest_framework.test import APIClient

from backend.accounts.notices import VERIFIED
from backend.core.notices import notice_send
from tests.factories import Market, actor

INBOX = "/api/v1/inbox/"


def test_reading_one_s_own_notices(market: Market) -> None:
    for number in range(3):
        notice_send(
            VERIFIED,
            readers=[actor(market.buyer)],
            about=market.enterprise.pk,
            key=f"event:{number}",
        )
    client, other = APIClient(), APIClient()
    client.force_login(market.buyer)
    other.force_login(market.stranger)
    rows = client.get(INBOX).json()
    name = market.enterprise.name
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    assert {(r["kind"], r["importance"], r["sentence"], r["url"], r["unread"]) for r in rows} == {
        ("organisation_verified", "result", f"{name}已通过核验，草稿可以发布了", "/desk/", True)
    }
    assert [r["id"] for r in client.get(f"{INBOX}?after_id={rows[1]['id']}").json()] == [
        rows[0]["id"]
    ]
    assert client.get(f"{INBOX}unread/").json() == {"unread": 3}
    assert other.get(INBOX).json() == []
    other.post(f"{INBOX}read/", {"ids": [rows[0]["id"]]})
    assert client.get(f"{INBOX}unread/").json() == {"unread": 3}
    assert client.post(f"{INBOX}read/", {"ids": [rows[0]["id"]]}).json() == {"unread": 2}
    assert client.post(f"{INBOX}read/", {"ids": None}).json() == {"unread": 0}
    for query in ("limit=0", "limit=10000", "after_id=x", "before_id=-1"):
        assert client.get(f"{INBOX}?{query}").status_code == 400
    assert APIClient().get(INBOX).status_code == 403
