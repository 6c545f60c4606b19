"""The inbox by the JSON API."""

from __future__ import annotations

from rest_framework.test import APIClient

from notifications import facade as notifications
from tests.factories import Market

INBOX = "/api/v1/inbox/"


def test_reading_one_s_own_notices(market: Market) -> None:
    for number in range(3):
        notifications.deliver(
            recipients=[market.buyer.pk],
            kind="pairing_proposed",
            payload={"pairing": number},
            key=f"pairing:{number}",
        )
    client, other = APIClient(), APIClient()
    client.force_login(market.buyer)
    other.force_login(market.stranger)
    rows = client.get(INBOX).json()
    assert [row["payload"]["pairing"] for row in rows] == [2, 1, 0]
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
