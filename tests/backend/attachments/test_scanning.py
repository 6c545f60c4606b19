"""Files and the virus scanner: a small server speaks the protocol of clamd, which is large itself."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from backend.attachments.services import attachment_check
from backend.catalog.models import Listing
from backend.core.errors import Unavailable
from tests.backend.attachments.adding import add
from tests.backend.attachments.samples import PDF, upload
from tests.factories import Market


class _Clamd(socketserver.BaseRequestHandler):
    """As much of clamd as INSTREAM needs; finds the word EVIL."""

    def handle(self) -> None:
        assert self._read(10) == b"zINSTREAM\0"
        data = b""
        while length := int.from_bytes(self._read(4), "big"):
            data += self._read(length)
        found = b"Evil.Word FOUND" if b"EVIL" in data else b"OK"
        self.request.sendall(b"stream: " + found + b"\0")

    def _read(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            data += self.request.recv(length - len(data))
        return data


@pytest.fixture
def clamd(settings: object) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD = f"127.0.0.1:{server.server_address[1]}"  # type: ignore[attr-defined]
        yield
        server.shutdown()


def test_a_scanner_clears_and_refuses(
    market: Market, listing: Listing, clamd: None, drain: Callable[[], int]
) -> None:
    clean = add(listing, market.researcher)
    evil = add(listing, market.researcher, upload=upload(data=PDF + b"EVIL\n%%EOF"))
    client = Client()
    client.force_login(market.researcher)
    assert clean.state == "quarantined"
    assert client.get(f"/files/{clean.pk}/", follow=True).status_code == 404
    drain()
    clean.refresh_from_db()
    evil.refresh_from_db()
    assert (clean.state, evil.state) == ("ready", "refused")
    assert client.get(f"/files/{clean.pk}/", follow=True).status_code == 200
    assert client.get(f"/files/{evil.pk}/", follow=True).status_code == 404


def test_a_scanner_that_is_down_is_waited_for(
    market: Market, listing: Listing, settings: object
) -> None:
    settings.CLAMD = "127.0.0.1:1"  # type: ignore[attr-defined]
    made = add(listing, market.researcher)
    with pytest.raises(Unavailable):
        attachment_check(attachment_id=made.pk)
    made.refresh_from_db()
    assert made.state == "quarantined"
