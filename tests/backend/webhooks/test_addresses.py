"""Addresses that are asked from here: public ones alone, and no longer than their time."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from backend.core.outgoing import Refused, Unanswered, post, validate_target
from backend.webhooks import services
from backend.webhooks.models import Attempt, Endpoint
from tests.backend.webhooks.targets import target
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loopback(settings) -> None:
    settings.OUTGOING_LOOPBACK = True


def endpoint(market: Market, url: str, **changes) -> Endpoint:
    return services.endpoint_add(
        actor=actor(market.office), organisation_id=market.university.pk, url=url, **changes
    )


def test_silence_is_cut_off(market: Market, settings):
    settings.WEBHOOK_SECONDS = 0.3
    with target(hold=threading.Event()) as silent:
        made = endpoint(market, silent.url)
        services.test_send(actor=actor(market.office), endpoint_id=made.pk)
        services.messages_send()
        attempt = Attempt.objects.get()
        assert attempt.status is None
        assert attempt.milliseconds < 10_000
        with pytest.raises(Unanswered):
            post("http://127.0.0.1:1/", b"", {}, seconds=1)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/",
     "https://localhost/", "https://127.1/", "https://2130706433/", "https://[::ffff:10.0.0.1]/",
     "https://100.64.0.1/", "https://u:p@example.org/", "ftp://example.org/", "https://", "x" * 600,
     "https://example.org:99999/", "https://exam ple.org/", "https://224.0.0.1/",
     "https://[64:ff9b::a00:1]/", "https://[::7f00:1]/", "https://[2002:7f00:1::]/",
     "https://[2001:0:808:808::1]/", "https://[64:ff9b:1::808:808]/", "https://[::ffff:0:7f00:1]/",
     "https://[fec0::1]/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[ff0e::1]/",
     "https://[3fff::1]/", "https://[::]/", "https://127.0.0.1\\.example.org/",
     "https://example.org/\\x", "https://ex%2fample.org/"],
)  # fmt: skip
def test_no_private_address_is_asked(market: Market, settings, url):
    settings.OUTGOING_LOOPBACK = False
    if url not in ("https://127.1/",):  # a name by its form, an address by what it resolves to
        with pytest.raises(ValidationError):
            endpoint(market, url)
        assert not Endpoint.objects.exists()
    with pytest.raises((Refused, Unanswered)):
        post(url, b"", {}, seconds=2)


@pytest.mark.parametrize("peer", ["::7f00:1", "2002:a00:1::", "64:ff9b::7f00:1", "::ffff:10.0.0.1"])
def test_nor_one_that_a_name_wraps(monkeypatch, settings, peer):
    settings.OUTGOING_LOOPBACK = False
    monkeypatch.setattr(
        "backend.core.outgoing.socket.getaddrinfo", lambda *_, **__: [(10, 1, 6, "", (peer, 443))]
    )
    with pytest.raises(Refused):
        post("https://wrapping.example/", b"", {}, seconds=2)


@pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1111]", "[64:ff9b::808:808]"])
def test_public_addresses_are_taken(settings, host):
    settings.OUTGOING_LOOPBACK = False
    validate_target(f"https://{host}/")


def test_a_name_that_points_elsewhere_later_gains_nothing(monkeypatch, settings):
    """The name is asked once, and the connection goes to the address that was looked at."""
    settings.OUTGOING_LOOPBACK = False
    answers = iter(["93.184.216.34", "127.0.0.1"])
    connected = []

    def resolve(*args, **kwargs):
        return [(2, 1, 6, "", (next(answers), 443))]

    def connect(address, *args, **kwargs):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("backend.core.outgoing.socket.getaddrinfo", resolve)
    monkeypatch.setattr("backend.core.outgoing.socket.create_connection", connect)
    with pytest.raises(Unanswered):
        post("https://rebinding.example/", b"", {}, seconds=2)
    assert connected == [("93.184.216.34", 443)]
    with pytest.raises(Refused):
        post("https://rebinding.example/", b"", {}, seconds=2)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_request_ends_at_its_time_wherever_the_other_side_drips(scheme, settings):
    """In the handshake as in the answer."""
    settings.OUTGOING_LOOPBACK = True
    over = threading.Event()

    def drip(listening: socket.socket) -> None:
        peer, _address = listening.accept()
        with peer, suppress(OSError):
            peer.sendall(b"HTTP/1.1 200 OK\r\nx: " if scheme == "http" else b"\x16\x03\x03\x40\x00")
            while not over.wait(0.02):
                peer.sendall(b"a")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=[listening], daemon=True)
        thread.start()
        began = time.monotonic()
        with pytest.raises(Unanswered):
            post(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/", b"", {}, seconds=0.3)
        assert time.monotonic() - began < 5
        over.set()
        thread.join(5)
