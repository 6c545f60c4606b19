"""The product as ordinary processes: a web server, and with servers the workers and the clock.

Used by the demo and by the tests that need the whole product running.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
CELERY = [sys.executable, "-m", "celery", "-A", "backend.config.celery", "--quiet"]


class StartFailed(Exception):
    """A process ended or never answered."""


def environment_of(
    *, data: Path, servers: Mapping[str, str] | None = None, **more: str
) -> dict[str, str]:
    """Variables of an installation: embedded, or on ``servers`` (addresses by variable)."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TIQIAO_")}
    found = {f"TIQIAO_{name}": url for name, url in (servers or {}).items()}
    settings = {f"TIQIAO_{name}": value for name, value in more.items()}
    # The encoder is the same for every installation: built once.
    shared = {"TIQIAO_DATA_DIR": str(data), "TIQIAO_MODEL_DIR": str(ROOT / ".cache" / "models")}
    return clean | shared | found | settings


def manage(environment: Mapping[str, str], *arguments: str, quiet: bool = False) -> None:
    """Run a management command. Raises CalledProcessError."""
    subprocess.run(
        [sys.executable, "-m", "backend.manage", *arguments],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL if quiet else None,
        check=True,
    )


class Running:
    """The processes of a product that runs, the one that serves pages first."""

    def __init__(
        self, commands: list[list[str]], environment: Mapping[str, str], output: IO[bytes] | None
    ) -> None:
        self._commands, self._environment, self._output = commands, environment, output
        self.processes = [self._start(command) for command in commands]

    def kill_web(self) -> None:
        """End what serves pages at once, in the middle of whatever it does."""
        self.processes[0].kill()
        self.processes[0].wait()

    def start_web(self, address: str) -> None:
        """Start it again, and wait until it answers. Raises StartFailed."""
        self.processes[0] = self._start(self._commands[0])
        _await(address, self.processes)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        environment = dict(self._environment)
        return subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=self._output, stderr=self._output
        )


@contextmanager
def running(
    environment: Mapping[str, str], *, port: int, log: Path | None = None
) -> Iterator[tuple[str, Running]]:
    """The product's address and processes while they run; they end with the block.

    Raises StartFailed where one ends at once or the page does not answer in some minutes.
    """
    environment = {"TIQIAO_PUBLIC_URL": f"http://127.0.0.1:{port}", **environment}
    commands = [_web(port)]
    if environment.get("TIQIAO_REDIS_URL"):
        commands += _workers(environment)
    output = log.open("ab") if log else None
    found = Running(commands, environment, output)
    try:
        address = f"http://127.0.0.1:{port}"
        _await(address, found.processes)
        yield address, found
    finally:
        _end(found.processes)
        if output:
            output.close()


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def _web(port: int) -> list[str]:
    return [
        sys.executable, "-m", "uvicorn", "backend.config.asgi:application",
        "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning",
        # Who a request comes from is read by TIQIAO_TRUSTED_PROXIES alone.
        "--no-proxy-headers", "--ws-max-size", "65536", "--timeout-graceful-shutdown", "3",
    ]  # fmt: skip


def _workers(environment: Mapping[str, str]) -> list[list[str]]:
    beat_file = Path(environment["TIQIAO_DATA_DIR"]) / "beat"
    shared = ["--without-gossip", "--without-mingle", "-l", "warning"]
    return [
        [*CELERY, "worker", "-Q", "default", "-c", "2", "-n", "default@%h", *shared],
        # One process, never forked: see backend/config/celery.py.
        [*CELERY, "worker", "-Q", "matching", "--pool=solo", "-n", "matching@%h", *shared],
        [*CELERY, "beat", "-s", str(beat_file), "--pidfile=", "-l", "warning"],
    ]


def _await(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    # Three minutes: a busy machine is slow to load the encoder; a dead process is seen at once.
    for _ in range(1800):
        if any(process.poll() is not None for process in processes):
            raise StartFailed("a process of the product ended at once; see its log")
        try:
            with urllib.request.urlopen(f"{address}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise StartFailed(f"{address} does not answer")


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
