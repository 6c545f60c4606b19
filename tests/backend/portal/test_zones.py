"""Time zones to choose from."""

from __future__ import annotations

from django.utils import translation

from backend.portal.zones import HOME, zones


def test_beijing_time_is_first_and_the_rest_goes_from_west_to_east() -> None:
    with translation.override("zh-hans"):
        (home, words), *others = zones()
        assert (home, words) == (HOME, "UTC+08:00 北京时间")
        assert ("Asia/Tokyo", "UTC+09:00 东京") in others
        names = [name for name, _words in others]
        assert names.index("America/Phoenix") < names.index("UTC") < names.index("Asia/Tokyo")


def test_a_zone_in_force_stays_to_be_chosen() -> None:
    assert "Pacific/Chatham" not in dict(zones())
    assert "Pacific/Chatham" in dict(zones("Pacific/Chatham"))
