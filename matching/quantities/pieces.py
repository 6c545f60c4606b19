"""What belongs to a number: 万 and million, its unit, and the other end of its range or tolerance."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from matching.quantities.conversion import convert
from matching.quantities.numbers import Number, large, mixed, number_at
from matching.quantities.roles import Change, changing, is_former
from matching.quantities.unit_reading import unit_after

_JOINT = re.compile(
    r"\s?(?P<tolerance>±|\+/-|正负)\s?|\s?(?:~|—+|–|―|-|(?P<to>至|到|to\b)|(?P<and>和|与|and\b))\s?"
)
_APART = re.compile(r"(?:介于|between)\s?$")
_RATIO = re.compile(r"\s?[:比]\s?(\d{1,9}(?:\.\d{1,9})?)(?![\d:])")
_DILUTED = re.compile(r"效价|滴度|titer|titre")  # the higher, the more it can be diluted
_RATIOS = re.compile(f"比|{_DILUTED.pattern}")
_MORE = re.compile(r"\s?[多余](?![量热压氯温])")
# What is so small that it is told as a power of ten.
_SMALL = re.compile(
    r"误码|误比特|误包|漏率|泄漏|真空|概率|虚警|丢包|稳定度|消光|ber|error rate|leak|vacuum|probability"
)
_LEAKS = frozenset({"Pa·m³/s", "mbar·L/s", "Pa", "Torr", "mbar"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A number with what belongs to it, before it is known how it is bounded."""

    low: Decimal
    high: Decimal | None
    unit: str
    end: int
    former: bool = False
    more: bool = False
    change: Change | None = None


class Pieces:
    """Reads on behind numbers: words off the folded text, units off the text as written."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._folded = folded

    def at(self, number: Number, before: str) -> Piece | None:
        """What belongs to ``number``, behind the words ``before`` it; None for a numeral that counts
        nothing.
        """
        first = self._single(number) or self._first_of_range(number)
        ratio = _RATIO.match(self._folded, number.end) if _RATIOS.search(before[-8:]) else None
        if ratio is not None and _DILUTED.search(before[-8:]) and number.value:
            return Piece(Decimal(ratio[1]) / number.value, None, "", ratio.end())
        if ratio is not None and Decimal(ratio[1]):
            return Piece(number.value / Decimal(ratio[1]), None, "", ratio.end())
        if first is None or number.direction:
            return replace(first, change=Change(number.direction)) if first else None
        joint = _JOINT.match(self._folded, first.end)
        second = self._second(joint) if joint is not None else None
        if joint is None or second is None:
            return first
        return self._joined(number, first, joint, second, before)

    def _first_of_range(self, number: Number) -> Piece | None:
        """三 of 三到五倍: a lone numeral that counts by what follows its range."""
        joint = _JOINT.match(self._folded, number.end) if number.spelt else None
        second = self._second(joint) if joint is not None and not joint["and"] else None
        if second is None or not second[1].unit or not second[0].spelt:
            return None
        return Piece(number.value, None, "", number.end)

    def _second(self, joint: re.Match[str]) -> tuple[Number, Piece] | None:
        number = number_at(self._folded, joint.end())
        piece = self._single(number) if number is not None else None
        return (number, piece) if number is not None and piece is not None else None

    def _single(self, number: Number) -> Piece | None:
        """A number with its 万 and its unit; None for a Chinese numeral that nothing follows."""
        power, end = self._large(number.end)
        rest, end = mixed(self._folded, end, power)
        more = _MORE.match(self._folded, end)
        if more is not None:
            power, end = (power, more.end()) if power else large(self._folded, more.end())
        unit, end = (number.unit, end) if number.unit else self._unit(number, end)
        if number.spelt and not unit and (number.end - number.start < 2 or self._latin(number)):
            return None
        value = number.value.scaleb(power) + rest
        return Piece(value, None, unit, end, more=more is not None)

    def _large(self, end: int) -> tuple[int, int]:
        """The 千 of 千克 belongs to the unit."""
        if self._folded.startswith("千", end) and unit_after(self._text, end)[0] not in {"", "千"}:
            return 0, end
        return large(self._folded, end)

    def _unit(self, number: Number, end: int) -> tuple[str, int]:
        lone = number.spelt and number.end - number.start == 1 and end == number.end
        return unit_after(self._text, end, lone=lone)

    def _latin(self, number: Number) -> bool:
        return self._folded[number.start].isascii()

    def _joined(
        self,
        number: Number,
        first: Piece,
        joint: re.Match[str],
        second: tuple[Number, Piece],
        before: str,
    ) -> Piece:
        other, piece = second
        unit = piece.unit or first.unit
        if first.unit and piece.unit and first.unit != piece.unit:
            converted = _in_unit(first, piece, joint)
            if converted is None:
                return first
            piece = converted
            other, unit = replace(other, value=piece.low, ten=0), first.unit
        if joint["and"] and not (
            _APART.search(before) or self._folded.startswith("之间", piece.end)
        ):
            return first
        if (tenth := _tenth_power(number, first, joint, other, piece, before)) is not None:
            return tenth
        low, high = _one_power(number, first, other, piece, shared=bool(joint["tolerance"]))
        if joint["tolerance"]:
            return Piece(low - abs(high), low + abs(high), unit, piece.end)
        if joint["to"] and is_former(before) and (high < low or changing(before)):
            return replace(first, unit=unit, former=True)
        if low == high:
            return Piece(low, None, unit, piece.end)
        return Piece(min(low, high), max(low, high), unit, piece.end)


def _in_unit(first: Piece, second: Piece, joint: re.Match[str]) -> Piece | None:
    """The second number in the first one's unit: 2.4 GHz ± 50 MHz, 220 V ± 10 %."""
    if joint["tolerance"] and second.unit == "%":
        return replace(second, low=abs(first.low) * second.low / 100)
    value = convert(second.low, second.unit, first.unit, difference=bool(joint["tolerance"]))
    return None if value is None else replace(second, low=value)


def _tenth_power(
    number: Number, first: Piece, joint: re.Match[str], other: Number, second: Piece, before: str
) -> Piece | None:
    """10⁻⁹ written 10-9: no range falls, and an error rate is no range from ten up."""
    written = joint[0].strip() in {"-", "−"} and number.value == 10 and not first.unit
    if not written or other.value != other.value.to_integral_value() or not 0 < other.value < 20:
        return None
    small = _SMALL.search(before[-16:]) or second.unit in _LEAKS
    falls = other.value < number.value and not second.unit
    if not (falls or small):
        return None
    return Piece(Decimal(1).scaleb(-int(other.value)), None, second.unit, second.end)


def _one_power(
    number: Number, first: Piece, other: Number, second: Piece, *, shared: bool
) -> tuple[Decimal, Decimal]:
    """The ends of a range: in 3~5万 and 1~5×10⁻⁶ the power belongs to both, ``shared`` always."""
    low, high = first.low, second.low
    power = high.adjusted() - other.value.adjusted() + other.ten if high and other.value else 0
    if first.unit or number.ten or first.low != number.value or not power:
        return low, high
    scaled = low.scaleb(power)
    return (scaled, high) if shared or power < 0 or scaled <= high else (low, high)
