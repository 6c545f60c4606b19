"""Writing a row whose fields must be unique."""

from __future__ import annotations

from django.db import IntegrityError, models, transaction


def save_checked(row: models.Model) -> None:
    """Check a row and write it.

    Raises ValidationError by field, also where another was written between check and writing: two
    who send the same form at once are told the same as two who send it one after the other.
    """
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.full_clean()
        raise
