"""The releases of the matcher: which there are, what each is, which is in force."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.accounts.actors import PLATFORM
from backend.core.errors import Refusal
from backend.discovery.releases import releases_known
from backend.discovery.services import BuildIncomplete, release_promote, release_rollback
from matching import facade as matching
from matching.contracts import MatchingError


class Command(BaseCommand):
    help = "List releases, show one, put one in force or the one before it back; build the encoder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("list", help="every release, the one in force marked")
        for name, about in (("show", "a release's card"), ("promote", "put it in force")):
            acts.add_parser(name, help=about).add_argument("name")
        acts.add_parser(
            "build", help="unpack the encoder into its folder, before a process needs it"
        )
        acts.add_parser("rollback", help="put back what was in force before")

    def handle(self, *args: Any, act: str, name: str = "", **options: Any) -> None:
        try:
            getattr(self, f"_{act}")(name)
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except (MatchingError, BuildIncomplete) as error:
            raise CommandError(str(error)) from error

    def _list(self, _name: str) -> None:
        for row in releases_known():
            mark = "*" if row.in_force else " "
            self.stdout.write(
                f"{mark} {row.name:16}{row.fitted_on[:19]:22}{row.verdict:12}{row.encoder_version}"
            )

    def _build(self, _name: str) -> None:
        # The release as shipped: an image is built without a database that could say another.
        matching.warm_up(matching.active_release().encoder_version)

    def _show(self, name: str) -> None:
        self.stdout.write(matching.card(matching.release(name)))

    def _promote(self, name: str) -> None:
        self._switched(release_promote(actor=PLATFORM, name=name).name)

    def _rollback(self, _name: str) -> None:
        self._switched(release_rollback(actor=PLATFORM).name)

    def _switched(self, name: str) -> None:
        self.stdout.write(f"in force: {name}; the market is ranked anew")
