"""Writes what became of pairings as the file that training reads."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.catalog.kinds import KINDS
from backend.discovery.documents import market_export, outcomes_export
from backend.discovery.management.pairing_evaluation import BadJudgements, grades_in


class Command(BaseCommand):
    help = (
        "Export outcomes with their listings as JSON lines, for train_matching --labels FILE. "
        "Confidential texts are in it: keep it on the platform's own machines."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--market",
            type=Path,
            metavar="PAIRS",
            nargs="+",
            help="instead, the whole market with the grades of these files, as evaluate_pairings "
            "reads them: for python -m matching.fit release --market FILE",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = _write(options["file"], options["market"])
        except BadJudgements as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be written: {error.strerror}") from error
        self.stdout.write(f"{count} outcomes in {options['file']}")


def _write(file: Path, market: list[Path] | None) -> int:
    if market is None:
        return outcomes_export(file)
    grades = {key: grade for path in market for key, grade in grades_in(path).items()}
    return market_export(file, [kind.name for kind in KINDS.values() if kind.paired], grades)
