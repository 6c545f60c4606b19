"""Three Elasticsearch nodes with small heaps, as one cluster on loopback."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from elasticsearch import Elasticsearch as Client

from deploy.local.elasticsearch import Elasticsearch
from deploy.local.process import free_port

SIZE = 3


class Node(Elasticsearch):
    """One of several: told where the others listen."""

    heap: ClassVar[str] = "384m"

    def __init__(self, root: Path, number: int, transports: list[int]) -> None:
        super().__init__(root / f"node-{number}", durable=False)
        self._number = number
        self._transports = transports

    def settings(self, port: int) -> dict[str, object]:
        found = super().settings(port)
        del found["discovery.type"]
        return found | {
            "cluster.name": "tiqiao-faults",
            "node.name": f"node-{self._number}",
            "transport.port": self._transports[self._number],
            "discovery.seed_hosts": [f"127.0.0.1:{port}" for port in self._transports],
            "cluster.initial_master_nodes": [f"node-{number}" for number in range(SIZE)],
            # A killed node is noticed at once, and its shards are soon somebody else's.
            "cluster.fault_detection.follower_check.interval": "200ms",
        }


class Cluster:
    """Nodes by number."""

    def __init__(self, root: Path) -> None:
        transports = [free_port() for _ in range(SIZE)]
        self._nodes = [Node(root, number, transports) for number in range(SIZE)]

    @property
    def urls(self) -> list[str]:
        return [self.url(number) for number in range(SIZE)]

    def url(self, number: int) -> str:
        address = self._nodes[number].address
        assert address is not None or self._urls[number]
        self._urls[number] = address or self._urls[number]
        return self._urls[number]

    _urls: ClassVar[dict[int, str]] = {}

    def start(self, *numbers: int) -> None:
        """Start nodes together, and wait for them."""
        for number in numbers:
            self._nodes[number].launch(lambda _: None)
        for number in numbers:
            self._urls[number] = self._nodes[number].wait()

    def kill_primary(self, alias: str) -> int:
        """Kill the node that holds the primary of the index behind ``alias``; its number."""
        with Client(self.urls) as client:
            rows = client.cat.shards(index=alias, format="json", h=["prirep", "node"]).body
        (primary,) = [row for row in rows if row["prirep"] == "p"]
        number = int(primary["node"].rpartition("-")[2])
        pid = self._nodes[number].pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        return number

    def await_green(self) -> None:
        """Wait until every copy of every shard is there."""
        with Client(self.urls, request_timeout=130) as client:
            client.cluster.health(wait_for_status="green", wait_for_nodes=str(SIZE), timeout="120s")

    def stop(self) -> None:
        for node in self._nodes:
            node.stop()


@contextmanager
def running_cluster(root: Path) -> Iterator[Cluster]:
    """A cluster of three for the block."""
    cluster = Cluster(root)
    try:
        cluster.start(*range(SIZE))
        yield cluster
    finally:
        cluster.stop()
