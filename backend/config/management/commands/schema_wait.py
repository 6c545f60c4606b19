"""Waits until the database has the schema of this release: workers start after the migrations."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from backend.config.probes import migrations_missing

PAUSE = 2.0  # seconds between looks


class Command(BaseCommand):
    help = "Wait for the database and for the migrations of this release."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=int, default=600, help="seconds to wait at most")

    def handle(self, *args: Any, timeout: int, **options: Any) -> None:
        until = time.monotonic() + timeout
        while lacks := _lacks():
            if time.monotonic() > until:
                raise CommandError(f"After {timeout} s: {lacks}.")
            self.stderr.write(f"waiting: {lacks}")
            time.sleep(PAUSE)


def _lacks() -> str:
    try:
        missing = migrations_missing()
    except DatabaseError as error:
        connection.close()
        return f"the database does not answer ({type(error).__name__})"
    return f"{len(missing)} migrations are yet to be applied, {missing[0]} first" if missing else ""
