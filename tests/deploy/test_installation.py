"""The host way of deploy/README.md, run as its units say: over TLS, with workers that live."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from deploy.local.application import free_port
from deploy.local.installation import installed
from deploy.local.servers import running_servers
from tests import SERVERS
from tests.product import own_database

from .releases import PATIENCE, status


@pytest.mark.servers
@pytest.mark.nightly
def test_an_installation_answers_over_tls_and_its_workers_live(tmp_path: Path) -> None:
    with running_servers(SERVERS) as addresses:
        servers = addresses | {
            "DATABASE_URL": own_database(addresses["DATABASE_URL"], f"host_{free_port()}"),
            "REDIS_URL": f"{addresses['REDIS_URL'].removesuffix('/0')}/3",
            "ELASTICSEARCH_PREFIX": f"host_{free_port()}",
        }
        with installed(tmp_path, servers, free_port()) as found:
            code, headers, page = found.get("/")
            assert (code, "题桥" in page) == (200, True)
            assert "max-age" in headers["Strict-Transport-Security"]
            assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
            assert "Secure" in found.get("/accounts/login/")[1]["Set-Cookie"]
            for within in ("/readyz", "/livez", "/metrics"):
                assert found.get(within)[0] == 404, within  # not for those outside
            assert status(f"{found.web}/readyz") == 200
            assert _metrics(found.web) == 200
            _alive(tmp_path, ("worker", "matching"))


def _metrics(web: str) -> int:
    headers = {"Authorization": "Bearer figures", "Host": "localhost", "X-Forwarded-Proto": "https"}
    try:
        request = urllib.request.Request(f"{web}/metrics", headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def _alive(folder: Path, roles: tuple[str, ...]) -> None:
    """Each touches its file: what the image's health check and the chart's probe look at."""
    until = time.monotonic() + PATIENCE
    while missing := [role for role in roles if not (folder / f"{role}.alive").exists()]:
        assert time.monotonic() < until, missing
        time.sleep(1)
