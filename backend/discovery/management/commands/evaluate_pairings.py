"""Measures the pairings of the database at hand on judged ones."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.discovery.management.pairing_evaluation import (
    BadJudgements,
    as_table,
    evaluate_pairings,
)
from backend.pairings.models import Side


class Command(BaseCommand):
    help = (
        "Measure the pairings that are shown: FILE holds a JSON object a line with the titles of a "
        "need and an offer and a grade (3 on target, 2 worth a call, 1 related, 0 unrelated). What "
        "is shown for its needs and not in it is counted apart."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--verdicts",
            type=Path,
            metavar="FILE",
            help="judged indicators: need, offer, indicator, verdict",
        )
        parser.add_argument(
            "--side",
            choices=Side.values,
            help="what this side is shown, as it reads the other; else what either is shown, as the "
            "two fit wholly",
        )
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = evaluate_pairings(
                options["file"], options["verdicts"], side=options["side"] and Side(options["side"])
            )
        except BadJudgements as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(found.as_record(), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_table(found))
