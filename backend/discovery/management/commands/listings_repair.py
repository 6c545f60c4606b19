"""Heals what the chain from publishing to notice left undone, at once instead of by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.core.dispatcher import deliver_all
from backend.core.errors import Unavailable
from backend.discovery.jobs import listings_repair


class Command(BaseCommand):
    help = "Compare listings with what is encoded, indexed, and matched, and heal it."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = listings_repair(grace=timedelta(0))
        except Unavailable as error:
            raise CommandError(f"The index does not answer: {error}") from error
        delivered = deliver_all()
        self.stdout.write(
            f"encoded {done.encoded}, reindexed {done.reindexed}, matched again {done.rematched}; "
            f"{delivered} reactions run"
        )
