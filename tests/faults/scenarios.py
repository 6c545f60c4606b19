"""What is broken. Each scenario ends healed; the runner compares afterwards."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from backend.catalog.models import Listing
from backend.core.models import Delivery
from backend.discovery.models import IndexWork
from backend.discovery.services import index_prepare, index_rebuild
from backend.discovery.services.indexing import listing_documents
from deploy.local import servers
from deploy.local.application import CELERY, ROOT
from search_index.contracts import Document
from search_index.facade import open_index

from . import proxy, rebuild
from .cluster import running_cluster
from .stage import Stage
from .waiting import until, until_published

OUTAGE = 60  # seconds


@dataclass(frozen=True)
class Scenario:
    """``size`` is how many listings are published; ``short`` how many in the tests, 0 for none."""

    play: Callable[[Stage, Path], None]
    size: int
    short: int = 0

    @property
    def name(self) -> str:
        return self.play.__name__.replace("_", " ")


def node_stopped(stage: Stage, root: Path) -> None:
    """The only node is away for a minute in the middle of it."""
    with stage.working(), stage.publishing(stage.size):
        until_published(stage.size // 4)
        servers.stop(root, ["elasticsearch"])
        time.sleep(OUTAGE)
        servers.start(root, ["elasticsearch"], durable=False, report=lambda _: None)
    with stage.working():
        stage.settle()


def answers_delayed_cut_and_garbled(stage: Stage, root: Path) -> None:
    """A third of all requests meet a fault; some were carried out although nobody hears of it."""
    with proxy.running(stage.server) as between:
        stage.hosts = [between.url]
        stage.configure()
        with stage.working():
            faulty = between.faulty("delay", "cut", "garble", "lose", share=0.3)
            with faulty, stage.publishing(stage.size):
                until(lambda: all(between.done[name] for name in ("cut", "garble", "lose")))
            stage.settle()


def bulk_half_done(stage: Stage, root: Path) -> None:
    """Of each bulk only every second document is stored."""
    with proxy.running(stage.server) as between:
        stage.hosts = [between.url]
        stage.configure()
        stage.publish(stage.size)
        with between.faulty("half", share=1), stage.working():
            until(lambda: between.done["half"] >= 3)
        assert Delivery.objects.exclude(state=Delivery.State.DONE).exists()
        with stage.working():
            stage.settle()


def index_read_only(stage: Stage, root: Path) -> None:
    """Somebody sets the index read-only."""
    index_prepare()
    with stage.working(), stage.looking() as client:
        for blocked in (True, None):
            client.indices.put_settings(
                index=f"{stage.prefix}-listings", settings={"index.blocks.write": blocked}
            )
            with stage.publishing(stage.size // 2):
                pass
            if blocked:
                until(lambda: Delivery.objects.filter(error__contains="Unavailable").exists())
        stage.settle()


def disk_full(stage: Stage, root: Path) -> None:
    """The flood watermark: the server itself sets every index read-only, and lets it go again."""
    watermark = "cluster.routing.allocation.disk"
    flood = {
        f"{watermark}.threshold_enabled": True,
        f"{watermark}.watermark.low": "900000gb",
        f"{watermark}.watermark.high": "800000gb",
        f"{watermark}.watermark.flood_stage": "700000gb",
        "cluster.info.update.interval": "10s",
    }
    room = {f"{watermark}.watermark.{name}": "1mb" for name in ("low", "high", "flood_stage")}
    index_prepare()
    with stage.working(), stage.looking() as client:
        try:
            client.cluster.put_settings(persistent=flood)
            with stage.publishing(stage.size):
                until(lambda: _blocked(client, stage), patience=60)
                # However much was published before the server noticed.
                stage.publish(10)
                until(lambda: Delivery.objects.filter(error__contains="Unavailable").exists())
        finally:
            # Room again, also where this went wrong: the next scenario shares the server.
            client.cluster.put_settings(persistent=flood | room)
            until(lambda: not _blocked(client, stage), patience=60)
            client.cluster.put_settings(persistent=dict.fromkeys(flood))
        stage.settle()


def node_of_three_killed(stage: Stage, root: Path) -> None:
    """Of three nodes with a replica each, the one with the primary is killed, and comes back."""
    alone = stage.server
    with running_cluster(root / "cluster") as cluster:
        stage.server = cluster.url(0)
        stage.hosts = cluster.urls
        stage.configure()
        index_prepare()
        with stage.working():
            with stage.publishing(stage.size):
                until_published(stage.size // 4)
                killed = cluster.kill_primary(f"{stage.prefix}-listings")
                stage.server = cluster.url((killed + 1) % 3)
                until_published(stage.size // 2)
                cluster.start(killed)
            stage.settle()
        cluster.await_green()
        stage.compared = stage.lost()
    stage.server = alone


def two_writers(stage: Stage, root: Path) -> None:
    """Old and new revisions by two writers, in random order and in random batches."""
    index_prepare()
    stage.publish(stage.size)
    drafts: list[Document] = []
    for _ in range(3):
        drafts += listing_documents(list(Listing.objects.values_list("pk", flat=True)))
        for _change in range(stage.size // 4):
            stage._change()
    drafts += listing_documents(list(Listing.objects.values_list("pk", flat=True)))
    faults: list[BaseException] = []

    def write(seed: int) -> None:
        chance = random.Random(seed)
        mine = open_index(backend="elasticsearch", hosts=stage.hosts, prefix=stage.prefix)
        order = chance.sample(drafts, len(drafts))
        try:
            while order:
                batch = [order.pop() for _ in range(min(len(order), chance.randint(1, 30)))]
                mine.write(batch, wait=False)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=write, args=[seed]) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    # Reactions come last and change nothing.
    with stage.working():
        stage.settle()


def worker_killed(stage: Stage, root: Path) -> None:
    """The worker dies in the middle of its batches, again and again."""
    stage.publish(stage.size)
    for _ in range(5):
        before = Delivery.objects.filter(state=Delivery.State.DONE).count()
        with stage.working():
            claimed = Delivery.objects.filter(claimed_until__isnull=False)
            until(
                lambda before=before, claimed=claimed: (
                    claimed.exists()
                    or Delivery.objects.filter(state=Delivery.State.DONE).count() > before
                    or not Delivery.objects.exclude(state=Delivery.State.DONE).exists()
                )
            )
    with stage.working():
        stage.settle()


def rebuild_killed(stage: Stage, root: Path) -> None:
    """A rebuild dies at each of its steps and is taken up, while people publish."""
    index_prepare()
    stage.publish(stage.size)
    with stage.working() as worker:
        stage.settle()
        steps = list(rebuild.STEPS)
        for step in steps if stage.size >= 100 else steps[1:2]:
            with stage.publishing(max(5, stage.size // 10)):
                status = worker.run("tests.faults.rebuild", step)
                assert status == 9, (step, status)
            stage.settle()
            _require_no_difference(stage)
            # Its lease runs out.
            IndexWork.objects.update(until=timezone.now())
        index_rebuild(resume=True)
        stage.settle()


def alias_deleted(stage: Stage, root: Path) -> None:
    """Somebody deletes the alias by hand."""
    index_prepare()
    with stage.working(), stage.looking() as client:
        with stage.publishing(stage.size):
            alias = f"{stage.prefix}-listings"
            for share in (3, 2):
                until_published(stage.size // share)
                # The second time it is one that was given back.
                until(lambda: bool(client.indices.exists_alias(name=alias)))
                client.indices.delete_alias(index=f"{alias}-*", name=alias)
            # A write gives it back, however much was written before.
            stage.publish(2)
        stage.settle()


def redis_emptied(stage: Stage, root: Path) -> None:
    """Messages are lost, again and again, while Celery works."""
    import redis

    environment = stage.environment | {
        "TIQIAO_ELASTICSEARCH_PREFIX": stage.prefix,
        "TIQIAO_DISPATCH": "celery",
        # Celery minds being root; a container often is.
        "PYTHONWARNINGS": "ignore",
    }
    with _celery(environment, root), redis.Redis.from_url(settings.REDIS_URL) as store:
        settings.DISPATCH = "celery"
        try:
            with stage.publishing(stage.size) as writer:
                while writer.is_alive():
                    store.flushall()
                    time.sleep(0.3)
        finally:
            settings.DISPATCH = "manual"
        stage.settle()


@contextmanager
def _celery(environment: dict[str, str], folder: Path) -> Iterator[None]:
    """The worker of the queue that indexes, and the clock whose sweep makes up for lost messages."""
    commands = (
        ["worker", "-Q", "matching", "--pool=solo", "-l", "error"],
        ["beat", "-s", str(folder / "beat"), "--pidfile=", "-l", "error"],
    )
    processes = [
        subprocess.Popen([*CELERY, *command], cwd=ROOT, env=environment) for command in commands
    ]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


SCENARIOS = (
    Scenario(node_stopped, 2000),
    Scenario(answers_delayed_cut_and_garbled, 300, short=40),
    Scenario(bulk_half_done, 300, short=40),
    Scenario(index_read_only, 200),
    Scenario(disk_full, 200),
    Scenario(node_of_three_killed, 400),
    Scenario(two_writers, 200, short=30),
    Scenario(worker_killed, 400),
    Scenario(rebuild_killed, 100, short=30),
    Scenario(alias_deleted, 200, short=20),
    Scenario(redis_emptied, 200),
)


def _blocked(client: Any, stage: Stage) -> bool:
    found = client.indices.get_settings(index=f"{stage.prefix}-listings").body
    blocks = [each["settings"]["index"].get("blocks", {}) for each in found.values()]
    return any(block.get("read_only_allow_delete") == "true" for block in blocks)


def _require_no_difference(stage: Stage) -> None:
    wrong = stage.lost()
    assert wrong == [], wrong[:5]
