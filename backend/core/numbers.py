"""Readable numbers: a series counts by the year and has no gaps, since a number is taken in the
transaction of what bears it, from a row that is locked until that ends."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from .models import NumberSeries

# Series → how its number reads; the year is that of the platform's own calendar.
FORMATS = {
    "booking": "YY-{year}-{n:06d}",
    "call": "ZJ-{year}-{n:06d}",
    "certificate": "ZS-{year}-{n:06d}",
    "contract": "HT-{year}-{n:06d}",
    "deal": "QT-{year}-{n:06d}",
    "mandate": "WT-{year}-{n:06d}",
    "need_list": "XQ-{year}-{n:06d}",
    "payment": "ZF-{year}-{n:06d}",
    "ticket": "GD-{year}-{n:06d}",
    "programme": "ZC-{year}-{n:04d}",
    "support": "SB-{year}-{n:06d}",
    "voucher": "CXQ-{year}-{n:06d}",
    "recommendation": "TJ-{year}-{n:04d}",
    "project": "XM-{year}-{n:04d}",
}


def number_take(series: str, *, on: date | None = None) -> str:
    """The next number of the series in the year of ``on`` (today): HT-2026-000012.

    Raises KeyError for an unknown series, and as ``serial_take``.
    """
    written = FORMATS[series]
    year = (on or timezone.localdate()).year
    return written.format(year=year, n=serial_take(series, year))


def serial_take(series: str, year: int) -> int:
    """The next count of a series in a year, for numbers that are written by rules of their own.

    Raises TransactionManagementError outside a transaction: a number taken for something that is then
    not written would leave a gap.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("take a number inside its transaction")
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(series=series, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last
