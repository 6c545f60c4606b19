"""Work on bytes that a stranger sent, in a process of its own with bounds on its time and memory.

A library that reads a whole format can be kept busy for minutes by a small file, and a thread cannot be
stopped. The process knows no settings and no secrets: what it needs is in what it is given.

    python -m backend.core.confined MODULE SECONDS MEGABYTES < given > made
"""

from __future__ import annotations

import resource
import runpy
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SECONDS = 4  # of the processor; whole documents of ours take half of one
MEGABYTES = 1024
_SLOWER = 5  # times that a busy machine may take for it


class Overrun(Exception):
    """It needed more than it was allowed, or broke."""


def run_confined(module: str, given: bytes) -> bytes:
    """What the module's program makes of ``given``: it reads stdin and writes stdout.

    Raises Overrun where it ends badly or exceeds its time or memory.
    """
    command = [sys.executable, "-m", "backend.core.confined", module, str(SECONDS), str(MEGABYTES)]
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter, and modules that we name
            command,
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env={"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=SECONDS * _SLOWER,
        )
    except subprocess.TimeoutExpired as error:
        raise Overrun(module) from error
    if done.returncode:
        raise Overrun(module)
    return done.stdout


def main(module: str, seconds: int, megabytes: int) -> None:
    """Bound this process, then run the module's program in it."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024**2, megabytes * 1024**2))
    runpy.run_module(module, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
