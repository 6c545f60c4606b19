"""Imports the boundaries of regions that the operator is entitled to show, or drops them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.insights.reading import outlines_of
from backend.insights.services import boundaries_drop, boundaries_import

MOST_BYTES = 50 << 20


class Command(BaseCommand):
    help = (
        "Import boundaries from a GeoJSON file for the map of regions; none are shipped. The approval"
        " number of the map (审图号) is kept and shown under it. --drop goes back to tiles."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="GeoJSON; each feature names its region by adcode"
        )
        parser.add_argument("--approval", default="", help="approval number, as GS(2024)0650号")
        parser.add_argument(
            "--source", default="", help="whose map it is, as shown beside the number"
        )
        parser.add_argument("--drop", action="store_true", help="remove all boundaries")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["drop"]:
            self.stdout.write(f"{boundaries_drop()} boundaries removed.")
            return
        if not options["file"]:
            raise CommandError("Name a GeoJSON file, or --drop.")
        try:
            path = Path(options["file"])
            if path.stat().st_size > MOST_BYTES:
                raise CommandError("The file is larger than 50 MB; simplify the boundaries.")
            n = boundaries_import(
                outlines=outlines_of(path.read_bytes()),
                approval=options["approval"],
                source=options["source"],
            )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{n} boundaries imported.")
