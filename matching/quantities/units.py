"""Units as people write them, in Chinese and English, over a registry of our own."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from matching.contracts import UnknownUnit

if TYPE_CHECKING:
    import pint

_HERE = Path(__file__).parent
_LONGEST = 40
# Names with signs that would otherwise split them, before anything else.
_WHOLE = ("dB(A)", "db(A)", "dB(a)", "分贝(A)", "r/min", "转/分", "bit/s")
_PRODUCTS = str.maketrans({"×": "*", "·": "*", "•": "*", "⋅": "*", "∙": "*", "․": "*", "．": "*"})
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RAISED = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
_PIECE = re.compile(r"(Nm3|[*/()^\d+\-]+)")
_CUBED = re.compile(r"(平方|立方)(千米|公里|毫米|厘米|分米|微米|米)")
_TEN = re.compile(r"^\*?\s*10\^?\(?([+\-−]?\d{1,2})\)?(?=$|[/*])")
_POWERS_OF_TEN = {
    -9: "ppb", -6: "ppm", -3: "permille", -2: "percent", 3: "thousand", 4: "wan", 6: "million",
    8: "yi",
}  # fmt: skip
_POINT = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])")  # W/(m.K)
_HUNDRED = re.compile(r"/100\s?(g|克|m[lL]|毫升)")
_PER_MINUTE = re.compile(r"/分(?![钟贝])")
_METRE_KELVIN = re.compile(r"/m([23]?)K$")  # W/mK is no watt per millikelvin
_COMPOUND = re.compile(r"[*/]")
_ROOT = re.compile(r"(?<=[A-Za-z\d])?√(?:\(?)(m|h|Hz)\)?(?![A-Za-z])|sqrt\((m|h|Hz)\)")
_ROOT_AFTER = re.compile(r"(?<![A-Za-z])(m)(?:\^?\(?(?:1/2|1⁄2|0\.5)\)?|½)(?!\d)")
# What it is a mass or a volume of: gCO2/kWh, kgCOD/(m³·d), mLCH4/gVS.
_SUBSTANCE = (
    r"(?<=[gtL3N³])(?:CO2|CO₂|CH4|CH₄|H2O|H₂O|H2|H₂|NH3|NH₃|NO[xX]|SO2|SO₂|O2|O₂|N2|N₂|COD(?:[cC]r)?|BOD5?|TN|TP|TS|"
    r"VSS?|VOCs?|MLSS|KOH)(?:-?eq?)?(?=$|[/·*()])"
)
_OF_SUBSTANCE = re.compile(_SUBSTANCE)
SUBSTANCE_LAST = re.compile(f"{_SUBSTANCE}(?<![/·*()])$")
_SUBSCRIPT = str.maketrans("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉₀₁₂₃₄₅₆₇₈₉")
_OF_SUBSTANCE_SHOWN = re.compile("(?<=[gtL³N])(?:CO²|CH⁴|H²O|H²|NH³|SO²|O²|N²)")
_MICRO = re.compile(r"(?<![A-Za-z])u(?=(?:m|g|L|A|F|H|V|W|s|ε|Ω)(?![A-Za-z]))")
_ROOT_SHOWN = re.compile(r"(?<=\w)·?√m(?![A-Za-z])")
_STANDARD_VOLUME = re.compile(r"m3\((?:标|标况|标态|STP|NTP)\)")
_LARGE = {"万": "wan", "萬": "wan", "亿": "yi", "百万": "million", "千万": "thousand*wan"}
_FACTOR = re.compile(
    r"\s*(?P<symbol>[^\s*/()^\d+\-−.]+?)\s*"
    r"(?:(?:\^|\*\*)?\s*\(?(?P<power>[+\-−]?\d{1,2})\)?)?\s*$"
)


@cache
def registry() -> pint.UnitRegistry:
    """The units of ``units.txt``, with Decimal numbers."""
    import pint

    return pint.UnitRegistry(
        str(_HERE / "units.txt"), non_int_type=Decimal, autoconvert_offset_to_baseunit=True
    )


@cache
def unit_names() -> dict[str, str]:
    """What people write, to the unit that it means."""
    names: dict[str, str] = {}
    for line in (_HERE / "unit_names.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            unit, _, others = line.partition("\t")
            names |= dict.fromkeys(others.split(), unit)
    return names


def parse_unit(written: str) -> pint.Unit:
    """The unit that ``written`` means; "" is dimensionless. Raises UnknownUnit."""
    unit = _parse(written)
    if unit is None:
        raise UnknownUnit(written)
    return unit


def unit_known(written: str) -> bool:
    """Whether ``parse_unit`` can read it."""
    return _parse(written) is not None


def counts(written: str) -> bool:
    """Whether it counts things, as 次 and 台 do: dimensionless, and yet no share."""
    name = unit_names().get(written.strip().lstrip("万亿").split("/")[0], written.strip())
    return name in {"count", "times", "r"}


def normalise_unit(written: str) -> str:
    """One way of writing it, as in "g/cm³" for "克/cm^3". Raises UnknownUnit."""
    parse_unit(written)
    text = written.strip()
    names = unit_names()
    if text not in names:
        text = unicodedata.normalize("NFKC", text.translate(_PRODUCTS)).replace("µ", "μ")
        text = text.replace("−", "-")
    text = _ROOT_AFTER.sub("√m", text)
    pieces = [text] if text in names else _PIECE.split(text)
    shown = "".join(_shown(piece) for piece in pieces)
    for unit, sign in (
        ("percent", "%"),
        ("permille", "‰"),
        ("degC", "℃"),
        ("°C", "℃"),
        ("degF", "℉"),
    ):
        shown = shown.replace(unit, sign)
    shown = re.sub(r"\^\(?([+\-]?\d+)\)?", r"\1", shown.replace("**", "^"))
    shown = re.sub(r"(?<=[^\W\d_])[+\-]?\d+", lambda m: m[0].translate(_RAISED), shown)
    shown = _MICRO.sub("μ", shown).replace("dBA", "dB(A)").replace("ntu", "NTU")
    shown = _ROOT_SHOWN.sub("·m^(1/2)", shown.replace("*", "·"))
    return _OF_SUBSTANCE_SHOWN.sub(lambda m: m[0].translate(_SUBSCRIPT), shown)


def _shown(piece: str) -> str:
    """The unit's sign; where it has only a word, such as "mesh" or 天, what was written stays."""
    unit = unit_names().get(piece, piece)
    if unit in {"percent", "permille", "degC", "degF"}:
        return unit
    return piece if (len(unit) > 3 and unit.islower()) or unit in {"day", "deg"} else unit


@lru_cache(maxsize=4096)
def _parse(written: str) -> pint.Unit | None:
    dimensionless = registry().dimensionless
    text = written.strip()
    if not text:
        return dimensionless
    if len(text) > _LONGEST:
        return None
    whole = unit_names().get(text) or (text if text == "degC" else None)
    if whole is not None and not _COMPOUND.search(whole):
        return _symbol(whole, alone=True)
    if whole is not None and "/" in whole:
        return _quotient(whole)
    text = text.translate(_POWERS).translate(_PRODUCTS)
    text = unicodedata.normalize("NFKC", text).replace("µ", "μ")
    for name in _WHOLE:
        text = text.replace(name, unit_names()[name])
    text = _CUBED.sub(lambda m: m[2] + ("2" if m[1] == "平方" else "3"), text)
    text = _HUNDRED.sub(lambda m: "/hg" if m[1] in "g克" else "/dL", text)
    text = _OF_SUBSTANCE.sub("", _STANDARD_VOLUME.sub("标方", text))
    text = (
        _ROOT.sub(_root, _ROOT_AFTER.sub(_root, text))
        .replace("/5cm", "/strip")
        .replace("/15mm", "/narrow_strip")
    )
    text = text.replace("/10min", "/ten_minutes").replace("24h", "d").replace("每", "/")
    text = _PER_MINUTE.sub("/分钟", _METRE_KELVIN.sub(r"/(m\1*K)", text))
    text = _POINT.sub("*", text)
    try:
        return _quotient(_TEN.sub(_power_of_ten, text))
    except (ValueError, InvalidOperation, OverflowError):
        return None


def _root(match: re.Match[str]) -> str:
    """A root as a factor of its own: MPa√m is MPa·√m."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    sign = "*" if before.isalnum() else ""
    return f"{sign}sqrt_{match[1] or match[match.lastindex or 1]}"


def _power_of_ten(match: re.Match[str]) -> str:
    power = int(match[1].replace("−", "-"))
    if power not in _POWERS_OF_TEN:
        raise ValueError(match[0])
    return _POWERS_OF_TEN[power]


def _quotient(text: str) -> pint.Unit:
    """Factors joined by * and /, what follows a / in parentheses below the line."""
    above, *below = _split(text, "/")
    unit = _product(above) if above.strip() not in {"", "1"} else registry().dimensionless
    for part in below:
        unit = unit / _product(part)
    return unit


def _split(text: str, sign: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            raise ValueError(text)
        if character == sign and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    if depth:
        raise ValueError(text)
    return [*parts, current]


def _product(text: str) -> pint.Unit:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        return _quotient(text[1:-1])
    factors = _split(text.replace("**", "^"), "*")
    if len(factors) > 1:
        start = registry().dimensionless
        return cast("pint.Unit", math.prod(map(_product, factors), start=start))
    return _power(text, compound=True)


def _power(text: str, *, compound: bool) -> pint.Unit:
    for name in sorted(_LARGE, key=len, reverse=True):
        if text.startswith(name) and len(text) > len(name):
            rest = _power(text[len(name) :], compound=True)
            return cast("pint.Unit", _quotient(_LARGE[name]) * rest)
    whole = unit_names().get(text, text)
    if _COMPOUND.search(whole) and whole != text:
        return _quotient(whole)
    known = _symbol(whole, alone=not compound)
    if known is not None:
        return known
    match = _FACTOR.match(text)
    if match is None or match["power"] is None:
        raise ValueError(text)
    power = int(match["power"].replace("−", "-"))
    if abs(power) > 12:
        raise ValueError(text)
    return cast("pint.Unit", _power(match["symbol"], compound=True) ** power)


def _symbol(symbol: str, *, alone: bool) -> pint.Unit | None:
    """A single unit with its prefix. Within a product a degree Celsius is a difference."""
    symbol = symbol.strip().replace("μ", "u").replace("µ", "u")
    if symbol in {"°C", "degC"}:
        symbol = "degC" if alone else "kelvin"
    if not symbol[:1].isalpha() and symbol != "°":
        return None
    if not all(c.isalpha() or c in "_Ωε°" for c in symbol):
        return None
    try:
        parsed = registry().Unit(symbol)
    except (AttributeError, ValueError):
        # pint's UndefinedUnitError is an AttributeError.
        return None
    return parsed
