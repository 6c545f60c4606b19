"""Break the index in every way known, heal it, and compare it with the database.

    python -m tests.faults [--short] [NAME …]

Starts real servers. Prints a line for each scenario; the last says how many passed and failed, and
how many documents differ in the end. ``--short`` plays the quick ones small, for the tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg

from deploy.local.application import environment_of
from deploy.local.servers import running_servers
from tests import SERVERS


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="words of scenarios' names")
    parser.add_argument("--short", action="store_true", help="the quick scenarios, small")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tiqiao-faults-") as folder:
        # The short ones break their own index alone, so they may share the tests' servers.
        root = SERVERS if chosen.short else Path(folder) / "servers"
        with running_servers(root) as addresses, _installed(Path(folder), addresses) as environment:
            return _play(chosen.names, chosen.short, root, addresses, environment)


@contextmanager
def _installed(folder: Path, addresses: dict[str, str]) -> Iterator[dict[str, str]]:
    """A database of one's own, and Django on it, in this process and in those that it starts."""
    name = f"faults_{os.getpid()}"
    with psycopg.connect(addresses["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
    own = addresses | {
        "DATABASE_URL": urlunsplit(urlsplit(addresses["DATABASE_URL"])._replace(path=f"/{name}")),
        "REDIS_URL": f"{addresses['REDIS_URL'].removesuffix('/0')}/9",
    }
    environment = environment_of(
        data=folder / "data",
        servers=own,
        MODEL="null",
        DISPATCH="manual",
        LOG_LEVEL="CRITICAL",
        ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
        DJANGO_SETTINGS_MODULE="",
    )
    environment = {key: value for key, value in environment.items() if value}
    for key in [key for key in os.environ if key.startswith("TIQIAO_")]:
        del os.environ[key]
    os.environ |= environment | {"DJANGO_SETTINGS_MODULE": "backend.config.settings"}
    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    try:
        yield environment
    finally:
        connections.close_all()
        shutil.rmtree(folder / "data", ignore_errors=True)
        with psycopg.connect(addresses["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def _play(
    names: list[str],
    short: bool,
    root: Path,
    addresses: dict[str, str],
    environment: dict[str, str],
) -> int:
    # Only now: models need an installation.
    from .scenarios import SCENARIOS
    from .stage import Stage

    passed = failed = differences = 0
    for scenario in SCENARIOS:
        size = scenario.short if short else scenario.size
        if not size or (names and not any(name in scenario.name for name in names)):
            continue
        started = time.monotonic()
        url = addresses["ELASTICSEARCH_URL"]
        stage = Stage(url, [url], environment, size)
        lost: list[str] = []
        try:
            scenario.play(stage, root)
            stage.server = url if scenario.name != "node of three killed" else ""
            lost = stage.lost() if stage.server else []
            outcome = "healed" if not lost else "LOST"
        except Exception:
            outcome = "FAILED"
            traceback.print_exc()
        passed += outcome == "healed"
        failed += outcome != "healed"
        differences += len(lost)
        took = time.monotonic() - started
        print(f"{scenario.name}: {outcome}, {stage.told()}, {len(lost)} lost ({took:.0f} s)")
        for line in lost[:5]:
            print(f"  {line}")
        sys.stdout.flush()
        stage.close()
    print(f"{passed} passed, {failed} failed; {differences} differences lost")
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
