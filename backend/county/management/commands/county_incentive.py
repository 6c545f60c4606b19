"""Prints what a county is given for its class and the places that it gained."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.county.incentives import award_of
from backend.county.schemes import schemes


class Command(BaseCommand):
    help = "Print the incentive in yuan by the newest scheme of the county index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--last", required=True, help="last year's class; - without a base year"
        )
        parser.add_argument("--this", required=True, help="this year's class")
        parser.add_argument("--gained", required=True, type=int, help="places gained in the class")
        parser.add_argument("--json", action="store_true", help="with its parts, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        scheme = schemes()[0]
        known = [code for code, _bound in scheme.classes]
        last = None if options["last"] == "-" else options["last"]
        for name, given in (("--last", last), ("--this", options["this"])):
            if given is not None and given not in known:
                raise CommandError(f"{name}: “{given}” is none of {', '.join(known)}.")
        award = award_of(
            scheme.incentive, last=last, this=options["this"], gained=options["gained"]
        )
        if not options["json"]:
            self.stdout.write(str(award.total))
            return
        answer = {
            "last": last,
            "this": options["this"],
            "gained": options["gained"],
            "amount": award.total,
            "currency": "CNY",
            "parts": asdict(award) | {"capped": award.capped},
            "scheme": scheme.code,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
