"""The whole marketplace with demo content: ``python -m deploy.local.demo [--servers]``."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from .application import ROOT, StartFailed, environment_of, manage, running
from .servers import start, stop


def main() -> int:
    """Start, seed, serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m deploy.local.demo", description=__doc__)
    parser.add_argument(
        "--servers", action="store_true", help="on PostgreSQL, Redis, Elasticsearch"
    )
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    began = time.monotonic()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    name = "demo-servers" if chosen.servers else "demo"
    data = ROOT / "var" / name
    with ExitStack() as stack:
        addresses = _servers(stack, ROOT / ".servers" / "demo") if chosen.servers else {}
        environment = environment_of(data=data, servers=addresses, DEMO="1", LOG_LEVEL="WARNING")
        manage(environment, "migrate", "-v0")
        manage(environment, "seed_demo")
        try:
            address, _ = stack.enter_context(running(environment, port=chosen.port))
        except StartFailed as error:
            print(error, file=sys.stderr)
            return 1
        print(f"\nReady after {time.monotonic() - began:.0f} s: {address}/   (Ctrl-C ends it)")
        sys.stdout.flush()
        stopping.wait()
    return 0


def _servers(stack: ExitStack, root: Path) -> dict[str, str]:
    addresses = start(root)
    stack.callback(stop, root)
    return addresses


if __name__ == "__main__":
    sys.exit(main())
