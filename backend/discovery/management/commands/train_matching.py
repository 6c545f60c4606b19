"""Learns a candidate from judged pairs or from outcomes, and compares it with what is in force."""

from __future__ import annotations

import json
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from backend.discovery.documents import outcomes_export
from backend.discovery.releases import release_in_force
from matching import facade as matching
from matching.contracts import MatchingError

FROM_OUTCOMES = "from-outcomes"


class Command(BaseCommand):
    help = (
        "Learn a candidate release. It is written beside the others with the gate's report; "
        "`models promote NAME` puts it in force where it passed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--labels",
            default=FROM_OUTCOMES,
            metavar="FOLDER|FILE|from-outcomes",
            help="a BEIR folder of judged pairs, a file of export_outcomes, or the outcomes kept",
        )
        parser.add_argument("--part", choices=["weights"], default="weights")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder, _Bar(shown=not options["json"]) as bar:
            try:
                trained = matching.train_weights(
                    _labels(options["labels"], Path(folder)),
                    matching.release(release_in_force().ranker),
                    seed=options["seed"],
                    progress=bar.tell,
                )
            except MatchingError as error:
                raise CommandError(str(error)) from error
        name, gate = trained.release.name, trained.gate
        if options["json"]:
            self.stdout.write(json.dumps({"release": name, "gate": gate.as_record()}, indent=2))
            return
        self.stdout.write(matching.card(trained.release))
        if gate.passed:
            self.stdout.write(f"put it in force: python -m backend.manage models promote {name}")


class _Bar:
    """One bar for each step of the training."""

    def __init__(self, *, shown: bool) -> None:
        self._bar = tqdm(disable=not shown, unit="")
        self._step = ""

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()

    def tell(self, step: str, done: int, whole: int) -> None:
        if step != self._step:
            self._step = step
            self._bar.reset(whole)
            self._bar.set_description(step)
        self._bar.update(done - self._bar.n)


def _labels(chosen: str, folder: Path) -> Path:
    if chosen != FROM_OUTCOMES:
        return Path(chosen)
    path = folder / "outcomes.jsonl"
    outcomes_export(path)
    return path
