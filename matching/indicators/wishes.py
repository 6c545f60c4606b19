"""Reads the indicators that a need states in free text: "材料密度≥1.80 g/cm³"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matching.contracts import Comparator, Indicator, UnparsableIndicator
from matching.indicators.conditions import room_temperature
from matching.indicators.naming import name_of
from matching.quantities.conversion import comparable
from matching.quantities.roles import Role
from matching.quantities.spacing import spaced
from matching.quantities.statements import Statement, statements
from matching.quantities.units import counts

LONGEST = 2_000  # characters of a text that is read at once
_LONGEST_NAME = 80
_LONGEST_ENDING = 24
_SHARE_OF_A_HIT = 50  # 识别精度优于 95% wants more, 测量精度优于 0.5% wants less
_TWO_SIGNS = re.compile(r"[≥≤⩾⩽≧≦]\s*[≥≤⩾⩽≧≦<>=]+|[<>]\s*[≥≤⩾⩽≧≦<>]|[<>]=\s*[<>=≥≤]")
_SEPARATOR = re.compile(r"[,，。;；!！?？\n]|\.\s|、|并?且|同时|\band\b")
_LEADING = re.compile(
    r"^(?:[\s:：()（）、]|-(?!\d)|\d{1,2}[.、)）]\s?(?!\d)|要求|需要?(?!氧|求)|希望|期望|目标(?!检测|识别|跟踪|定位|分割)|指标|实现(?!率)|保证(?!率)|确保|"
    r"使得?(?!用)|将|以|其|其中|该|本(?![底征构])|"
    r"(?:the|a|an|with|must|shall|should|we need|require[sd]?)\b)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s:：\-(（=]|[提升降增减压][到至]|(?:由|从)[^,，;；\d]{0,8}\d[^,，;；]{0,12}|要求|(?<![响反适效])应该?|须|必须|需要?|为|是|在|达到?|覆盖|至|到|能够|可以|了|每|"
    r"\b(?:of|is|are|be|to|shall|should|must|not|at|the|a|an|with|has|have|per|reach(?:es)?)\b)$",
    re.IGNORECASE,
)
_FOLLOWS_A_NUMBER = re.compile(
    r"[\s,，。;；:：!！?？、)）\]】%]|$|的|且|并|和|与|及|或|以|之|内|左右|范围|可|为|时|下|后|前|起|多|余|"
    r"[\u3400-\u9fff]|of\b|or\b|and\b|at\b|in\b|for\b|to\b|with\b|under\b|after\b|on\b|over\b|within\b|when\b|during\b|by\b|from\b|[(（~～±+]"
)
_UNIT_WORD = re.compile(r"[A-Za-zμµΩ°℃%/·^\d\-]+|[\u3400-\u9fff]{1,4}")
_UNIT_GOES_ON = re.compile(r"[/·*^]\S{1,12}")
_CHANGED_TO = re.compile(
    r"\s?(?:(?:由|从)[^,，;；]{1,20}?)?"
    r"(?:提高|提升|增加|延长|降低|减少|下降|缩短|压缩|压降|控制|减小)[到至为在]?$"
)
_OWNED = re.compile(r"\s?(?:的|of (?:the )?)(.+)")
_DONE_WITHIN = re.compile(r"\s?(?:以内|之内|内)?(响应|修复|完成|出具|交付|交货|送达|办结)\s*$")
_REMARK = re.compile(
    r"\s?[(（]([^()（）]{1,30})[)）]|\s?@\s?([^\s,，;；。、]{1,30})|"
    r"\s?\b((?:at|after|within|over|under) [^,，;；。、]{1,30})"
)
_RANGEABLE = re.compile(r"可调|可变|可选|覆盖|范围")


@dataclass(frozen=True, slots=True)
class Wish:
    """An indicator and the characters ``start`` to ``end`` of the text that states it."""

    indicator: Indicator
    start: int
    end: int


@lru_cache(maxsize=4096)
def wishes(text: str, *, stated: bool = False) -> tuple[Wish, ...]:
    """The indicators that ``text`` wants, at least one.

    "达到" asks for at least, or at most where less is better (响应时间达到 5 ms); a bare number for the
    same where it is known which way is good, and for just that otherwise. Two bounds without a name
    between them are one range. ``stated``: by an offer, so that a number is just that, and a change
    or another's value is none. Raises UnparsableIndicator, also for more than ``LONGEST`` characters.
    """
    read = spaced(text)
    if len(read.text) > LONGEST:
        raise UnparsableIndicator(text, text[:40], "the text is too long")
    try:
        found = _wishes(read.text, stated)
    except UnparsableIndicator as refused:
        raise UnparsableIndicator(text, refused.part, refused.problem) from refused
    return tuple(
        Wish(each.indicator, read.origin(each.start), read.origin(each.end)) for each in found
    )


def _wishes(text: str, stated: bool) -> list[Wish]:
    signs = _TWO_SIGNS.search(text)
    if signs is not None:
        raise UnparsableIndicator(text, signs[0], "two comparators for one number")
    found: list[Wish] = []
    for statement in _of_offer(_stated(text), text) if stated else _stated(text):
        _check_unit(text, statement)
        start, name = _name(text, statement, found)
        if not name:
            if not found:
                raise UnparsableIndicator(text, text[:40], "the number has no name before it")
            found[-1] = _both(text, found[-1], statement)
        else:
            name += _remark(text, statement)
            indicator = Indicator(
                name, statement.comparator, statement.value, statement.unit, statement.value_max
            )
            wished = indicator if stated else _bounded(indicator, statement)
            found.append(Wish(wished, start, statement.end))
    return found


def _stated(text: str) -> Sequence[Statement]:
    found = statements(text)
    outside = [s for s in found if not _in_parentheses(text, s)]
    said = [s for s in outside if s.role in {Role.VALUE, Role.CHANGE}] or outside[-1:]
    last = {s.clause_start: s.start for s in said if _bound(s)}
    said = [s for s in said if not _names_another(s, last)]
    if not said:
        digits = re.search(r"\d\S*", text)
        problem = "the number cannot be read" if digits else "no number"
        raise UnparsableIndicator(text, digits[0] if digits else text[:40], problem)
    return said


def _of_offer(said: Sequence[Statement], text: str) -> Sequence[Statement]:
    own = [s for s in said if s.role is Role.VALUE and not s.others]
    if not own:
        raise UnparsableIndicator(text, text[:40], "no value of its own")
    return own


def _bound(statement: Statement) -> bool:
    return statement.comparator is not Comparator.EQ or statement.change is not None


def _names_another(statement: Statement, last: Mapping[int, int]) -> bool:
    """Whether a bare number belongs to the name of the bounded one behind it: 5C 容量≥120 mAh/g.
    ``last`` is where the last bounded one of a clause starts.
    """
    behind = last.get(statement.clause_start, 0)
    return statement.comparator is Comparator.EQ and behind > statement.end


def _in_parentheses(text: str, statement: Statement) -> bool:
    """Whether it is a remark, as in "(k=2)"."""
    return text[max(0, statement.clause_start - 1)] in "(（" and statement.clause_start > 0


def _check_unit(text: str, statement: Statement) -> None:
    """What follows a number and is no unit was meant as one."""
    if statement.unit:
        unread = _UNIT_GOES_ON.match(text, statement.end)
    else:
        after = _UNIT_WORD.match(
            text, statement.end + (text[statement.end : statement.end + 1] == " ")
        )
        unread = None if _FOLLOWS_A_NUMBER.match(text, statement.end) and not (
            text[statement.end : statement.end + 1] == " " and after and after[0].isascii()
            and not _FOLLOWS_A_NUMBER.match(text, statement.end + 1)
        ) else after  # fmt: skip
    if unread is not None:
        raise UnparsableIndicator(text, unread[0], "unknown unit")


def _name(text: str, statement: Statement, found: Sequence[Wish]) -> tuple[int, str]:
    """Where the wish starts and its name: the words before the number, else those after it."""
    floor = found[-1].end if found else 0
    start = floor
    for separator in _SEPARATOR.finditer(text, floor, statement.start):
        start = separator.end()
    start = max(start, statement.start - 2 * _LONGEST_NAME)
    lead = _LEADING.match(text[start : statement.start])
    start += lead.end() if lead else 0
    name = _without_ending(text[start : statement.start]).strip()
    heading, _, rest = name.replace("：", ":").rpartition(":")
    name = rest.strip() or heading.strip()  # 浸出毒性：铅≤0.25 mg/L is about 铅
    if statement.change is None:
        name = _without_ending(_CHANGED_TO.sub("", name)) or name  # 周期缩短至 7 天 wants 7 days
    rest = _SEPARATOR.split(text[statement.end : statement.end + 2 * _LONGEST_NAME], maxsplit=1)[0]
    owned = _OWNED.match(rest)  # withstand 1000 h of salt spray
    if owned and not name_of(name).concept and name_of(owned[1]).concept:
        return start, owned[1].strip()[:_LONGEST_NAME]
    if name and (done := _DONE_WITHIN.match(rest)) and not name_of(name).concept:
        return start, (name + done[1])[-_LONGEST_NAME:]
    if name and (name_of(name).of or name_of(name).concept or not rest.strip()):
        return start, (name + "".join(_RANGEABLE.findall(rest)[:1]))[-_LONGEST_NAME:]
    after = _LEADING.sub("", rest.removeprefix("的")).strip()
    return statement.start, "" if found else _without_ending(after)[:_LONGEST_NAME]


def _without_ending(name: str) -> str:
    """``name`` without the words at its end that lead to a number: 应不低于 leaves nothing."""
    while ending := _TRAILING.search(name, max(0, len(name) - _LONGEST_ENDING)):
        name = name[: ending.start()]
    return name


def _remark(text: str, statement: Statement) -> str:
    """The condition behind a number: 黏度≤500 mPa·s(25℃), ≤-120 dBc/Hz@10 kHz."""
    remark = _REMARK.match(text, statement.end)
    told = remark and (statements(remark[0]) or room_temperature(remark[0]))
    return f"({remark[remark.lastindex or 0]})" if remark and told else ""


def _bounded(indicator: Indicator, statement: Statement) -> Indicator:
    """With the comparator that the words imply where they name none."""
    if statement.tolerance and statement.value_max is None:
        return replace(indicator, comparator=Comparator.LE)
    if statement.comparator is not Comparator.EQ and not statement.better:
        return indicator
    concept = name_of(indicator.name).concept
    good = concept.good if concept else 0
    if concept is not None and concept.name == "分辨率" and _fine(indicator.unit):
        good = -1
    if good < 0 and indicator.unit == "%" and "精度" in indicator.name:
        good = 1 if indicator.value >= _SHARE_OF_A_HIT else -1
    if statement.change is not None or statement.better or statement.reached:
        good = 1 if statement.change is not None else good or 1
    elif concept is None and counts(indicator.unit):
        good = 1  # 日均处理订单 10 万单
    if indicator.value < 0 and (statement.better or statement.reached):
        good = -1  # 灵敏度优于 -110 dBm, 低温性能达到 -40℃
    elif not indicator.value and statement.reached:
        good = -1  # 附着力达到 0 级: at least nothing would ask for nothing
    bounds = {1: Comparator.GE, -1: Comparator.LE, 0: Comparator.EQ}
    return replace(indicator, comparator=bounds[good])


def _fine(unit: str) -> bool:
    """Whether a resolution in ``unit`` is the better the smaller: 0.1 μm and 0.5°, not 16 bit."""
    return bool(unit) and any(comparable(unit, each) for each in ("m", "deg", "s", "℃"))


def _both(text: str, first: Wish, second: Statement) -> Wish:
    """Two bounds of one indicator, 密度≥1.8且≤2.0 g/cm³, or a condition behind: 8~18 GHz."""
    wanted = first.indicator
    if wanted.unit and second.unit and not comparable(wanted.unit, second.unit):
        name = f"{wanted.name}({text[second.start : second.end]})"
        return Wish(replace(wanted, name=name), first.start, second.end)
    lower = {Comparator.GE, Comparator.GT}
    upper = {Comparator.LE, Comparator.LT}
    if not ({wanted.comparator, second.comparator} & lower) or not (
        {wanted.comparator, second.comparator} & upper
    ):
        raise UnparsableIndicator(
            text, text[second.start : second.end], "the number has no name before it"
        )
    low, high = wanted.value, second.value
    if wanted.comparator in upper:
        low, high = high, low
    if low > high:
        raise UnparsableIndicator(
            text, text[first.start : second.end], "the lower bound lies above the upper one"
        )
    unit = wanted.unit or second.unit
    indicator = Indicator(wanted.name, Comparator.RANGE, low, unit, high)
    return Wish(indicator, first.start, second.end)
