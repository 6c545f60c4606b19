"""The product as its people meet it: publish → push over a real socket, and pages."""

from __future__ import annotations

import http.cookiejar
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import django
from websockets.sync.client import ClientConnection, connect

from deploy.local.application import ROOT
from tests.product import Product, running_product

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from backend.portal.demo.people import PASSWORD, sign_ins  # noqa: E402

PUBLISHES = 40


class Window:
    """A signed-in person's browser, without a browser."""

    def __init__(self, product: Product, email: str) -> None:
        self.address = product.address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.get("/accounts/login/")
        self._send(
            "/accounts/login/",
            urllib.parse.urlencode({"login": email, "password": PASSWORD}).encode(),
            "application/x-www-form-urlencoded",
        )

    def get(self, path: str) -> bytes:
        """A page."""
        with self.opener.open(self.address + path) as response:
            page: bytes = response.read()
        return page

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """A call of the API."""
        found = self._send(path, json.dumps(body).encode(), "application/json")
        answer: dict[str, Any] = json.loads(found)
        return answer

    def cookie_header(self) -> str:
        """What a socket's handshake carries."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def _send(self, path: str, data: bytes, content_type: str) -> bytes:
        token = next(c.value for c in self.cookies if c.name == "csrftoken")
        request = urllib.request.Request(
            self.address + path,
            data,
            {"Content-Type": content_type, "X-CSRFToken": token or "", "Referer": self.address},
        )
        with self.opener.open(request) as response:
            found: bytes = response.read()
        return found


def run() -> dict[str, Any]:
    """Milliseconds from a publish's request to the other side's socket, and each page's cost."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with running_product(
            data, servers=False, seed=("seed_demo",), MODEL_THREADS="0"
        ) as product:
            figures = {"publish to push": _pushes(product), "pages": _pages(product)}
    return figures


def _pushes(product: Product) -> dict[str, Any]:
    emails = {account.duty: account.email for account in sign_ins()}
    enterprise = Window(product, emails["enterprise_member"])
    researcher = Window(product, emails["researcher"])
    socket = product.address.replace("http", "ws", 1) + "/ws/inbox/"
    headers = {"Cookie": researcher.cookie_header()}
    saved, pushed = [], []
    with connect(socket, origin=product.address, additional_headers=headers) as inbox:
        newest = _arrived(inbox, after=-1)  # what the inbox held when the page was opened
        for number in range(PUBLISHES + 1):
            draft = enterprise.post("/api/v1/needs/", _need(number))
            began = time.perf_counter()
            enterprise.post(f"/api/v1/needs/{draft['id']}/publish/", {})
            answered = time.perf_counter()
            newest = _arrived(inbox, after=newest)
            arrived = time.perf_counter()
            if number:  # the first one also waits for the encoder to load
                saved.append((answered - began) * 1000)
                pushed.append((arrived - began) * 1000)
    return {
        "publishes": PUBLISHES,
        "answer p50 ms": statistics.median(saved),
        "push p50 ms": statistics.median(pushed),
        # Inclusive: the other method extrapolates beyond the slowest of so few.
        "push p95 ms": statistics.quantiles(pushed, n=20, method="inclusive")[-1],
        "push slowest ms": max(pushed),
        "push over answer, p50": statistics.median(pushed) / statistics.median(saved),
    }


def _arrived(inbox: ClientConnection, *, after: int) -> int:
    """Wait for a notice newer than ``after``; return the newest notice's id."""
    while True:
        message = json.loads(inbox.recv(timeout=120))
        if message["type"] == "arrived" and message["id"] > after:
            newest: int = message["id"]
            return newest


def _need(number: int) -> dict[str, Any]:
    return {
        "title": f"折叠屏手机用高导热柔性石墨烯散热膜（第 {number} 批）",
        "summary": "人工石墨片在弯折区易断裂，求面内导热系数 1200 W/(m·K) 以上的柔性散热膜。",
        "language": "zh",
        "technology_field": "new_materials",
        "indicators": [
            {"name": "面内导热系数", "comparator": ">=", "value": "1200", "unit": "W/(m·K)"}
        ],
    }


def _pages(product: Product) -> dict[str, Any]:
    counted = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.page_queries"],
        cwd=ROOT,
        env=product.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(counted.stdout.splitlines()[-1])
    return found
