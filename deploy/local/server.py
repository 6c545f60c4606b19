"""What every local server has in common."""

from __future__ import annotations

import os
import secrets
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from .process import Record, free_port, spawn

Report = Callable[[str], None]


class ServerFailed(RuntimeError):
    """A server that did not come up; the message ends with the last lines of its log."""


class Server:
    """A server whose data, log and record lie in ``root``/``name``.

    ``durable=False`` is for tests: data need not survive a loss of power.
    """

    name: ClassVar[str]
    variable: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    patience: ClassVar[float] = 30.0

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self.home = root.resolve() / self.name
        self.durable = durable
        self.log = self.home / "server.log"
        self._record = self.home / "process.json"

    def prepare(self, report: Report) -> None:
        """Create what the server needs before its first start; safe to call again."""

    def command(self, port: int) -> Sequence[str | Path]:
        """The command line that runs the server in the foreground on ``port``."""
        raise NotImplementedError

    def identity(self) -> dict[str, Any]:
        """As whom it runs, in the words of ``subprocess.Popen``; empty: as ourselves."""
        return {}

    def answers(self, port: int) -> bool:
        """Whether it serves requests; any error means no."""
        raise NotImplementedError

    def url(self, port: int) -> str:
        """The address clients use, password included."""
        raise NotImplementedError

    @property
    def address(self) -> str | None:
        """The URL while the process runs, else None."""
        record = Record.read(self._record)
        return self.url(record.port) if record and record.alive() else None

    @property
    def pid(self) -> int | None:
        """The process id while it runs, else None."""
        record = Record.read(self._record)
        return record.pid if record and record.alive() else None

    def launch(self, report: Report) -> bool:
        """Start the process unless it runs; whether it was started. Does not wait for it.

        The last port is taken again where it is free, so that a restart is no change of address.
        """
        record = Record.read(self._record)
        if record and record.alive():
            return False
        self.home.mkdir(parents=True, exist_ok=True)
        self.prepare(report)
        port = free_port(record.port if record else None)
        pid = spawn(
            self.command(port), log=self.log, environment=dict(os.environ), **self.identity()
        )
        Record.of(pid, port).write(self._record)
        return True

    def wait(self) -> str:
        """Return the address once the server answers; ServerFailed if it ends or takes too long."""
        record = Record.read(self._record)
        deadline = time.monotonic() + self.patience
        while record and record.alive() and time.monotonic() < deadline:
            if self.answers(record.port):
                return self.url(record.port)
            time.sleep(0.1)
        self.stop()
        lines = self.log.read_text(errors="replace").splitlines()[-20:]
        tail = [line[:300] for line in lines]
        raise ServerFailed("\n".join([f"{self.name} did not start; its log ends:", *tail]))

    def stop(self) -> bool:
        """Stop the process if it runs; whether it did."""
        record = Record.read(self._record)
        if not record or not record.alive():
            return False
        record.stop(self.stop_signal)
        return True

    def password(self) -> str:
        """This root's own password for the server, made at first use."""
        path = self.home / "password"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()
