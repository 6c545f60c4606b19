"""Dates as people write them: in full, or relative within a week."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
WEEK = 7
YEARS = 50  # around today: no day of the market lies beyond


def validate_near(value: date) -> None:
    """Refuse a day that lies further away than anybody plans: most often a slip of the year."""
    if abs(value.year - timezone.localdate().year) > YEARS:
        raise ValidationError(_("Give a day within %(n)s years of today.") % {"n": YEARS})


def day(value: date) -> str:
    """2026年11月22日 or 22 Nov 2026, in the display's time zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if (get_language() or "").startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def minute(value: datetime) -> str:
    """In full with the time of day: 2026年11月22日 09:05."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


def stretch(begins: datetime, ends: datetime) -> str:
    """From when to when: 2026年12月3日 09:00–11:30, with both days where it goes over midnight."""
    first, last = timezone.localtime(begins), timezone.localtime(ends)
    if first.date() == last.date():
        return f"{day(first)} {first:%H:%M}–{last:%H:%M}"
    return f"{day(first)} {first:%H:%M} – {day(last)} {last:%H:%M}"


def moment(value: date, *, now: datetime | None = None) -> str:
    """Relative within a week (today with its time), else the full date."""
    today = timezone.localtime(now).date()
    clock = ""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        value, clock = local.date(), f" {local:%H:%M}"
    days = (value - today).days
    if days == 0:
        return _("today") + clock
    if days == -1:
        return _("yesterday") + clock
    if days == 1:
        return _("tomorrow") + clock
    if -WEEK < days < 0:
        return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}
    if 0 < days < WEEK:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return day(value)
