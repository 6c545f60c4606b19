"""Evaluates the matcher on judged needs through the product's own code; needs no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from backend.discovery.management.evaluation_report import report
from matching import facade as matching
from matching.contracts import MatchingError

Progress = Callable[[str, int, int], None]


class Command(BaseCommand):
    help = (
        "Evaluate the matcher. FOLDER holds corpus.jsonl, queries.jsonl and qrels/test.tsv; a "
        "file of papers (JSON lines with title and abstract) is tried title against abstracts."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
        parser.add_argument(
            "--html", type=Path, metavar="FILE", help="write a report with pictures"
        )
        parser.add_argument(
            "--encodings",
            type=Path,
            metavar="FOLDER",
            help="keep vectors here, so that the next run does not encode the corpus again",
        )

        parser.add_argument(
            "--train-folds", type=int, metavar="N", help="what learning is worth, in N folds"
        )
        parser.add_argument(
            "--split", choices=["need", "pair"], default="need", help="what a fold keeps together"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        page: Path | None = options["html"]
        # Said before the work of minutes, not after it.
        if page is not None and (page.is_dir() or not page.absolute().parent.is_dir()):
            raise CommandError(f"--html: {page} must be a file in a folder that exists")
        with ExitStack() as shown:
            bars: dict[str, tqdm] = {}

            def progress(stage: str, done: int, total: int) -> None:
                if stage not in bars:
                    bar = tqdm(desc=stage, total=total, disable=options["json"])
                    bars[stage] = shown.enter_context(bar)
                bars[stage].update(done - bars[stage].n)

            try:
                found = matching.evaluate(
                    options["folder"], encodings=options["encodings"], progress=progress
                )
                learnt = _learnt(options, progress)
            except MatchingError as error:
                raise CommandError(str(error)) from error
        if page is not None:
            page.write_text(report(found), encoding="utf-8")
        if options["json"]:
            told = json.loads(matching.as_json(found))
            told |= {} if learnt is None else {"train_folds": learnt.as_record()}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        self.stdout.write(matching.as_table(found))
        if learnt is not None:
            self.stdout.write(learnt.as_table())


def _learnt(options: dict[str, Any], progress: Progress) -> matching.CrossValidation | None:
    if options["train_folds"] is None:
        return None
    return matching.cross_validate(
        options["folder"],
        folds=options["train_folds"],
        by=options["split"],
        encodings=options["encodings"],
        progress=progress,
    )
