"""A proxy before Elasticsearch that delays, cuts, garbles, loses and halves what passes."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

DELAY = 0.5  # seconds
FAULTS = ("delay", "cut", "garble", "lose", "half")


class Proxy(ThreadingHTTPServer):
    """Passes requests to ``target``; ``share`` of them meet a fault of ``faults``, by chance."""

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        place = urlsplit(target)
        self.target = (place.hostname or "127.0.0.1", place.port or 9200)
        self.faults: tuple[str, ...] = ()
        self.share = 0.0
        self.done: dict[str, int] = dict.fromkeys(FAULTS, 0)
        self._chance = random.Random(6)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def faulty(self, *faults: str, share: float) -> Iterator[None]:
        """Faults while the block runs."""
        self.faults, self.share = faults, share
        try:
            yield
        finally:
            self.faults, self.share = (), 0.0

    def fault(self) -> str:
        """What happens to the next request; empty for nothing."""
        if not self.faults or self._chance.random() >= self.share:
            return ""
        return self._chance.choice(self.faults)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what this is for."""


@contextmanager
def running(target: str) -> Iterator[Proxy]:
    """A proxy in a thread of this process."""
    with Proxy(target) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = self.server.fault()
        is_bulk = urlsplit(self.path).path.endswith("/_bulk")
        if fault == "half" and not is_bulk:
            fault = ""
        if fault:
            self.server.done[fault] += 1
        if fault == "delay":
            time.sleep(DELAY)
        kept, left_out = _halved(body) if fault == "half" else (body, [])
        try:
            status, headers, answer = self._ask(kept)
        except (OSError, http.client.HTTPException):
            self.close_connection = True  # the server is away, and so are we
            return
        if left_out:
            answer = _with_refused(answer, left_out)
        self._answer(status, headers, answer, fault)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(*self.server.target, timeout=60)
        try:
            headers = {k: v for k, v in self.headers.items() if k.lower() != "content-length"}
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def _answer(
        self, status: int, headers: list[tuple[str, str]], answer: bytes, fault: str
    ) -> None:
        if fault == "lose":
            # The server did it; nobody hears of it.
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        if fault == "garble":
            answer = bytes(byte ^ 0x2A for byte in answer)
        if fault == "cut":
            answer = answer[: len(answer) // 2]
            self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the faults are counted."""


def _halved(body: bytes) -> tuple[bytes, list[dict[str, Any]]]:
    """Every second action of a bulk body, and the heads of those left out."""
    lines = body.split(b"\n")
    pairs = list(zip(lines[0::2], lines[1::2], strict=False))
    kept = [line for pair in pairs[0::2] for line in pair]
    return b"\n".join(kept) + b"\n", [json.loads(head) for head, _source in pairs[1::2]]


def _with_refused(answer: bytes, left_out: list[dict[str, Any]]) -> bytes:
    """The server's answer with the actions it never saw as refused for want of a shard."""
    told = json.loads(answer)
    error = {"type": "unavailable_shards_exception", "reason": "primary shard is not active"}
    mine = list(told["items"])
    merged = []
    for head in left_out:
        if mine:
            merged.append(mine.pop(0))
        (action, meta), *_ = head.items()
        refused = {"_index": meta["_index"], "_id": meta["_id"], "status": 503, "error": error}
        merged.append({action: refused})
    return json.dumps(told | {"errors": True, "items": [*merged, *mine]}).encode()
