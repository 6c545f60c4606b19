"""Time zones to choose from: one name for each, in the reader's language, by their offset."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

HOME = "Asia/Shanghai"
# One place for each time that people live by, those with summer time apart from those without.
# fmt: off
_ZONES = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver",
    "America/Phoenix", "America/Chicago", "America/Mexico_City", "America/New_York",
    "America/Bogota", "America/Halifax", "America/Caracas", "America/St_Johns", "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires", "Atlantic/Azores", "UTC", "Africa/Casablanca", "Africa/Lagos",
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Athens", "Africa/Cairo",
    "Africa/Johannesburg", "Asia/Jerusalem", "Europe/Istanbul", "Europe/Moscow", "Africa/Nairobi",
    "Asia/Riyadh", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Almaty", "Asia/Tashkent",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Urumqi", "Asia/Yangon",
    "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Novosibirsk", "Asia/Hong_Kong", "Asia/Taipei",
    "Asia/Singapore", "Australia/Perth", "Asia/Tokyo", "Asia/Seoul", "Australia/Adelaide",
    "Australia/Darwin", "Australia/Brisbane", "Australia/Sydney", "Asia/Vladivostok",
    "Pacific/Noumea", "Pacific/Auckland",
)
# fmt: on


def zones(held: str = "") -> list[tuple[str, str]]:
    """Each zone with its words, Beijing time first, then from west to east; ``held`` is among them."""
    at = timezone.now()
    others = {*_ZONES, held} - {"", HOME}
    ordered = sorted(others, key=lambda name: (at.astimezone(ZoneInfo(name)).utcoffset(), name))
    return [(name, _words(name, at)) for name in [HOME, *ordered]]


def _words(name: str, at: datetime) -> str:
    """Like “UTC+09:00 Tokyo”, as the clocks stand at an instant."""
    offset = f"{at.astimezone(ZoneInfo(name)):%z}"
    locale = "zh_Hans" if (get_language() or "").startswith("zh") else "en"
    if name == HOME:
        place = _("Beijing time")
    elif name == "UTC":
        place = ""
    else:
        place = get_timezone_location(ZoneInfo(name), locale=locale, return_city=True)
    return f"UTC{offset[:3]}:{offset[3:]} {place}".strip()
