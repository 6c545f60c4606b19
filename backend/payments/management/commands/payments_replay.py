"""Has messages of payment providers handled once more."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from backend.payments.services import webhooks_replay


class Command(BaseCommand):
    help = (
        "Handle messages of payment providers once more: those not handled yet, one by --event, or "
        "--all; --fetch gets those that never arrived. Handling one twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=30, help="how far back (30)")
        parser.add_argument("--event", default="", help="the provider's id of one message")
        parser.add_argument("--all", action="store_true", help="handled ones too")
        parser.add_argument("--fetch", action="store_true", help="ask for those that got lost")

    def handle(self, *args: Any, **options: Any) -> None:
        count = webhooks_replay(
            since=timezone.now() - timedelta(days=options["days"]),
            event_id=options["event"],
            fetch=options["fetch"],
            all_states=options["all"],
        )
        self.stdout.write(f"{count} messages are handled anew.")
