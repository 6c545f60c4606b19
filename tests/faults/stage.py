"""What a scenario plays on: servers of its own, people who publish, a worker, and the comparison."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch, NotFoundError, helpers

from backend.catalog.models import Listing, Status
from backend.catalog.services import listing_revise, listing_withdraw
from backend.core.models import Delivery
from deploy.local.application import ROOT
from search_index import facade as search_index
from tests import factories

TITLES = ("石墨烯散热膜", "钠离子电池正极", "水稻育种芯片", "高温合金粉末", "污泥干化装备")
PATIENCE = 600  # seconds that healing may take


class Unhealed(Exception):
    """Something still waits after PATIENCE."""


@dataclass
class Stage:
    """An empty market on an index of its own.

    ``server`` is the node itself, for looking; ``hosts`` are what the product is told.
    """

    server: str
    hosts: list[str]
    environment: dict[str, str]
    size: int
    # What a scenario that ends its own servers compared itself.
    compared: list[str] | None = None
    prefix: str = ""
    market: Any = None
    chance: random.Random = field(default_factory=lambda: random.Random(6))

    def __post_init__(self) -> None:
        self.prefix = f"fault-{random.SystemRandom().randrange(16**8):08x}"
        call_command("flush", interactive=False, verbosity=0)
        self.market = factories.market()
        self.configure()

    def configure(self) -> None:
        """The product's index is this one; failures are noticed within seconds."""
        search_index.configure(
            **settings.SEARCH | {"hosts": self.hosts, "prefix": self.prefix, "timeout": 3}
        )

    def told(self) -> str:
        """What was compared, in words."""
        return f"{Listing.objects.exclude(status=Status.DRAFT).count()} documents compared"

    def close(self) -> None:
        """Leave nothing in the server."""
        with self.looking() as client:
            names = list(client.indices.get(index=f"{self.prefix}-*").body)
            if names:
                client.indices.delete(index=names)

    @contextmanager
    def looking(self) -> Iterator[Elasticsearch]:
        """A client of the server itself, past every fault."""
        with Elasticsearch(self.server, request_timeout=60) as client:
            yield client

    def publish(self, count: int) -> None:
        """Publish needs; now and then somebody revises or withdraws one."""
        for _ in range(count):
            factories.need(self.market.buyer, title=f"{self.chance.choice(TITLES)} {_}")
            if self.chance.random() < 0.2:
                self._change()

    def _change(self) -> None:
        pks = list(Listing.objects.filter(status=Status.PUBLISHED).values_list("pk", flat=True))
        listing = Listing.objects.get(pk=self.chance.choice(pks))
        actor = factories.actor(self.market.buyer)
        if self.chance.random() < 0.5:
            listing_withdraw(actor=actor, listing_id=listing.pk)
        else:
            listing_revise(
                actor=actor,
                listing_id=listing.pk,
                expected_revision=listing.revision,
                values=factories.NeedValues(title=f"{listing.title} 改"),
            )

    @contextmanager
    def publishing(self, count: int) -> Iterator[threading.Thread]:
        """Publish in a thread, and read in another, while the block breaks things."""
        faults: list[BaseException] = []

        def act(run: Callable[[], None]) -> None:
            try:
                run()
            except BaseException as error:
                faults.append(error)
            finally:
                connection.close()

        writer = threading.Thread(target=act, args=[lambda: self.publish(count)])
        over = threading.Event()
        reader = threading.Thread(target=act, args=[lambda: self._read(over)])
        writer.start()
        reader.start()
        try:
            yield writer
        finally:
            writer.join()
            over.set()
            reader.join()
        if faults:
            raise faults[0]

    def _read(self, over: threading.Event) -> None:
        """Search pages open whatever happens: with results or with the plain notice."""
        client = Client()
        while not over.wait(1):
            answer = client.get("/search/", {"q": self.chance.choice(TITLES)})
            assert answer.status_code == 200, answer.status_code

    @contextmanager
    def working(self) -> Iterator[Worker]:
        """A worker process that delivers."""
        worker = Worker(self)
        worker.start()
        try:
            yield worker
        finally:
            worker.kill()

    def settle(self) -> None:
        """Wait until every delivery is done; a worker must be at work. Pauses are cut short."""
        deadline = time.monotonic() + PATIENCE
        while waiting := Delivery.objects.exclude(state=Delivery.State.DONE).count():
            if time.monotonic() > deadline:
                errors = set(Delivery.objects.exclude(error="").values_list("error", flat=True))
                raise Unhealed(f"{waiting} deliveries wait: {sorted(errors)[:3]}")
            soon = timezone.now() + timedelta(seconds=1)
            pending = Delivery.objects.filter(state=Delivery.State.PENDING, due_at__gt=soon)
            pending.update(due_at=timezone.now())
            time.sleep(0.3)
            close_old_connections()

    def lost(self) -> list[str]:
        """Where the index is not what the database is, document by document, by looking itself."""
        held = self._held()
        wrong = []
        listings = Listing.objects.exclude(status=Status.DRAFT).prefetch_related("audiences")
        for listing in listings:
            document = held.pop(listing.pk, None)
            wanted = _wanted(listing)
            if document != wanted:
                wrong.append(f"listing {listing.pk}: {document}, not {wanted}")
        wrong += [f"document {pk} has no listing" for pk, seen in held.items() if seen[1]]
        return wrong

    def _held(self) -> dict[int, tuple[Any, ...]]:
        with self.looking() as client:
            client.indices.refresh(index=f"{self.prefix}-listings")
            try:
                hits = list(
                    helpers.scan(client, index=f"{self.prefix}-listings", version=True, size=500)
                )
            except NotFoundError:
                return {}
        return {int(hit["_id"]): _seen(hit) for hit in hits}


def _wanted(listing: Listing) -> tuple[Any, ...]:
    readers = {row.token for row in listing.audiences.all() if row.tier == "summary"}
    return listing.document_version, listing.published, listing.title, tuple(sorted(readers))


def _seen(hit: dict[str, Any]) -> tuple[Any, ...]:
    source = hit["_source"]
    title = source["texts"].get("summary", {}).get("title", "")
    return hit["_version"], source["visible"], title, tuple(source.get("summary_audience", ()))


class Worker:
    """A process that runs due deliveries until it is killed."""

    def __init__(self, stage: Stage) -> None:
        self._environment = stage.environment | {
            "TIQIAO_ELASTICSEARCH_URL": ",".join(stage.hosts),
            "TIQIAO_ELASTICSEARCH_PREFIX": stage.prefix,
            "TIQIAO_ELASTICSEARCH_TIMEOUT": "3",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """It frees what a killed one had claimed, as the product does at its start."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """At once, in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def run(self, *arguments: str) -> int:
        """Another process of the same installation, to its end; its exit status."""
        command = [sys.executable, "-m", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL)
        return done.returncode
