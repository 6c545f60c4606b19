"""Replays the ledger's hash chain; ends with an error at the first broken link."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.ledger.services.verifying import chain_verify


class Command(BaseCommand):
    help = "Compute the chain of sealed journals anew and compare it with what is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = chain_verify()
        if verdict.broken:
            raise CommandError(
                f"Broken after {max(verdict.sealed - 1, 0)} good links: {verdict.broken}."
            )
        self.stdout.write(f"{verdict.sealed} journals hold; {verdict.unsealed} wait to be sealed.")
