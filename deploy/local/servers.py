"""PostgreSQL, Valkey, Elasticsearch and, for tests, stripe-mock and SeaweedFS (S3) as ordinary
processes on loopback, without root.

    python -m deploy.local.servers start|stop|status [--root .servers] [NAME …]

``start`` prints the addresses as shell assignments. Each root has its own servers, data and ports,
and several roots run side by side. Tests use ``running_servers``.
"""

from __future__ import annotations

import argparse
import fcntl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .elasticsearch import Elasticsearch
from .postgres import Postgres
from .seaweed import SeaweedFS
from .server import Report, Server, ServerFailed
from .stripe_mock import StripeMock
from .valkey import Valkey

PRODUCT: tuple[type[Server], ...] = (Postgres, Valkey, Elasticsearch)
KINDS: tuple[type[Server], ...] = (*PRODUCT, StripeMock, SeaweedFS)
NAMES = tuple(kind.name for kind in PRODUCT)  # what the product runs on
EVERY = tuple(kind.name for kind in KINDS)
PROJECT = Path(__file__).parents[2]


def to_stderr(line: str) -> None:
    """Progress is for people; stdout is for the addresses."""
    print(line, file=sys.stderr, flush=True)


def start(
    root: Path, names: Sequence[str] = NAMES, *, durable: bool = True, report: Report = to_stderr
) -> dict[str, str]:
    """Start what does not run yet and return variable → URL once all answer.

    Raises ServerFailed with the end of the log of a server that does not come up.
    """
    servers = _servers(root, names, durable)
    with _locked(root / "start.lock"):
        # Launched together, awaited together: the slowest decides, not the sum.
        for server in servers:
            if server.launch(report):
                report(f"{server.name}: starting")
        return {server.variable: server.wait() for server in servers}


def stop(root: Path, names: Sequence[str] = EVERY) -> list[str]:
    """Stop what runs; the names of those stopped. Data stays."""
    if not root.exists():
        return []
    with _locked(root / "start.lock"):
        return [server.name for server in _servers(root, names) if server.stop()]


def status(root: Path, names: Sequence[str] = NAMES) -> dict[str, str | None]:
    """Name → URL, or None where it does not run."""
    return {server.name: server.address for server in _servers(root, names)}


@contextmanager
def running_servers(
    root: Path, names: Sequence[str] = NAMES, *, report: Report = to_stderr
) -> Iterator[dict[str, str]]:
    """Addresses of running servers, for tests: data is not durable, and the last user stops them.

    Several processes may hold one root at a time; it is stopped when the last leaves, also when
    that one is killed, by a keeper that waits for the users' locks, which die with them.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / "in-use.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        _keep(root)
        try:
            yield start(root, names, durable=False, report=report)
        finally:
            _leave(root, held)


def keeper(root: Path) -> None:
    """Wait until nobody uses ``root``, then stop its servers. One keeper per root is enough."""
    with (root / "keeper.lock").open("w") as only:
        try:
            fcntl.flock(only, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        # New users wait at this lock until the servers have stopped.
        with _locked(root / "in-use.lock"):
            stop(root)


def _keep(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.local.servers", "keep", "--root", str(root.resolve())],
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # It outlives this object on purpose.
    process.returncode = 0


def _leave(root: Path, held: IO[str]) -> None:
    """Stop the servers if nobody else uses them; if the keeper was quicker, wait until it has."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        # Granted at once beside another user, and after the keeper once it has stopped them.
        fcntl.flock(held, fcntl.LOCK_SH)
    else:
        stop(root)


def _servers(root: Path, names: Sequence[str], durable: bool = True) -> list[Server]:
    known = tuple(kind.name for kind in KINDS)
    unknown = set(names) - set(known)
    if unknown:
        raise ValueError(f"unknown server {', '.join(sorted(unknown))}; there are {known}")
    return [kind(root, durable=durable) for kind in KINDS if kind.name in names]


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.servers", description=__doc__)
    parser.add_argument("action", choices=("start", "stop", "status", "keep"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"by default {', '.join(NAMES)}")
    parser.add_argument("--root", type=Path, default=Path(".servers"))
    chosen = parser.parse_intermixed_args(arguments)
    names = chosen.names or NAMES
    try:
        if chosen.action == "start":
            for variable, url in start(chosen.root, names).items():
                print(f"{variable}={url}")
        elif chosen.action == "stop":
            stopped = stop(chosen.root, names)
            print(f"stopped: {', '.join(stopped) or 'nothing was running'}")
        elif chosen.action == "status":
            for name, address in status(chosen.root, names).items():
                print(f"{name}: {address or 'not running'}")
        else:
            keeper(chosen.root)
    except (ServerFailed, ValueError) as error:
        to_stderr(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
