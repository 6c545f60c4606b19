"""Measures the check of indicators on labelled cases; needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching import facade as matching
from matching.contracts import MatchingError


class Command(BaseCommand):
    help = (
        "Measure the check of indicators: FILE holds a JSON object a line with need, achievement "
        "and verdict (met, nearly, missed, unclear or absent). Where no case is labelled nearly, "
        "nearly met counts as missed."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = matching.evaluate_indicators(options["file"])
        except MatchingError as error:
            raise CommandError(str(error)) from error
        shown = matching.indicators_as_json if options["json"] else matching.indicators_as_table
        self.stdout.write(shown(found))
