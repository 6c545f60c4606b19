"""Numbers as people write them: digits, powers of ten, Chinese numerals, fractions and tenths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import cn2an

from matching.contracts import NOT_DETECTED

_FRACTION_DIGITS = 6
_LARGEST_POWER = 40  # nobody measures more; 1e999 is a slip
_HAN = "零〇一二两三四五六七八九十百千万亿"
_HAN_DIGITS = "零〇一二三四五六七八九"
# 两百千赫 are 200 kHz: the 千 of a unit is no numeral.
_HAN_NUMERAL = rf"(?:(?!千[克瓦赫帕伏卡米焦欧牛安比字升])[{_HAN}])"
_SIGN = "[+\\-−]"
_RAISED = "[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
_GROUPED = r"\d{1,3}(?:(?:,\d{3})+(?!\d)|(?:[ \u2009]\d{3})+(?![\d.]))"
_DIGITS = rf"(?:{_GROUPED}|\d{{1,40}})(?:\.\d{{1,40}})?(?:e[+\-−]?\d{{1,6}}(?![a-z]))?"
# A plain "×108" is a length times another; a power has its sign, its caret or stands raised.
_TEN_TO = rf"10的(?:{_SIGN}|负)?\d{{1,2}}次方"
_CARET = rf"(?:\^|\*\*)\s?[({{]?\s?{_SIGN}?\d{{1,3}}\s?[)}}]?"
_TEN = rf"{_TEN_TO}|10\s?(?:{_CARET}|{_SIGN}\s?\d{{1,2}}(?!\d)|{_RAISED})"
_POWER = rf"{_TEN_TO}|10\s?(?:{_CARET}|{_RAISED})"
# 10-3~10-5 goes from power to power.
_POWERS_APART = r"10[-−]\d{1,2}(?=\s?[~～至到—–]\s?10[-−]\d)|(?<=[~～至到—–])10[-−]\d{1,2}(?!\d)"
_TIMES = re.compile(rf"\s{{0,2}}[×x*·]\s?({_TEN})")
_EXPONENT = re.compile(rf"((?:{_SIGN}|负)?\s?\d+|{_RAISED})\s?(?:[)}}]|次方)?$")
_LARGE = {
    "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_LARGE_RE = re.compile(
    r"\s?(百万|千万|十亿|百亿|千亿|万亿|千|万|亿|thousand|million|billion|trillion)"
)
# 3万4000, 2亿5千万: what is smaller goes on behind what is larger.
_GOES_ON = re.compile(r"(\d{1,8})(千|百|十)?(万)?(?![\d.,]|年)")
_HUNDREDS = {"千": 3, "百": 2, "十": 1, None: 0}
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
# Names that a number may be glued to; any other letter makes it a name itself: PM2.5, H2O, M8.
_GLUED = frozenset({"hrc", "hv", "hb", "ph", "ra", "rz"})
_GRADES = frozenset({"ct", "it"})  # of castings and fits, before a 级: CT7级
_GRADE_BEHIND = re.compile(r"\s?级")
_LETTERS_BEFORE = re.compile(r"[a-z]+$")
_PRODUCT = re.compile(r"\s?[×x*/]\s?\d")
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50,
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?P<over>[{_HAN}]{{1,8}}|\d{{1,9}})分之"
    rf"(?P<part>[{_HAN}]{{1,8}}(?:点[{_HAN_DIGITS}]{{1,6}})?|\d{{1,9}}(?:\.\d{{1,9}})?)"
    r"|(?P<tenths>[一二两三四五六七八九\d])成(?P<hundredths>[一二三四五六七八九半])?"
    r"(?=以上|以下|以内|左右|多|的|\W|$)"
    r"|(?P<nothing>未检出|检不出|not detected|不含(?!税|运费|[大高超多])(?:有|任何)?|"
    r"contains? no(?! (?:more|less))|(?<![a-z])free (?:of|from))"
    r"|(?P<twice>翻(?:了?一)?番|翻倍|doubled)|(?P<halved>减半|halved)"
    r"|(?P<half>一半|(?<![a-z])(?:by )half\b)|(?P<third>(?<![a-z])(?:a|one)[ -]third\b)"
    r"|(?P<quarter>(?<![a-z])(?:a|one)[ -]quarter\b)"
    r"|(?P<level>)(?=(?:毫米|厘米|微米|纳米|毫秒|微秒|纳秒|(?<![毫厘微纳百十千])[米秒])级)"
    rf"|(?P<power>{_POWER}|{_POWERS_APART})"
    rf"|(?P<digits>{_DIGITS})"
    rf"|(?P<word>(?<![a-z])(?:{'|'.join(_WORDS)})(?: and a half)?(?= [a-z]))"
    rf"|(?P<han>{_HAN_NUMERAL}{{1,12}}(?:点[{_HAN_DIGITS}]{{1,6}})?|半)"
)


_BELOW_ZERO = re.compile(r"(?:零下|(?<![正担])负|(?<![a-z])minus\s)$")
# 45# steel and #3 are names; days and years of a calendar are no quantities.
_NAMED = re.compile(
    r"(?P<number>\d{1,4})\s?[#＃](?!\d)|[#＃](?P<behind>\d{1,4})|"
    r"(?<!\d)(?P<date>(?:19|20)\d\d)(?:[-./]\d{1,2}[-./]\d{1,2}(?![\d.])|年\d{1,2}月(?:\d{1,2}日)?)|"
    r"(?<![\d.])(?P<span>(?:19|20)\d\d)\s?(?:[-–—~至到/]|to)\s?(?:(?:19|20)\d\d|\d\d)(?![\d.%℃])(?=\s?(?:年|$|[,，。;；)）]|(?:and|or|but|the|when|as|with)\b))"
)
_STANDARD = re.compile(
    r"(?<![a-z])(?:v-|(?:gb|iso|iec|astm|din|jis|en|hj|hg|jb|ny|yy|qb|sh|sy|dl|cj|jg|nb|yb|sae|ieee|ul|aatcc)"
    r"(?:/[tz])?[ -]?[a-z]?)(?P<number>\d{1,6})(?:\.\d{1,3})*(?:\s?[-—–:]\s?\d{2,4})*"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``start`` to ``end``. ``unit`` is what its words imply, as "%" in 三成;
    ``spelt`` says that it is written in words, which are numbers only where a unit follows,
    ``ten`` is the power of ten that it was written with, ``direction`` that of 翻番 and 减半.
    """

    value: Decimal
    start: int
    end: int
    unit: str = ""
    spelt: bool = False
    ten: int = 0
    direction: int = 0


def numbers(text: str) -> Iterator[Number]:
    """The numbers of a folded text in order; a product such as 250×300, a name such as M8 and a
    standard or its grade such as GB/T 2408-2021 and V-0 are passed over.
    """
    at = 0
    standards = {m.start("number"): m.end() for m in _STANDARD.finditer(text)}
    standards |= {m.start(m.lastgroup or 0): m.end() for m in _NAMED.finditer(text)}
    while (match := _NUMBER.search(text, at)) is not None:
        if match.start() in standards:
            at = standards[match.start()]
            continue
        number = _read(text, match)
        at = max(match.start() + 1, match.end() if number is None else number.end)
        if _PRODUCT.match(text, at):
            at = _after_product(text, at)
        elif number is not None and abs(number.value.adjusted()) <= _LARGEST_POWER:
            yield number


def number_at(text: str, at: int) -> Number | None:
    """The number that starts at ``at``, its sign included."""
    signed = at + (text[at : at + 1] in {"+", "-", "−"})
    match = _NUMBER.match(text, signed)
    if match is None or (signed > at and match["digits"] is None):
        return None
    number = _read(text, match)
    if number is None or abs(number.value.adjusted()) > _LARGEST_POWER:
        return None
    sign = -1 if text[at] in {"-", "−"} else 1
    return replace(number, value=sign * abs(number.value), start=at)


def times_ten(text: str, at: int) -> tuple[int, int] | None:
    """The power of ten that a number at ``at`` is multiplied by, and where it ends."""
    match = _TIMES.match(text, at)
    return (_exponent(match[1]), match.end()) if match else None


def large(text: str, at: int) -> tuple[int, int]:
    """The power of 万, 亿, million … at ``at``, 0 without one, and where it ends."""
    match = _LARGE_RE.match(text, at)
    return (_LARGE[match[1]], match.end()) if match else (0, at)


def mixed(text: str, at: int, power: int) -> tuple[Decimal, int]:
    """What goes on at ``at`` behind 万 or 亿, as 4000 in 3万4000, and where it ends; 0 without it."""
    match = _GOES_ON.match(text, at) if power >= 3 else None
    if match is None:
        return Decimal(0), at
    value = Decimal(match[1]).scaleb(_HUNDREDS[match[2]] + (4 if match[3] else 0))
    return (value, match.end()) if value < Decimal(1).scaleb(power) else (Decimal(0), at)


def _read(text: str, match: re.Match[str]) -> Number | None:
    start, end = match.span()
    letters = _LETTERS_BEFORE.search(text[max(0, start - 8) : start])
    graded = letters and letters[0] in _GRADES and _GRADE_BEHIND.match(text, end)
    named = letters and letters[0] not in _GLUED and not graded
    if named or (text[start - 1 : start] in {".", "_"} and start):
        return None
    if match["over"]:
        over, part = _plain(match["over"]), _plain(match["part"])
        if not over:
            return None
        return Number(round(100 * part / over, _FRACTION_DIGITS), start, end, "%")
    if match["tenths"]:
        value = 10 * _plain(match["tenths"]) + _hundredths(match["hundredths"])
        return Number(value, start, end, "%")
    if match["level"] is not None:
        return Number(Decimal(1), start, end)  # 厘米级 is about one
    if match["nothing"]:
        return Number(Decimal(0), start, end, NOT_DETECTED)
    if match["twice"] or match["halved"]:
        twice = bool(match["twice"])
        return Number(Decimal(100 if twice else 50), start, end, "%", direction=1 if twice else -1)
    if match["third"] or match["quarter"]:
        parts = 3 if match["third"] else 4
        return Number(round(Decimal(100) / parts, _FRACTION_DIGITS), start, end, "%")
    if match["half"]:
        return Number(Decimal(50), start, end, "%")
    if match["word"]:
        first, _, half = match["word"].partition(" ")
        value = _WORDS[first] + (Decimal("0.5") if half else Decimal(0))
        return Number(value, start, end, spelt=True)
    if match["han"]:
        value = _plain(match["han"])
        start, sign = _below_zero(text, start)
        return None if value.is_nan() else Number(sign * value, start, end, spelt=True)
    if match["power"]:
        return Number(Decimal(1).scaleb(_exponent(match["power"])), start, end)
    return _digits(text, match, start, end)


def _digits(text: str, match: re.Match[str], start: int, end: int) -> Number:
    value = Decimal(re.sub("[, \u2009]", "", match["digits"]).replace("−", "-"))
    ten, end = times_ten(text, end) or (0, end)
    value = value.scaleb(ten)
    if _signed(text, start) and text[start - 1] == "+":
        return Number(value, start - 1, end, ten=ten)
    start, sign = _below_zero(text, start)
    return Number(sign * value, start, end, ten=ten)


def _below_zero(text: str, start: int) -> tuple[int, int]:
    """Where a number begins with its sign or 零下, and -1 where that is below zero, else 1."""
    if _signed(text, start) and text[start - 1] in "-−":
        return start - 1, -1
    below = _BELOW_ZERO.search(text, max(0, start - 6), start)
    return (below.start(), -1) if below else (start, 1)


def _signed(text: str, start: int) -> bool:
    """Whether the sign before a number is its own: in "PVC-50" and "10-20" it joins."""
    if text[start - 1 : start] not in {"+", "-", "−"} or not start:
        return False
    before = text[start - 2] if start > 1 else " "
    return not (before.isascii() and before.isalnum()) and before not in "%‰)℃°²³⁰±+/"


def _after_product(text: str, at: int) -> int:
    while (match := _PRODUCT.match(text, at)) is not None:
        at = match.end() - 1
        number = _NUMBER.match(text, at)
        at = number.end() if number else at + 1
    return at


def _exponent(written: str) -> int:
    match = _EXPONENT.search(written[2:])
    return int(match[1].translate(_SUPERSCRIPT).replace("负", "-")) if match else 0


def _hundredths(written: str | None) -> Decimal:
    if written is None:
        return Decimal(0)
    return Decimal(5) if written == "半" else _plain(written)


@lru_cache(maxsize=1024)
def _plain(written: str) -> Decimal:
    """Digits or Chinese numerals; NaN for what is no numeral, such as 万亿."""
    if written[0].isdigit() and written.isascii():
        return Decimal(written)
    if written == "半":
        return Decimal("0.5")
    try:
        one = "一" if written[0] in "百千万亿" else ""
        return Decimal(str(cn2an.cn2an(one + written, "smart")))
    except (ValueError, KeyError, IndexError, TypeError):
        return Decimal("NaN")
