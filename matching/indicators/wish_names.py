"""What a wished number is of: the words before it, else those behind, without what leads to it."""

from __future__ import annotations

import re

from matching.contracts import Comparator
from matching.indicators.concepts import mentions
from matching.indicators.labels import deviations, headed
from matching.indicators.naming import name_of
from matching.normalisation import fold
from matching.quantities.conversion import comparable
from matching.quantities.denials import LEADS
from matching.quantities.statements import Statement
from matching.quantities.units import counts

LONGEST_NAME = 80
# "at night and in rain" goes on with the name.
SEPARATOR = re.compile(
    r"[,，。;；!！?？\n]|\.\s|、|并?且|同时|"
    r"\band\b(?!\s(?:in|at|on|under|of|with|for|after|before|during|by|from)\b)"
)
_LONGEST_ENDING = 24
_LEADING = re.compile(
    r"^(?:[\s:：()（）、]|-(?!\d)|\d{1,2}[.、)）]\s?(?!\d)|要求|需要?(?!氧|求)|希望|期望|目标(?!检测|识别|跟踪|定位|分割)|指标|实现(?!率)|保证(?!率)|确保|"
    r"使得?(?!用)|将|以|其|其中|该|本(?![底征构])|"
    r"(?:the|a(?!\s?[、/,，])|an|with|must|shall|should|we need|"
    r"require[sd]?|that|and|or|no|none|any|it|they)\b)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s:：\-(（=]|[提升降增减压][到至]|(?:由|从)[^,，;；\d]{0,8}\d[^,，;；]{0,12}|要求|(?<![响反适效])应该?|须|必须|必需|"
    r"需要?|(?<![重主])要|应当|大?约为?|为|是|在|用于|适用于|面向|针对|达到?|覆盖|至|到|能够|可以?|了|每|(?<!平)均|都|皆|分别|依次|各自?|不|介于|处于|控制|保持|限制|"
    r"\b(?:of|is|are|be|to|shall|should|must|may|might|can|could|will|would|does|do|did|not|at|the|a|an|with|"
    r"has|have|had|contains?|per|reach(?:es)?|between|from|takes?|within|both|each|all|stays?|kept|remains?|"
    r"part may|we|it)\b|(?:(?<=\s)|^)(?:in|up)\b|(?:(?<=\s)|^)(?:in|up)|(?<=\w)'s)$",
    re.IGNORECASE,
)
_CHANGED_TO = re.compile(
    r"\s?(?:(?:由|从)[^,，;；]{1,20}?)?"
    r"(?:提高|提升|增加|延长|降低|减少|下降|缩短|压缩|压降|控制|减小)[到至为在]?$"
)
_OWNED = re.compile(r"\s?(?:的|of (?:the )?)(.+)")
_HOLDS = re.compile(
    r"(?:\b(?:have|has|had|having|contain(?:s|ing)?)\b|造成|引起|导致|出现|产生|含有?|存在)"
)
_PREPOSITION = re.compile(
    r"\s?(?:of|at|in|for|to|with|under|after|on|over|within|when|during|by|from|and|or)\b"
)
_DONE_WITHIN = re.compile(r"\s?(?:以内|之内|内)?(响应|修复|完成|出具|交付|交货|送达|办结)\s*$")
_DONE = re.compile(
    r"\s?(?:以内|之内|内)?(?:即可|就能|便可|就可|可以?|能够?)?(?:完成|做完|实现|达到)?(?:对)?"
    r"(?P<what>[^\W\d_]{2,10}?)(?:完毕|完成)?(?:[至到]\s?\d{1,3}\s?%)?\s*$"
)
_TAKES = re.compile(r"只需|仅需|需时|耗时|用时|只用|仅用|\btakes?\b")
_INSIDE = re.compile(r"^(?:的|以内|之内|内(?![\u3400-\u9fff]{0,1}[径部壁径腔]))")
_CHARGED_TO = re.compile(r"\s?(?:内|以内)?(?:即可|就能|可以?|能够?)?(?:达到?|[至到])\s?\d{1,3}\s?%")
_CHARGED = re.compile(r"\s?(?:以内|之内|内)?(?:即可|就能|便可|就可|可以?|能够?)?充[至到满]")
_TIME_NAME = re.compile(r"(?:时间|时长|周期|用时|耗时|期|寿命|速度|率|量)$|time$")
_IS_DONE = re.compile(
    r"(?:^|\s)(?:be|is|are|being|get)\s(?:fully\s|completely\s)?(?P<verb>[a-z]{3,16}ed)(?:\sup)?(?:\s(?:in|within))?$",
    re.IGNORECASE,
)
_VERBS = {
    "weigh": "weight",
    "last": "lifetime",
    "fly": "flight time",
    "cost": "cost",
    "respond": "response time",
}
_VERB_AT_END = re.compile(
    r"(?:^|\s)(?:(?:must|shall|should|will|can|may|has to)\s)?"
    r"(?P<verb>weigh|last|fly|cost|respond)s?(?:\sfor)?$",
    re.IGNORECASE,
)
_ONLY_THINGS = re.compile(r"^(?:[mb]illion|thousand|trillion)\s|\sper\s.*$")
_WHICH = re.compile(r"\s(?:that|which)$")
_COUNTED = re.compile(r"[A-Za-z][A-Za-z ]{2,40}$")
_RANGEABLE = re.compile(r"可调|可变|可选|覆盖|范围")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
_NAMED_BY_UNIT = {"pH": "pH", "HRC": "硬度", "HV": "硬度", "HB": "硬度"}
_ALL = re.compile(
    r"(?:均|都|皆|各自?|全部)(?:应|须|需|要|不|为|在|控制|达到?|可|能)*\s*$|\b(?:both|each|all)\b"
)
_RESPECTIVELY = re.compile(r"分别|依次|\brespectively\b", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[、/]|,(?=\s)|[，,](?=[^\d])|以及|和|与|及|\band\b|&)\s*")
_BOTH = re.compile(r"^\s*(?:both|either|the)\s", re.IGNORECASE)


def name_before(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the name begins in ``text`` from ``start`` to ``end``, before a number, and the name."""
    for separator in SEPARATOR.finditer(text, start, end):
        if not _within_brackets(text, start, separator.start()):
            start = separator.end()
    start = max(start, end - 2 * LONGEST_NAME)
    words = text[start:end]
    denied = list(LEADS.finditer(words))
    start += denied[-1].end() if denied and words[denied[-1].end() :].strip() else 0
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    name = without_ending(text[start:end]).strip()
    heading, _, rest = name.replace("：", ":").rpartition(":")
    return start, rest.strip() or heading.strip()  # 浸出毒性：铅≤0.25 mg/L is about 铅


def name_of_wish(text: str, statement: Statement, floor: int, *, first: bool) -> tuple[int, str]:
    """Where the wish starts and its name; "" where nothing names it. ``floor`` is where the last
    wish ends, ``first`` that there was none.
    """
    if statement.named is not None:
        return statement.start, text[slice(*statement.named)].strip()
    start, name = name_before(text, floor, statement.start)
    if statement.change is None:
        name = without_ending(_CHANGED_TO.sub("", name)) or name  # 周期缩短至 7 天 wants 7 days
    rest = SEPARATOR.split(text[statement.end : statement.end + 2 * LONGEST_NAME], maxsplit=1)[0]
    name = _verb_named(name)
    rest = rest.rstrip(")）") if not re.search(r"[(（]", rest) else rest
    if comparable(statement.unit, "s") and statement.unit:
        timed = _time_taken(name, rest, text[max(floor, statement.start - 8) : statement.end])
        if timed:
            return start, timed[-LONGEST_NAME:]
    said = text[max(start, statement.start - 12) : statement.end]
    held = rest.strip() and _HOLDS.search(said) and not _PREPOSITION.match(rest)
    if held and not name_of(name).concept:
        return start, _behind(rest)[:LONGEST_NAME]
    owned = _OWNED.match(rest)  # withstand 1000 h of salt spray
    if owned and not name_of(name).concept and name_of(owned[1]).concept:
        return start, owned[1].strip()[:LONGEST_NAME]
    if name and (name_of(name).of or name_of(name).concept or not rest.strip()):
        return start, (name + "".join(_RANGEABLE.findall(rest)[:1]))[-LONGEST_NAME:]
    if not first:
        return statement.start, ""
    after = _behind(rest)
    if not name and not _OWNED.match(rest) and not _names(after, statement):
        after = ""  # 55 ℃余热利用机组 names a machine
    if not after and not name:
        counted = _COUNTED.search(text, statement.start, statement.end)
        if counted and counts(statement.unit):
            # no more than 2 false alarms per month
            return statement.start, _ONLY_THINGS.sub("", counted[0]).strip()
        return statement.start, _NAMED_BY_UNIT.get(statement.unit, "")
    return statement.start, (after or name)[:LONGEST_NAME]


def _verb_named(name: str) -> str:
    """The noun for a verb that ends a name: the device must weigh, a membrane should last."""
    verb = _VERB_AT_END.search(name)
    if verb is None:
        return name
    return f"{_WHICH.sub('', name[: verb.start()])} {_VERBS[verb['verb'].lower()]}".strip()


def _names(after: str, statement: Statement) -> bool:
    """Whether words behind a number name what it measures, and not the thing that it describes."""
    found = mentions(fold(after))
    if found and not after[found[-1].end :].strip():
        return True
    counted = counts(statement.unit) or statement.unit == "%"
    return counted and statement.comparator is not Comparator.EQ


def _behind(rest: str) -> str:
    return without_ending(_LEADING.sub("", _INSIDE.sub("", rest))).strip()


def _time_taken(name: str, rest: str, said: str) -> str:
    """The name of a time that something takes: charged in 5 minutes, 45 分钟内出结果; "" where it
    is no such time or is named already.
    """
    if name and (done := _DONE_WITHIN.match(rest)) and not name_of(name).concept:
        return name + done[1]
    if name and _TAKES.search(said) and not name_of(name).concept:
        return f"{_TAKES.sub('', name).rstrip('只仅')}{' time' if name.isascii() else '时间'}"
    verb = _IS_DONE.search(name) or _IS_DONE.search(" be " + name)
    if verb is not None and not name_of(name).concept:
        return f"{verb['verb'][:-2]}ing time"
    if not name and _CHARGED.match(rest):
        return "充电时间"
    if name.endswith("充电") and _CHARGED_TO.match(rest):
        return f"{name}时间"
    done = _DONE.match(rest)
    if name or done is None or _TIME_NAME.search(done["what"]) or name_of(done["what"]).concept:
        return ""
    return f"{done['what']}时间"


def names_listed(text: str, start: int, end: int, count: int, behind: str) -> list[str]:
    """The names of ``count`` values in a row that stand before ``end``: A and B in "A、B分别≥1、2",
    and for one value those that it is all said of: A、B均≥1; empty where there is no such list.
    """
    words = text[max(start, end - 2 * LONGEST_NAME) : end]
    told = _RESPECTIVELY.search(words) or _RESPECTIVELY.match(behind.lstrip(" ,，"))
    if count > 1 and not told:
        return []
    of_all = count == 1 and not _ALL.search(words)
    if told and told.string == words:
        words = words[: told.start()]
    begins = [0, *(m.end() for m in re.finditer(r"[。;；\n]|[，,：:]\s?", words))]
    for begin in reversed(begins):
        items = _items(words[begin:])
        if of_all and not deviations(items):
            continue
        if len(items) == count or (count == 1 and len(items) > 1):
            return [*(headed(item, items[-1]) for item in items[:-1]), items[-1]]
    return []


def _items(words: str) -> list[str]:
    lead = _LEADING.match(words)
    words = without_ending(_BOTH.sub("", words[lead.end() if lead else 0 :])).strip()
    items = [item.strip() for item in _ITEM.split(words)]
    if len(items) < 2 or not all(1 <= len(item) <= 40 for item in items):
        return []
    return items


def _within_brackets(text: str, start: int, at: int) -> bool:
    """Whether a bracket that opened behind ``start`` is still open at ``at`` and closes before a
    number: 热失重（600℃，50h）.
    """
    opened = max(text.rfind(mark, start, at) for mark in "(（")
    closed = max(text.rfind(mark, start, at) for mark in ")）")
    return opened > closed and any(mark in text[at : at + LONGEST_NAME] for mark in ")）")


def without_ending(name: str) -> str:
    """``name`` without the words at its end that lead to a number: 应不低于 leaves nothing."""
    while ending := _TRAILING.search(name, max(0, len(name) - _LONGEST_ENDING)):
        name = name[: ending.start()]
    return name


def without_brackets(name: str) -> str:
    """``name`` without its remarks."""
    return _BRACKETS.sub(" ", name)
