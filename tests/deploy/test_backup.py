"""A backup is what can be restored: a drill with a real database, and what is refused."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy import backup
from deploy.local import unprivileged
from deploy.local.application import ROOT, environment_of, manage
from deploy.local.postgres import Postgres

NAMED = "from backend.accounts.models import User; User.objects.create(email='{}', name='{}')"
CHECKS = ("index_check", "ledger_verify", "deals_check")


def people(environment: dict[str, str]) -> set[str]:
    names = "User.objects.values_list('name', flat=True)"
    code = f"from backend.accounts.models import User; print(*{names})"
    done = subprocess.run(
        [sys.executable, "-m", "backend.manage", "shell", "-v0", "-c", code],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


@contextmanager
def database(root: Path) -> Iterator[Postgres]:
    """A durable PostgreSQL that ends with the block."""
    server = Postgres(root, durable=True)
    server.patience = 240  # type: ignore[misc]  # a crashed one replays its log first
    server.launch(lambda _line: None)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


@contextmanager
def receiving(target: Path, address: str) -> Iterator[None]:
    command = [sys.executable, "-m", "deploy.backup", "receive", str(target)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"TIQIAO_DATABASE_URL": address})
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def fetched(target: Path) -> set[tuple[str, float]]:
    log = target / "wal"
    return {(path.name, path.stat().st_mtime) for path in log.iterdir()} if log.exists() else set()


def _await_more(target: Path, before: set[tuple[str, float]]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if fetched(target) - before:
            return
        time.sleep(0.2)
    raise AssertionError("the log was not fetched")


def _cluster_for(root: Path, old: Postgres) -> tuple[Path, Path]:
    """The folder of a new server's cluster, and the place of its log, both where it can go."""
    home = root / "postgres"
    home.mkdir(parents=True)
    shutil.copy(old.home / "password", home / "password")
    place = unprivileged.folder_for(home)
    cluster = place / "data"
    if place != home:
        (home / "data").symlink_to(cluster)
    return cluster, place / "log"


def _given(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        unprivileged.give(path)


@pytest.mark.nightly
@pytest.mark.servers
def test_a_market_comes_back_as_it_was_at_a_moment(tmp_path: Path) -> None:
    """Data A, backup, data B, a killed database: restored to between, A is there and B is not."""
    target, files, keys = tmp_path / "backups", tmp_path / "files", tmp_path / "signing_key"
    files.mkdir()
    (files / "report.pdf").write_text("what somebody sent")
    keys.write_text("k" * 60)
    with database(tmp_path / "first") as first:
        address = first.address
        assert address
        environment = environment_of(data=tmp_path / "data", servers={"DATABASE_URL": address})
        manage(environment, "migrate", "-v0")
        with receiving(target, address):
            manage(environment, "shell", "-v0", "-c", NAMED.format("a@example.org", "Anna"))
            made = backup.make(target, database=address, files=files, keys=[keys])
            before = fetched(target)
            manage(environment, "shell", "-v0", "-c", NAMED.format("b@example.org", "Bo"))
            between = datetime.now(UTC)
            manage(environment, "shell", "-v0", "-c", NAMED.format("c@example.org", "Cleo"))
            _await_more(target, before)
            pid = first.pid
            assert pid
            os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    cluster, log = _cluster_for(tmp_path / "second", first)
    readable = target if unprivileged.reachable(target) else log
    if readable == log:
        shutil.copytree(target, log)
    assert backup.restore(readable, cluster=cluster, at=between).name == made.name
    _given(cluster)
    _given(readable / "wal")
    with database(tmp_path / "second") as second:
        assert second.address
        restored = environment_of(
            data=tmp_path / "restored", servers={"DATABASE_URL": second.address}
        )
        assert people(restored) == {"Anna", "Bo"}
        manage(restored, "listings_repair")
        for check in CHECKS:
            manage(restored, check)
    print(f"restored in {time.monotonic() - began:.0f} s")
    assert (made / "files" / "report.pdf").read_text() == "what somebody sent"
    assert (made / "keys" / "signing_key").read_text() == "k" * 60


def whole(target: Path, name: str) -> Path:
    base = target / name / "base"
    base.mkdir(parents=True)
    (base / "PG_VERSION").write_text("18")
    (base / "postgresql.auto.conf").write_text("")
    (base / "backup_label").write_text(
        "START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\n"
    )
    return target / name


def test_nothing_is_restored_over_data(tmp_path: Path) -> None:
    whole(tmp_path / "backups", "20261101T000000Z")
    cluster = tmp_path / "cluster"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("18")
    with pytest.raises(backup.BackupFailed, match="is not empty"):
        backup.restore(tmp_path / "backups", cluster=cluster, at=None)
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_the_last_backup_before_the_moment_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "backups"
    for name in ("20261101T000000Z", "20261103T000000Z", "20261104T000000Z.making"):
        whole(target, name)
    at = datetime(2026, 11, 2, 12, tzinfo=UTC)
    found = backup.restore(target, cluster=tmp_path / "cluster", at=at)
    assert found.name == "20261101T000000Z"
    conf = (tmp_path / "cluster" / "postgresql.auto.conf").read_text()
    assert "recovery_target_time = '2026-11-02 12:00:00.000000+00'" in conf
    early = datetime(2026, 10, 1, tzinfo=UTC)
    with pytest.raises(backup.BackupFailed, match="no backup"):
        backup.restore(target, cluster=tmp_path / "other", at=early)
    assert not (tmp_path / "other").exists()


def test_old_backups_go_and_unchanged_files_are_kept_once(tmp_path: Path) -> None:
    target, files = tmp_path / "backups", tmp_path / "files"
    files.mkdir()
    (files / "a").write_text("a")
    for name in ("20261101T000000Z", "20261102T000000Z", "20261103T000000Z"):
        made = whole(target, name)
        backup._copy(files, made / "files", against=backup._newest(target, "files"))
    first, last = (target / f"2026110{day}T000000Z" / "files" / "a" for day in (1, 3))
    assert first.stat().st_ino == last.stat().st_ino
    assert [path.name for path in backup.prune(target, keep=2)] == ["20261101T000000Z"]
    assert last.read_text() == "a"
    with pytest.raises(backup.BackupFailed):
        backup.prune(target, keep=0)
    assert len(backup.backups(target)) == 2
