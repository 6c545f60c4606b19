"""A process that books one transfer after another and says so, until somebody kills it.

usage: python -m tests.backend.ledger.posting_process COUNT
"""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from tests.backend.ledger.ledgers import pay  # noqa: E402

if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        pay("1.10", reference=f"k{number}")
        print(number, flush=True)
