"""The whole product as processes, for tests that need it: embedded, or on real servers."""

from __future__ import annotations

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from deploy.local.application import ROOT, Running, environment_of, free_port, manage, running
from deploy.local.servers import running_servers
from tests import SERVERS, databases


@dataclass(frozen=True)
class Product:
    """A running product: its address, and the variables of its installation."""

    address: str
    environment: dict[str, str]
    log: Path
    processes: Running

    def manage(self, *arguments: str) -> None:
        """Run a management command on its data."""
        manage(self.environment, *arguments, quiet=True)

    def run(self, module: str, *arguments: str) -> None:
        """Run a module on its data."""
        command = [sys.executable, "-m", module, *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)


@contextmanager
def running_product(
    data: Path, *, servers: bool, seed: tuple[str, ...] = (), **settings: str
) -> Iterator[Product]:
    """A product with a database, index and queue of its own; ``seed`` is a management command,
    ``settings`` are variables without their TIQIAO_.
    """
    if not servers:
        yield from _run(data, {}, seed, settings)
        return
    with running_servers(SERVERS) as addresses:
        name = f"product_{secrets.token_hex(4)}"
        own = addresses | {
            "DATABASE_URL": own_database(addresses["DATABASE_URL"], name),
            "REDIS_URL": f"{addresses['REDIS_URL'].removesuffix('/0')}/1",
            "ELASTICSEARCH_PREFIX": name,
        }
        yield from _run(data, own, seed, settings)


def _run(
    data: Path, servers: dict[str, str], seed: tuple[str, ...], settings: dict[str, str]
) -> Iterator[Product]:
    port = free_port()
    usual = {
        "DEMO": "1",
        "LOG_LEVEL": "WARNING",
        "MODEL_THREADS": "1",
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    environment = environment_of(data=data, servers=servers, **(usual | settings))
    data.mkdir(parents=True, exist_ok=True)
    if not servers:
        databases.sqlite_copy(data / "tiqiao.sqlite3")
    if seed:
        manage(environment, *seed, quiet=True)
    log = data / "product.log"
    with running(environment, port=port, log=log) as (address, processes):
        yield Product(address, environment, log, processes)


@contextmanager
def database_of_its_own() -> Iterator[dict[str, str]]:
    """Variables of an installation on PostgreSQL with an empty database, and no other server."""
    with running_servers(SERVERS, ["postgres"]) as addresses:
        name = f"product_{secrets.token_hex(4)}"
        yield {"DATABASE_URL": own_database(addresses["DATABASE_URL"], name)}


def database_url(connection: Any) -> str:
    """The address of the database that a test runs on, for processes that it starts."""
    own = connection.settings_dict
    server = f"{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}"
    return f"postgresql://{server}/{own['NAME']}"


def own_database(url: str, name: str) -> str:
    """The address of a new database of this name, with the schema and nothing else in it."""
    template = databases.postgres_template(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
