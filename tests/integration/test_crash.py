"""A process killed between a commit and any reaction loses nothing and tells nobody twice."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.local.application import ROOT, environment_of
from tests import databases


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = environment_of(data=data, MODEL="null", DISPATCH="manual", LOG_LEVEL="CRITICAL")
    return subprocess.run(
        [sys.executable, "-m", "tests.integration.market_process", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )


def undelivered(data: Path) -> int:
    with sqlite3.connect(data / "tiqiao.sqlite3") as database:
        counted = database.execute("SELECT count(*) FROM core_delivery WHERE state <> 'done'")
        found: int = counted.fetchone()[0]
    return found


def heal(data: Path) -> dict[str, Any]:
    done = run(data, "heal")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation where two listings were published and the process ended."""
    data = tmp_path_factory.mktemp("committed")
    databases.sqlite_copy(data / "tiqiao.sqlite3")
    done = run(data, "publish")
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def undisturbed(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes out where nothing is killed."""
    data = tmp_path_factory.mktemp("undisturbed") / "data"
    shutil.copytree(committed, data)
    found = heal(data)
    assert found["pairings"] == 1
    assert len(found["notices"]) == 3
    return found


@pytest.mark.servers
@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("reaction", ["listing_index", "listing_match", "pairing_notify"])
def test_the_next_process_finishes_the_work(
    committed: Path, undisturbed: dict[str, Any], tmp_path: Path, reaction: str, moment: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(committed, data)
    killed = run(data, "deliver", reaction, moment)
    assert killed.returncode == 9, killed.stderr
    assert undelivered(data) > 0
    assert heal(data) == undisturbed
