"""Dates in full and relative within a week, in the display's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from backend.core import dates

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (NOW - timedelta(hours=3), "今天 09:00", "today 09:00"),
        (NOW - timedelta(hours=13), "昨天 23:00", "yesterday 23:00"),
        (NOW + timedelta(days=1), "明天 12:00", "tomorrow 12:00"),
        (NOW - timedelta(days=3), "3 天前", "3 days ago"),
        (NOW + timedelta(days=6), "6 天后", "in 6 days"),
        (NOW - timedelta(days=7), "2026年11月15日", "15 Nov 2026"),
        (NOW + timedelta(days=7), "2026年11月29日", "29 Nov 2026"),
        (date(2026, 11, 22), "今天", "today"),
        (date(2027, 6, 30), "2027年6月30日", "30 Jun 2027"),
    ],
)
def test_moments(value: date, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert dates.moment(value, now=NOW) == chinese
    with translation.override("en"):
        assert dates.moment(value, now=NOW) == english


def test_a_day_is_that_of_the_display() -> None:
    late = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # past midnight in Shanghai
    with translation.override("zh-hans"):
        assert dates.day(late) == "2026年11月22日"


def test_a_day_beyond_anybodys_plans_is_refused() -> None:
    this_year = timezone.localdate().year
    dates.validate_near(date(this_year + dates.YEARS, 12, 31))
    for year in (this_year + dates.YEARS + 1, 9999, 202):
        with pytest.raises(ValidationError):
            dates.validate_near(date(year, 1, 1))
