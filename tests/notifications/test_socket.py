"""The socket: whose it is, what it says, how it ends. Through the application that is served."""

import asyncio
import json
from importlib import import_module
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from notifications import facade
from notifications.consumers import MOST, SIGNED_OUT, TOO_LARGE
from notifications.contracts import Message

pytestmark = pytest.mark.django_db(transaction=True)

OURS = b"http://localhost"
PATIENCE = 30  # seconds: a busy machine decides nothing here


@pytest.fixture
def user() -> Any:
    return get_user_model().objects.create_user("reader@example.com", "a-password-1", name="Reader")


def signed_in(user: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


class Socket(ApplicationCommunicator):
    """A page's side of the socket (channels' own one needs daphne)."""

    async def receive_output(self, timeout: float = PATIENCE) -> Any:
        return await super().receive_output(timeout)

    async def wait(self, timeout: float = PATIENCE) -> None:
        await super().wait(timeout)

    async def connect(self) -> bool:
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output())["type"] == "websocket.accept"

    async def hears(self) -> dict[str, Any]:
        said = await self.receive_output()
        assert said["type"] == "websocket.send", said
        heard: dict[str, Any] = json.loads(said["text"])
        return heard

    async def says(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def is_closed(self) -> bool:
        said = await self.receive_output()
        return (said["type"], said.get("code")) == ("websocket.close", SIGNED_OUT)

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait()


def socket(client: Client | None = None, *, origin: bytes | None = OURS) -> Socket:
    from backend.config.asgi import application

    headers = [(b"host", b"localhost")]
    if origin is not None:
        headers.append((b"origin", origin))
    if client is not None:
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        headers.append((b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode()))
    scope = {"type": "websocket", "path": "/ws/inbox/", "headers": headers, "query_string": b""}
    return Socket(application, scope)


async def deliver(user: Any, key: str) -> None:
    """In a thread, as reactions are run."""
    await database_sync_to_async(facade.deliver, thread_sensitive=False)(
        messages={user.pk: Message()}, kind="deal_opened", payload={"deal": 1}, key=key
    )


async def test_a_visitor_is_refused():
    assert not await socket().connect()


@pytest.mark.parametrize("origin", [None, b"https://elsewhere.example", b"null"])
async def test_another_origin_or_none_is_refused(user, origin):
    client = await sync_to_async(signed_in)(user)
    assert not await socket(client, origin=origin).connect()


async def test_one_person_holds_only_so_many_sockets(user):
    client = await sync_to_async(signed_in)(user)
    pages = [socket(client) for _ in range(MOST)]
    for page in pages:
        assert await page.connect()
    assert not await socket(client).connect()
    await pages[0].leave()
    again = socket(client)
    assert await again.connect()
    for page in (*pages[1:], again):
        await page.leave()


async def test_an_open_page_hears_of_a_delivery_as_id_and_count_alone(user):
    client = await sync_to_async(signed_in)(user)
    page = socket(client)
    assert await page.connect()
    assert await page.hears() == {"type": "arrived", "id": 0, "unread": 0}
    await deliver(user, "event:1")
    newest = await sync_to_async(facade.newest_id)(user.pk)
    assert await page.hears() == {"type": "arrived", "id": newest, "unread": 1}
    await page.leave()


async def test_reading_on_one_page_changes_the_count_of_another(user):
    await deliver(user, "event:1")
    client = await sync_to_async(signed_in)(user)
    page = socket(client)
    await page.connect()
    assert (await page.hears())["unread"] == 1
    await sync_to_async(facade.mark_read)(user.pk, None)
    assert (await page.hears())["unread"] == 0
    await page.leave()


async def test_nobody_hears_of_anothers_notices(user):
    other = await sync_to_async(get_user_model().objects.create_user)(
        "other@example.com", "a-password-1", name="Other"
    )
    page = socket(await sync_to_async(signed_in)(user))
    await page.connect()
    await page.hears()
    await deliver(other, "event:1")
    await deliver(user, "event:2")
    mine = await sync_to_async(facade.newest_id)(user.pk)
    assert await page.hears() == {"type": "arrived", "id": mine, "unread": 1}
    await page.leave()


async def test_after_a_lost_connection_the_page_asks_what_it_missed(user):
    await deliver(user, "event:1")
    seen = await sync_to_async(facade.newest_id)(user.pk)
    await deliver(user, "event:2")
    page = socket(await sync_to_async(signed_in)(user))
    await page.connect()
    first = await page.hears()
    await page.says(json.dumps({"since": seen}))
    again = await page.hears()
    assert first == again
    assert again["id"] > seen
    for _ in range(5):
        await page.says(json.dumps({"since": -1}))
    await deliver(user, "event:3")
    assert (await page.hears())["unread"] == 3, "asked without a pause it answers no more"
    await page.leave()


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '"since"', '{"since": "1"}', '{"x": 1}', "9" * 5000]
)
async def test_what_makes_no_sense_is_passed_over(user, said):
    page = socket(await sync_to_async(signed_in)(user))
    await page.connect()
    await page.hears()
    await page.says(said)
    await deliver(user, "event:1")
    assert (await page.hears())["unread"] == 1, "the socket lives on"
    await page.leave()


async def test_a_sign_out_closes_the_sockets_of_that_session_alone(user):
    here, there = await sync_to_async(signed_in)(user), await sync_to_async(signed_in)(user)
    page, elsewhere = socket(here), socket(there)
    for opened in (page, elsewhere):
        await opened.connect()
        await opened.hears()
    await sync_to_async(here.logout)()
    assert await page.is_closed()
    await deliver(user, "event:1")
    assert (await elsewhere.hears())["unread"] == 1
    await elsewhere.leave()


async def test_a_session_that_ended_without_a_signal_closes_at_the_next_look(user):
    client = await sync_to_async(signed_in)(user)
    page = socket(client)
    await page.connect()
    await page.hears()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    await sync_to_async(store(client.session.session_key).delete)()
    await page.says(json.dumps({"since": 0}))
    assert await page.is_closed()


async def test_a_changed_password_closes_the_sockets_of_old_sessions(user):
    page = socket(await sync_to_async(signed_in)(user))
    await page.connect()
    await page.hears()
    user.set_password("another-password-2")
    await sync_to_async(user.save)()
    await deliver(user, "event:1")
    assert await page.is_closed()


async def test_a_flood_closes_the_socket(user):
    for said in ({"text": "9" * 10_000_000}, {"bytes": b"9" * 10_000_000}):
        page = socket(await sync_to_async(signed_in)(user))
        await page.connect()
        await page.hears()
        await page.send_input({"type": "websocket.receive", **said})
        closed = await page.receive_output()
        assert (closed["type"], closed["code"]) == ("websocket.close", TOO_LARGE)


async def test_a_page_that_does_not_hear_is_dropped(user, monkeypatch):
    monkeypatch.setattr("notifications.consumers.SLOW", 0.01)
    page = socket(await sync_to_async(signed_in)(user))
    await page.connect()
    await page.hears()

    async def stuck(*args: Any, **kwargs: Any) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr("notifications.consumers.InboxConsumer.send", stuck)
    await deliver(user, "event:1")
    assert (await page.receive_output())["type"] == "websocket.close"
