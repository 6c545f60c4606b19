"""Goes back to the generation of the search index before the one in force."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.core.errors import Refusal
from backend.discovery.services import index_rollback


class Command(BaseCommand):
    help = "Put the generation before in force again and bring it up to the listings."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            name = index_rollback()
        except Refusal as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} is in force again")
