"""Some minutes pass for what is sent beyond the inbox: ``python -m tests.browser.later MINUTES``."""

from __future__ import annotations

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()  # models are read below only after it

from django.utils import timezone  # noqa: E402

from notifications import facade  # noqa: E402


def main(minutes: int) -> None:
    """What is due by then goes out."""
    now = timezone.now() + timedelta(minutes=minutes)
    facade.digests_make(now=now)
    while facade.post_due(now=now):
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]))
