"""Work on bytes that a stranger sent, in a process of its own with bounds on its time and memory.

A library that reads a whole format can be kept busy for minutes by a small file, and a thread cannot
be stopped. A module that does such work has ``libraries()``, which loads what it takes, and
``work(given)``. Its nursery is a process that has loaded them and forks a child for each piece of work,
since loading costs more than the work; it is started when it is first wanted and ends with us. It knows
no settings and no secrets: what a child needs is in what it is given.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

PROJECT = Path(__file__).parents[2]
SECONDS = 4  # of the processor; whole documents of ours take half of one
MEGABYTES = 1024
_SLOWER = 5  # times that a busy machine may take for it
_WHOLE = b"."  # after an answer that was finished
_CHUNK = 1 << 20

_nurseries: dict[str, Nursery] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Nursery:
    """A process that forks children, and the end on which it hears; it ends once that is closed."""

    process: subprocess.Popen[bytes]
    ear: socket.socket


class Overrun(Exception):
    """It needed more than it was allowed, or broke."""


def run_confined(module: str, given: bytes) -> bytes:
    """What the module's ``work`` makes of ``given``, done by a child of its nursery.

    Raises Overrun where it ends badly or exceeds its time or memory.
    """
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            _send(module, theirs)
        answer = _asked(ours, given)
    if not answer.endswith(_WHOLE):
        raise Overrun(module)
    return answer[: -len(_WHOLE)]


def _send(module: str, end: socket.socket) -> None:
    """Hand a child's end to the nursery; one that has died is followed by another."""
    bounds = f"{SECONDS} {MEGABYTES}".encode()
    with _lock:
        if module not in _nurseries:
            _nurseries[module] = _started(module)
        try:
            socket.send_fds(_nurseries[module].ear, [bounds], [end.fileno()])
        except OSError:
            _nurseries[module].ear.close()
            _nurseries[module] = _started(module)
            socket.send_fds(_nurseries[module].ear, [bounds], [end.fileno()])


def _started(module: str) -> Nursery:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # this interpreter, and modules that we name
            [sys.executable, "-m", "backend.core.confined", module],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
    return Nursery(process, ours)


def _asked(child: socket.socket, given: bytes) -> bytes:
    """The child's answer as far as it comes in time."""
    until = time.monotonic() + SECONDS * _SLOWER
    made = bytearray()
    with suppress(OSError):  # it ended, or takes too long
        child.settimeout(SECONDS * _SLOWER)
        child.sendall(given)
        child.shutdown(socket.SHUT_WR)
        while (left := until - time.monotonic()) > 0:
            child.settimeout(left)
            part = child.recv(_CHUNK)
            if not part:
                break
            made += part
    return bytes(made)


def main(module: str) -> None:
    """The nursery: load the libraries, then fork for each end that is handed over."""
    loaded = import_module(module)
    loaded.libraries()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    control = socket.socket(fileno=0)
    while True:
        bounds, ends, _flags, _address = socket.recv_fds(control, 64, 1)
        if not bounds:
            return
        if os.fork() == 0:
            control.close()
            _child(loaded, socket.socket(fileno=ends[0]), *map(int, bounds.split()))
        os.close(ends[0])


def _child(loaded: Any, end: socket.socket, seconds: int, megabytes: int) -> None:
    """Do one piece of work within the bounds, and end."""
    try:
        signal.alarm(seconds * _SLOWER)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2, megabytes * 1024**2))
        given = bytearray()
        while part := end.recv(_CHUNK):
            given += part
        end.sendall(loaded.work(bytes(given)) + _WHOLE)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
