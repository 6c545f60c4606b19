"""Compares every listing with the search index, both ways."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from backend.core.errors import Refusal
from backend.discovery.services import Differences, index_check, index_outdated

SHOWN = 20  # ids of each kind of difference, in the text


class Command(BaseCommand):
    help = (
        "Compare every listing's version and visibility with the index, both ways. "
        "Ends with 1 where something differs, or after --repair still differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="heal what differs, look again")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["json"]
        try:
            outdated = index_outdated()
            found = self._check(repair=options["repair"], quiet=quiet)
            left = self._check(repair=False, quiet=quiet) if options["repair"] else found
        except Refusal as error:
            raise CommandError(str(error)) from error
        if quiet:
            self.stdout.write(json.dumps(_as_json(found, left, outdated)))
        else:
            self._print(found, left, outdated, repaired=options["repair"])
        if left.total:
            sys.exit(1)

    def _check(self, *, repair: bool, quiet: bool) -> Differences:
        with tqdm(desc="compare", unit=" listings", disable=True if quiet else None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            return index_check(repair=repair, progress=progress)

    def _print(
        self, found: Differences, left: Differences, outdated: str, *, repaired: bool
    ) -> None:
        if outdated:
            self.stdout.write(f"A rebuild is due: {outdated}")
        self.stdout.write(_line(found))
        for name in found.counts:
            ids = getattr(found, name)
            if ids:
                more = " …" if len(ids) > SHOWN else ""
                shown = ", ".join(map(str, ids[:SHOWN]))
                self.stdout.write(f"  {name.replace('_', ' ')}: {shown}{more}")
        if repaired:
            self.stdout.write(f"after the repair: {_line(left)}")


def _line(found: Differences) -> str:
    counts = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in found.counts.items())
    return f"{found.compared} listings compared: {counts}"


def _as_json(found: Differences, left: Differences, outdated: str) -> dict[str, Any]:
    ids = {name: getattr(found, name) for name in found.counts}
    return {"compared": found.compared, **ids, "left": left.counts, "outdated": outdated}
