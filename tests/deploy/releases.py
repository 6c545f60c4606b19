"""Two releases of the product on one installation: this one, and a next one with more columns."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.application import ROOT, free_port

PACKAGES = ("backend", "matching", "search_index", "notifications", "deploy")
SHARED = (".venv", ".cache", "node_modules", "pyproject.toml")
# What a next release may bring while the last one still serves: a column that it does not know.
EXPANDED = """
Listing.add_to_class(
    "expanded", models.CharField(max_length=20, default="next", db_default="next", editable=False)
)
"""
PATIENCE = 240  # seconds; a busy machine is slow to load the encoder


def next_release(folder: Path) -> Path:
    """A copy of this release with a migration that expands the table of listings."""
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name)
    with (folder / "backend" / "catalog" / "models" / "listings.py").open("a") as models:
        models.write(EXPANDED)
    python = folder / ".venv" / "bin" / "python"
    command = [python, "-m", "backend.manage", "makemigrations", "catalog", "-n", "expand"]
    environment = os.environ | {"TIQIAO_DATA_DIR": str(folder / "var")}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder


@dataclass
class Release:
    """The processes of a release that run, each started as an operator's units start it."""

    home: Path
    environment: Mapping[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *role: str, **more: str) -> None:
        """A process of the release by its role in deploy/run."""
        with self.log.open("ab") as output:
            command = [self.home / "deploy" / "run", *role]
            environment = {**self.environment, **more}
            self.processes.append(
                subprocess.Popen(
                    command, cwd=self.home, env=environment, stdout=output, stderr=output
                )
            )

    def serve(self) -> str:
        """Start its web; the address at which it answers, ready or not."""
        port = free_port()
        self.start("web", PORT=str(port), HOST="127.0.0.1")
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + PATIENCE
        while status(f"{address}/livez") != 200:
            assert time.monotonic() < until, self.log.read_text()[-4000:]
            time.sleep(0.3)
        return address

    def end(self) -> None:
        """Ask all processes to end, as an upgrade does, and wait until they did."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            process.wait(timeout=60)
        self.processes.clear()


def status(address: str) -> int:
    """What an address answers with; 0 where nobody does."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
