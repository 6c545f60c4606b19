"""The days until a call's deadline, or of its public notice, are over:
``python -m tests.browser.deadlines CALL closes_at|notice_until``.
"""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()  # models are read below only after it

from django.utils import timezone  # noqa: E402

from backend.challenges.jobs import calls_close  # noqa: E402
from backend.challenges.models import Call  # noqa: E402


def main(call_id: str, column: str) -> None:
    """Call by call; what the schedule does each minute is done at once."""
    Call.objects.filter(pk=call_id).update(**{column: timezone.now()})
    calls_close()


if __name__ == "__main__":
    main(*sys.argv[1:])
