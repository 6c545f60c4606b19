"""Checks, updates and compiles the translations."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.core import translations


class Command(BaseCommand):
    help = (
        "check: every message has its Chinese, none is fuzzy, placeholders agree. "
        "update: bring the catalogues up to the code. compile: write the .mo files."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check", "update", "compile"])
        parser.add_argument("apps", nargs="*", help="names of apps to update; all by default")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options["apps"])

    def _check(self, names: list[str]) -> None:
        faults = translations.faults()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the translations")
        self.stdout.write("All messages are translated.")

    def _update(self, names: list[str]) -> None:
        for app in _chosen(names):
            left = translations.update(app)
            self.stdout.write(f"{app.name}: {left} to translate")

    def _compile(self, names: list[str]) -> None:
        self.stdout.write(f"{translations.compile_all()} catalogues compiled")


def _chosen(names: list[str]) -> list[Path]:
    found = [app for app in translations.apps() if not names or app.name in names]
    unknown = set(names) - {app.name for app in found}
    if unknown:
        raise CommandError(f"no such app: {', '.join(sorted(unknown))}")
    return found
