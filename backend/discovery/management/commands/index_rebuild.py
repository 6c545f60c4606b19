"""Builds the search index anew from the database, beside the one in force."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from backend.catalog.kinds import KINDS
from backend.core.errors import Refusal
from backend.discovery.services import (
    BuildIncomplete,
    index_outdated,
    index_rebuild,
    index_rewrite,
)


class Command(BaseCommand):
    help = (
        "Build the next generation of the index while writes go to both, compare it with the "
        "database, and put it in force last. The one before is kept for index_rollback."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--resume", action="store_true", help="go on with one that was begun")
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="only where the mapping or the encoder is not the program's",
        )
        parser.add_argument(
            "--kind",
            choices=list(KINDS),
            help="write the documents of one kind again, within the generation in force",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] and (options["resume"] or options["if_needed"]):
            raise CommandError("--kind writes within the generation in force: give it alone.")
        try:
            self._build(**{name: options[name] for name in ("kind", "resume", "if_needed")})
        except (Refusal, BuildIncomplete) as error:
            raise CommandError(str(error)) from error

    def _build(self, *, kind: str | None, resume: bool, if_needed: bool) -> None:
        if if_needed and not index_outdated():
            self.stdout.write("The index is as this program builds it.")
            return
        with tqdm(desc="index", unit=" listings", disable=None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            if kind:
                written = index_rewrite(kind=kind, progress=progress)
                line = f"{written} documents of kind {kind} written again"
            else:
                built = index_rebuild(resume=resume, progress=progress)
                line = f"{built.generation} is in force; {built.written} documents written"
        self.stdout.write(line)
