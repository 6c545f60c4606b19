"""Holds every registered invariant against the database; ends with an error where one is broken."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.core.checks import checks_names, checks_run

SHOWN = 20  # lines for each check


class Command(BaseCommand):
    help = "Check what must always hold of deals, contracts, payments and the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        found = checks_run()
        for name in checks_names():
            wrong = found.get(name, [])
            self.stdout.write(f"{name}: {len(wrong) or 'ok'}")
            for line in wrong[:SHOWN]:
                self.stdout.write(f"  {line}")
            if len(wrong) > SHOWN:
                self.stdout.write(f"  … {len(wrong) - SHOWN} more")
        if found:
            raise CommandError(f"{len(found)} of {len(checks_names())} checks failed.")
