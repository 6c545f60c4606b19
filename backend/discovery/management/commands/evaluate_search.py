"""Measures the search box on questions whose right answers are known."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.discovery.management.pairing_evaluation import BadJudgements
from backend.discovery.management.search_evaluation import as_table, evaluate_search
from backend.discovery.services import engines_warm_up


class Command(BaseCommand):
    help = (
        "Ask the database at hand what people search for: FILE holds a JSON object a line with a "
        "question q, the titles that answer it, best first (none where nothing does), and a type."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        engines_warm_up()
        try:
            found = evaluate_search(options["file"])
        except BadJudgements as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found.as_record(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_table(found))
