"""Evaluates the matcher on a BEIR folder through the product's own code; needs no database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from matching import facade as matching
from matching.contracts import MatchingError


class Command(BaseCommand):
    help = "Evaluate the matcher: FOLDER holds corpus.jsonl, queries.jsonl and qrels/test.tsv."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(desc="evaluate", disable=options["json"], unit=" steps") as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            try:
                found = matching.evaluate(options["folder"], progress=progress)
            except MatchingError as error:
                raise CommandError(str(error)) from error
        shown = matching.as_json(found) if options["json"] else matching.as_table(found)
        self.stdout.write(shown)
