"""Keeps that a backup ran to its end just now: its age is told at /metrics, and alerted of."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from backend.core.scheduling import job_note

BACKUP = "backup"


class Command(BaseCommand):
    help = "Note that a backup has just been made and checked."

    def handle(self, *args: Any, **options: Any) -> None:
        job_note(BACKUP, started_at=timezone.now())
