"""Writes what became of pairings as the file that training reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.discovery.documents import outcomes_export


class Command(BaseCommand):
    help = (
        "Export outcomes with their listings as JSON lines, for train_matching --labels FILE. "
        "Confidential texts are in it: keep it on the platform's own machines."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = outcomes_export(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{count} outcomes in {options['file']}")
