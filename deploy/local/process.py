"""One server process: started apart from its starter, recorded, recognised and stopped by pid."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a server between two commands.

    A pid is given again once its process ended, so a process is known by its pid, the tick it
    started at and the boot that tick is counted from.
    """

    port: int
    pid: int
    started: int
    boot: str

    @classmethod
    def of(cls, pid: int, port: int) -> Record:
        """The record of a process just started; ``started`` is -1 if it is gone already."""
        return cls(port, pid, _start_tick(pid), BOOT_ID.read_text().strip())

    @classmethod
    def read(cls, path: Path) -> Record | None:
        """The record in ``path``; None where there is none or it is damaged."""
        try:
            return cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Replace ``path`` in one step, so that no reader sees half a record."""
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(path)

    def alive(self) -> bool:
        """Whether this very process still runs; a zombie does not."""
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, os.WNOHANG)
        return self.started == _start_tick(self.pid) != -1 and (
            self.boot == BOOT_ID.read_text().strip()
        )

    def stop(self, how: signal.Signals, patience: float = 30) -> None:
        """Ask the process to end and, after ``patience`` seconds, make it."""
        for sign, seconds in ((how, patience), (signal.SIGKILL, 5.0)):
            if not self.alive():
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, sign)
            deadline = time.monotonic() + seconds
            while self.alive() and time.monotonic() < deadline:
                time.sleep(0.05)


def _start_tick(pid: int) -> int:
    """Clock ticks from boot to the start of process ``pid``; -1 if none runs."""
    try:
        # The name in parentheses may itself hold spaces and parentheses.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return -1
    state, tick = fields[0], int(fields[19])
    return -1 if state in "ZX" else tick


def spawn(
    command: Sequence[str | Path], *, log: Path, environment: dict[str, str], **identity: Any
) -> int:
    """Start ``command`` in a session of its own, output into ``log``; return its pid.

    ``identity`` is user and groups in the words of ``subprocess.Popen``. The log of the run before
    is kept beside it.
    """
    if log.exists():
        log.replace(log.with_suffix(".log.old"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=environment,
            start_new_session=True,
            **identity,
        )
    # Not ours to wait for: it outlives this object, and alive() reaps it.
    process.returncode = 0
    return process.pid


def free_port(preferred: int | None = None, patience: float = 2) -> int:
    """A TCP port of 127.0.0.1 that is free now: the preferred one if it can be had.

    A server just killed may hold its port a moment longer, so that one is tried for a while.
    """
    deadline = time.monotonic() + patience
    while preferred is not None:
        if (port := _bindable(preferred)) is not None:
            return port
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    port = _bindable(0)
    if port is None:
        raise OSError("no free port on 127.0.0.1")
    return port


def _bindable(port: int) -> int | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return None
        return int(probe.getsockname()[1])
