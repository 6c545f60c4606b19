"""Delivers what is due until it is killed: ``python -m tests.faults.worker``."""

from __future__ import annotations

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django.db import OperationalError, close_old_connections  # noqa: E402

from backend.core.dispatcher import deliver_due, release_leases  # noqa: E402


def main() -> None:
    """One worker at a time: what is claimed at its start was a dead one's."""
    release_leases()
    while True:
        try:
            ran = deliver_due()
        except OperationalError:
            close_old_connections()
            ran = 0
        if not ran:
            time.sleep(0.1)


if __name__ == "__main__":
    main()
