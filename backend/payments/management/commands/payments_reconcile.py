"""Compares our books with the payment providers'."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from backend.payments.models import Difference
from backend.payments.services import payments_reconcile


class Command(BaseCommand):
    help = "Compare payments with what the providers have; exits 1 where a difference is open."

    def handle(self, *args: Any, **options: Any) -> None:
        count = payments_reconcile()
        for row in Difference.objects.filter(resolved_at=None).order_by("pk"):
            self.stdout.write(
                f"{row.gateway} {row.kind} {row.object_id}: here {row.ours or '-'}, "
                f"there {row.theirs or '-'}"
            )
        self.stdout.write(f"{count} differences are open.")
        if count:
            sys.exit(1)
