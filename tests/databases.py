"""The database as the migrations make it: made once, copied for every process that needs one.

Even without its migrations (tests/tables.py) that takes as long as dozens of tests. What was made is
kept beside the servers of the tests under the digest of all that shapes it, so that a changed
migration makes it anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from deploy.local.application import environment_of
from tests import SERVERS

ROOT = Path(__file__).parents[1]
BACKEND = ROOT / "backend"
KEPT = SERVERS / "databases"
_IMPORTED = re.compile(r"^import (backend\.[\w.]+)$", re.MULTILINE)


def digest() -> str:
    """Of the migrations, what they import, the triggers and the packages' versions."""
    migrations = sorted(BACKEND.glob("*/migrations/*.py"))
    named = {name for path in migrations for name in _IMPORTED.findall(path.read_text("utf-8"))}
    modules = [_module(name) for name in sorted(named)]
    triggers = sorted(BACKEND.glob("*/triggers.py"))
    whole = hashlib.sha256()
    for path in (ROOT / "requirements.lock", *migrations, *modules, *triggers):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def sqlite_copy(to: Path) -> None:
    """Lay a migrated SQLite database at ``to``."""
    with _only_one():
        kept = KEPT / f"{digest()}.sqlite3"
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                _make_tables(environment_of(data=Path(folder), MODEL="null"))
                (Path(folder) / "tiqiao.sqlite3").rename(kept)
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, to)


def postgres_template(url: str) -> str:
    """The name of a migrated database beside the one at ``url``, for CREATE DATABASE … TEMPLATE."""
    name = f"migrated_{digest()}"
    with _only_one(), psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            making = f"making_{secrets.token_hex(4)}"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
            with tempfile.TemporaryDirectory() as folder:
                own = {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{making}"))}
                _make_tables(environment_of(data=Path(folder), servers=own, MODEL="null"))
            # Under its name only once it is whole.
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(making), sql.Identifier(name)
                )
            )
    return name


def _make_tables(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.tables"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _module(name: str) -> Path:
    place = ROOT / name.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def held(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables that hold a row, as SQL names them."""
    named = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = [connection.ops.quote_name(name) for name in named]
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {table for (table,) in cursor.fetchall()}


def empty(connection: BaseDatabaseWrapper, *, but: set[str]) -> None:
    """Take away what a test has committed.

    As Django's flush does, which truncates every table there is and makes the content types and
    permissions anew: a hundred times the work.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The ledger's triggers let nothing be deleted.
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table in held(connection) - but:
            cursor.execute(f"DELETE FROM {table}")


@contextmanager
def _only_one() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "making.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
