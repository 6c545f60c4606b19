"""An upgrade under load: the last release's web against the next one's schema, then both, then the next
alone; no request fails and no event is lost.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from deploy.local.application import ROOT, environment_of, manage
from deploy.local.servers import running_servers
from tests import SERVERS
from tests.product import own_database

from .releases import PATIENCE, Release, next_release, status

PAGES = ("/", f"/search/?q={quote('轴承钢')}", "/listings/need/", "/api/v1/needs/")
TOKEN = (
    "from backend.accounts.selectors import actor_of; from backend.accounts.models import User;"
    "from backend.accounts.services import token_issue;"
    "who = actor_of(User.objects.get(email='zhou.yiming@ninghai.example'));"
    "print(token_issue(actor=who, name='load', writes=True, areas=['listings'], days=1)[1])"
)

WAITING = (
    "SELECT count(*) FROM core_delivery d JOIN core_event e ON e.id = d.event_id"
    " WHERE d.state <> 'done' AND e.name = 'listing.published'"
)
EXPANDED = "SELECT count(*) FROM catalog_listing WHERE expanded = 'next' AND id = ANY(%s)"
TOLD = "SELECT count(*) FROM core_event WHERE name = 'listing.published' AND subject_id = ANY(%s)"


class Load:
    """Readers and a writer who ask whatever web is in rotation, as behind a proxy."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.webs: list[str] = []
        self.failed: list[str] = []
        self.asked = 0
        self.published: list[int] = []
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=run) for run in (self._read, self._write)]

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """The load while the block runs."""
        for thread in self._threads:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in self._threads:
                thread.join()

    def more(self, times: int = 3) -> None:
        """Wait until so many needs more were published, whatever the machine's speed."""
        until, wanted = time.monotonic() + PATIENCE, len(self.published) + times
        while len(self.published) < wanted and not self.failed:
            assert time.monotonic() < until, "the load stands still"
            time.sleep(0.1)

    def _web(self) -> str:
        self.asked += 1
        return self.webs[self.asked % len(self.webs)]

    def _read(self) -> None:
        while not self._ended.wait(0.05):
            for page in PAGES:
                address = self._web() + page
                if (found := status(address)) != 200:
                    self.failed.append(f"{found} {address}")

    def _write(self) -> None:
        while not self._ended.wait(0.05):
            need = {"title": f"轴承钢夹杂物控制 {secrets.token_hex(4)}", "summary": "降低夹杂物。"}
            try:
                made = self._post("/api/v1/needs/", need)
                self._post(f"/api/v1/needs/{made['id']}/publish/", {})
            except OSError as error:
                self.failed.append(f"{error} while publishing")
            else:
                self.published.append(int(str(made["id"])))

    def _post(self, path: str, body: dict[str, str]) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = json.dumps(body).encode()
        request = urllib.request.Request(self._web() + path, data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return dict(json.load(answer))


@pytest.mark.servers
@pytest.mark.nightly
def test_no_request_fails_and_no_event_is_lost(tmp_path: Path) -> None:
    later = next_release(tmp_path / "next")
    with running_servers(SERVERS) as addresses:
        database = own_database(addresses["DATABASE_URL"], f"product_{secrets.token_hex(4)}")
        servers = addresses | {
            "DATABASE_URL": database,
            "REDIS_URL": f"{addresses['REDIS_URL'].removesuffix('/0')}/2",
            "ELASTICSEARCH_PREFIX": f"upgrade_{secrets.token_hex(4)}",
        }
        environment = environment_of(
            data=tmp_path / "data", servers=servers, DEMO="1", MODEL_THREADS="1"
        )
        manage(environment, "seed_demo", "--people", quiet=True)
        old = Release(ROOT, environment, tmp_path / "old.log")
        new = Release(later, environment, tmp_path / "new.log")
        try:
            load = _upgraded(old, new, _token(environment))
        finally:
            old.end()
            new.end()
        assert load.failed == [], new.log.read_text()[-4000:]
        with psycopg.connect(database) as connection:
            _told_of(connection, load.published)


def _upgraded(old: Release, new: Release, token: str) -> Load:
    load = Load(token)
    load.webs = [old.serve()]
    old.start("worker")
    old.start("matching")
    with load.lasting():
        load.more()
        arriving = new.serve()  # alive, but not yet to be asked
        assert status(f"{arriving}/readyz") == 503
        new.start("worker")
        new.start("matching")
        load.more()
        migrate = [new.home / "deploy" / "run", "manage", "migrate", "--no-input"]
        subprocess.run(migrate, env=dict(new.environment), check=True, stdout=subprocess.DEVNULL)
        load.more()  # the last release against the next one's schema
        assert status(f"{load.webs[0]}/readyz") == 200
        assert status(f"{arriving}/readyz") == 200
        load.webs = [*load.webs, arriving]
        load.more()
        load.webs = [arriving]
        load.more(1)  # what the last release was asked is answered by now
        old.end()
        load.more()
    _all_done(new)
    return load


def _all_done(new: Release) -> None:
    """Wait until the next release's workers did what there is to do."""
    until = time.monotonic() + PATIENCE
    with psycopg.connect(new.environment["TIQIAO_DATABASE_URL"], autocommit=True) as connection:
        while _count(connection, WAITING):
            assert time.monotonic() < until, new.log.read_text()[-4000:]
            time.sleep(0.5)


def _told_of(connection: psycopg.Connection, published: list[int]) -> None:
    assert len(published) > 10
    assert _count(connection, EXPANDED, published) == len(published)
    assert _count(connection, TOLD, published) == len(published)


def _count(connection: psycopg.Connection, query: str, *values: object) -> int:
    row = connection.execute(query, values or None).fetchone()  # type: ignore[arg-type]
    assert row
    return int(row[0])


def _token(environment: dict[str, str]) -> str:
    command = [ROOT / ".venv" / "bin" / "python", "-m", "backend.manage", "shell", "-v0", "-c"]
    done = subprocess.run(
        [*command, TOKEN],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()
