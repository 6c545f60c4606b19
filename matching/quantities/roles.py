"""What a quantity is in its clause: a value, a change, a condition, or somebody else's value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """``VALUE`` is what a thing has, ``CHANGE`` what it gained or lost against something else,
    ``CONDITION`` where or when it was measured, ``FORMER`` what it was before.
    """

    VALUE = "value"
    CHANGE = "change"
    CONDITION = "condition"
    FORMER = "former"


@dataclass(frozen=True, slots=True)
class Change:
    """Which way, 1 up and -1 down, and whether the number is a multiple of what was: 提高到 2 倍."""

    direction: int
    multiple: bool = False


_UP = "提高|提升|增加|增长|增大|上升|升高|增产|增收|增效|提速"
_DOWN = (
    "降低|减少|下降|缩短|节约|节省|减小|减轻|削减|减重|减产|减排|减损|降本|降耗|降噪|"
    "节能|节电|节水|节油|节材|节|(?<![压温])降|(?<!衰)减"
)
# Also part of names, such as 增强复合材料: the number must follow at once.
_UP_TIGHT, _DOWN_TIGHT = "延长|扩大|改善|增强|加快|高出|多出|翻", "压缩"
_NOUNS = "增幅|涨幅|增长率|提升率|提高率|降幅|降低率|下降率|节能率|节电率|节水率|减重率|减量率"
_ABOUT = "(?:了|约|近|逾|超过?|不低于|不少于|至少|达|幅度|比例)*"
_OBJECT = r"[^,，。;；:：\d到至为是率的]{0,6}"  # 降低能耗 20%
_VERB = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?P<object>{_OBJECT}?){_ABOUT}\s?$"
    rf"|(?:(?P<up_tight>{_UP_TIGHT})|(?P<down_tight>{_DOWN_TIGHT})){_ABOUT}\s?$"
)
_NOUN = re.compile(rf"(?P<noun>{_NOUNS}|(?:{_UP}|{_DOWN})(?:幅度|比例))[^,，。;；\d]{{0,6}}$")
_COMPARATIVE = re.compile(
    r"(?:比|较)[^,，。;；\d]{1,20}(?:(?P<up>高|快|多|长|大|强)|(?P<down>低|慢|少|短|小|轻))"
    r"(?:了|出|约)*$"
)
_LATIN = re.compile(
    r"(?:(?P<up>increas|improv|enhanc|rais|ris|rose|grow|grew|extend|boost)"
    r"|(?P<down>reduc|lower|decreas|drop|sav|shorten|cut|fell|fall|declin))"
    r"(?:[a-z]*[^,.;\d]{0,30}\bby|(?:e|es|ement|ion|ing|tion|sing)?s?(?: rate)?"
    r"(?: of| is| was| reach(?:es|ed)|:)?)(?: about| up to| nearly| over)?\s?$"
)
_AFTER = re.compile(
    r"\s?(?:(?P<up>higher|more|faster|longer|larger|greater|stronger|better|increase|improvement|gain|rise)|"
    r"(?P<down>lower|less|shorter|smaller|lighter|thinner|cheaper|slower|fewer|reduction|decrease|saving|drop))\b"
)
# 价格低于进口产品 50%: the number is how far.
_FROM_OTHERS = re.compile(
    r"(?:(?P<down>低于|少于|短于)|(?P<up>高于|优于|长于))(?!(?:或|等)?于?\s?$)[^,，。;；\d]{2,16}$"
)
_MULTIPLE_OF = re.compile(r"(?:原来|原先|原有|以前|之前|改造前|[^\d,，。;；]{2,16})的\s?$")
_RISEN_TO = re.compile(
    rf"(?:(?P<up>{_UP}|{_UP_TIGHT})|(?P<down>{_DOWN}|{_DOWN_TIGHT}))(?:到|至|为)(?:了|约|近)?\s?$"
)

_FOLLOWED_AS_CONDITION = re.compile(
    r"\s?[)）]?\s?(?:[×x]\s?[\d.]+\s?[a-z℃]{1,3}\s?)?(?:[\u3400-\u9fff]{0,6}(?<![以之])下(?![降限游列午级部层])|时(?![间])|工况|环境|热处理|煅烧|烧结|退火|时效|保温|反应|搅拌|循环后|"
    r"的?条件|测试|后(?!的?(?:续|备)))|\s?(?:内|以内)(?=[^\W\d]|[≥≤><=])"
)
_PRECEDED_AS_CONDITION = re.compile(
    r"(?:经过?|(?:添加|掺入|加入|填充)量?|加热[到至]|升温[到至]|冷却[到至]|温度为|保温|@|(?<![a-z])(?:at|under|after|when|during))\s?$"
)
_IN_FRONT = re.compile(r"(?:由|从|(?<![a-z])from)[^,，。;；\d到至]{0,8}$")
_BECAME = re.compile(rf"(?:{_UP}|{_DOWN}|[升降增减缩])[到至为]")
_MOVES = re.compile(
    rf"{_UP}|{_DOWN}|increas|improv|enhanc|rais|rise|rose|grow|grew|extend|reduc|lower|decreas|drop|shorten|cut"
)
# What it came from is told with its value: 总氮由进水的 58 mg/L 降至 11 mg/L.
_WAY_FROM = re.compile(r"(?:由|从|(?<![a-z])from\s)[^,，。;；\d]*\d")
_WAY_TO = re.compile(r"(?:[到至为]|to\s)\s?$")
_COMMA = re.compile("[,，。;；]")
_NOT_HERE = re.compile(
    r"(?:没有|不能|无法|尚未|未能|未见|难以|never|cannot|unable to)[^,，。;；]{0,8}$"
)
_COMPARED = (
    r"(?:较|比|与|和|同|跟|于|than|to|with|versus|vs\.?|against|over)(?:the|a|an|\s|其他|目前)*$"
)
_OTHERS = re.compile(
    r"此前|以往|文献(?:中|已)?报道|上一代|前代|"
    r"对照(?!品(?!种)|物质)|对比(?:例|样|组)|比较例|现有(?!技术相比)|传统|国外|国内外|国产|进口|同类|原有|原工艺|"
    r"目前市场|普通(?!话)|常规|常见|市售|商用|商业化|野生型|野生株|出发菌|亲本|参比|空白(?:组|样|对照|实验)|安慰剂|模型组|"
    r"未(?:经|处理|改性|涂|镀|包覆|添加|掺|优化|改造|加|施|接种|用药|使用|采用|强化|增强|修饰|交联|封装)|改造前|处理前|燃烧前|改性前|优化前|"
    r"进水|原水|原污泥|原矿|入口|进口浓度|初始浓度|背景|本底|待机(?!时)|休眠|基体(?=的?(?:硬度|强度|材料))|原始|铸态|理论|国标|标准要求|行业平均|"
    r"人工(?=翻译|检测|目视|识别|标注|判读|操作|采摘)|"
    r"conventional|commercial|baseline|previously|in the literature|"
    r"control group|\bcontrols?\b(?= (?:sample|had|was|has|show))|"
    r"(?<![a-z])raw (?:water|groundwater|wastewater|sewage|gas|feed|ore)|"
    r"existing|(?<![a-z])un(?:treated|coated|doped|modified|filled|reinforced|processed|protected)|pristine|"
    r"reference|influent|previous|state-of-the-art|competing|theoretical"
)
_CONTROLS = re.compile(r"对照组|对比例|安慰剂|空白组|placebo|control group")
_STATES = re.compile("进水|原水|原污泥|原矿|入口|浓度|背景|本底|待机|休眠|influent")
_OURS = (
    "本(?:项目|产品|技术|发明|系统|设备|装置|材料|工艺|方法|文|成果|器件|研究|作品|品种|课题|团队|"
    "方案|算法)"
)
_OWN = re.compile(
    rf"{_OURS}|"
    r"实施例|所(?:制|得|提|研|开发|述)|该|我们|自主|研制的|制备的|改造后|处理后|改性后|优化后|而|"
    r"(?<![a-z])(?:ours?|we|this|proposed|present|ones?)(?![a-z])"
)
# What has a drawback, or is only usual, before one's own is set against it.
_BUT_OURS = re.compile(
    rf"[^。！？!?\n]{{0,30}}?[,，;；](?:但|然而|不过|却|存在)[^。！？!?\n]{{0,30}}?[,，;；。]"
    rf"(?:为此|因此|针对[^,，。]{{0,16}}[,，])?[,，]?(?:而)?(?:{_OURS}|我们|所提)"
)
_COMPARED_WITH = re.compile(r"[^()（）。；;]{0,10}[)）](?:相比|相较|比较|对比)")
_USUAL = re.compile(r"(?:一般|通常|往往|普遍|大多|typically|usually|generally)[^,，。;；\d]{0,6}$")
_THEN_OURS = re.compile(rf"[^。！？!?\n]{{0,12}}?[,，;；。](?:而)?(?:{_OURS}|我们|所提)")
_PLANNED = re.compile(
    r"下一步(?!反应|骤)|下一?阶段|后续(?:将|拟|计划|工作)|未来(?:将|拟|计划|[一二三几两\d]年)|"
    r"计划在|(?:计划|规划)(?=[将把于到年内]|达到|做到|实现|提[升高]|降[低至到])|"
    r"(?<![模虚比])拟(?=[将把在于定]?(?:达到?|实现|建|提[升高]|开发|研制|采用|做到|降|控制))|"
    r"预计(?:可|将|能|在|到|达)?|预期(?=可|将|能|达到|指标|目标)|有望|力争|争取|(?<!数学)期望(?!值|寿命)|"
    r"目标(?:值)?(?=是|为|[::]|\s?\d|\s?$)|"
    r"(?<![a-z])(?:aim(?:s|ing)? (?:to|at|for)|plan(?:s|ning)? (?:to|for)|hopes? to|"
    r"intends? to|(?:is|are|was|were) (?:planned|expected|projected|anticipated) to|"
    r"(?:expected|projected|anticipated|targeted) [a-z ]{2,24}|"
    r"(?:target|goal) (?:is|of|for)|next (?:[a-z]+ )?(?:phase|step|stage|version|generation)|"
    r"future (?:work|versions?|studies)|in (?:the )?future|will (?:be|reach|achieve|exceed))(?![a-z])"
)
_ACHIEVED = re.compile(
    r"现已|目前(?:已|为)?|已(?:经|达|实现|完成|建成)|实测|实际|"
    r"(?<![a-z])(?:now|already|currently|has reached)(?![a-z])"
)
_LONGEST = 200  # characters of a clause that are looked at
_RELATIVE = frozenset({"%", "‰", "倍", "fold", "个数量级", "个百分点"})


def change_of(before: str, after: str, unit: str) -> Change | None:
    """The change that a quantity is. ``before`` is its clause up to it and ``after`` what follows,
    both folded.
    """
    before = before[-60:]
    relative = unit in _RELATIVE
    if relative and (multiple := _multiple(before, unit)) is not None:
        return multiple
    if relative and (followed := _AFTER.match(after)):
        return Change(1 if followed["up"] else -1)
    if _NOUN.search(before):
        return Change(-1 if re.search("[降减节缩]", before[-16:]) else 1)
    match = _last(_VERB, before)
    if match is not None and (relative or not match["object"]):
        return Change(1 if match["up"] or match["up_tight"] else -1)
    match = _COMPARATIVE.search(before) or _last(_LATIN, before)
    if match is None and relative:
        match = _FROM_OTHERS.search(before)
    return Change(1 if match["up"] else -1) if match else None


def _multiple(before: str, unit: str) -> Change | None:
    risen = _RISEN_TO.search(before)
    if risen and unit == "倍":
        return Change(1 if risen["up"] else -1, multiple=True)
    of_former = _MULTIPLE_OF.search(before)
    if of_former is None:
        return None
    if unit == "%" and not ("原" in of_former[0] or _OTHERS.search(of_former[0])):
        return None
    if unit not in {"%", "倍"}:
        return None
    down = unit == "%" or re.search(f"(?:{_DOWN})", before[-24:])
    return Change(-1 if down else 1, multiple=True)


def _last(pattern: re.Pattern[str], before: str) -> re.Match[str] | None:
    """The match nearest to the number; a search alone finds the farthest."""
    found, at = None, 0
    while (match := pattern.search(before, at)) is not None:
        found, at = match, match.start() + 1
    return found


def is_condition(before: str, after: str) -> bool:
    """Whether a quantity says where or when: 在 600℃ 下, 经 5 h, at 25 °C."""
    return bool(_FOLLOWED_AS_CONDITION.match(after) or _PRECEDED_AS_CONDITION.search(before[-8:]))


def is_former(before: str, after: str = "", *, ranged: bool = False) -> bool:
    """Whether "from" stands before a quantity: 由 95% 提高到 99%; a range may itself be told from
    one end to the other, so that what it became must follow.
    """
    came_from = _IN_FRONT.search(before[-12:]) is not None
    return came_from and (not ranged or _BECAME.match(after) is not None)


def changing(before: str) -> bool:
    """Whether what follows "from" is no range but a way up or down: 由 5 到 8, rose from 5 to 8."""
    return before.rstrip().endswith("由") or bool(_MOVES.search(before[-60:]))


def others_marker(clause: str) -> str:
    """The word by which a clause speaks of another sample or state or denies: 对照, 进水, 传统; ""
    where it speaks of the offer's own. "compared with conventional ones" is about one's own.
    """
    clause = _without_way(clause[-_LONGEST:])
    if (denied := _NOT_HERE.search(clause)) is not None:
        return denied[0]
    for match in reversed(list(_OTHERS.finditer(clause))):
        if re.search(_COMPARED, clause[: match.start()]) or "相比" in clause[match.end() :]:
            continue
        return "" if _OWN.search(clause, match.end()) else match[0]
    return ""


def _without_way(clause: str) -> str:
    """``clause`` without the way from one value that ends it."""
    if not _WAY_TO.search(clause, max(0, len(clause) - 4)):
        return clause
    commas = [comma.end() for comma in _COMMA.finditer(clause)]
    way = _WAY_FROM.search(clause, commas[-1] if commas else 0)
    return clause[: way.start()] if way else clause


def planned(words: str) -> bool:
    """Whether folded ``words`` of a sentence tell of what is yet to come: 下一步计划…做到, aim to."""
    plans = list(_PLANNED.finditer(words))
    return bool(plans) and not _ACHIEVED.search(words, plans[-1].end())


def before_ours(before: str, after: str) -> bool:
    """Whether a value is of what one's own is set against behind it: GPS误差一般为5 m。本系统…"""
    if _OWN.search(before):
        return False
    if _COMPARED_WITH.match(after):
        return True  # 与进口基板(热导率170W/(m·K))相比
    usual = _USUAL.search(before) and _THEN_OURS.match(after)
    return bool(usual or _BUT_OURS.match(after))


def control_marker(clause: str) -> str:
    """The word by which a change is that of a control group: 安慰剂组下降 2%."""
    match = _CONTROLS.search(clause)
    compared = match and re.search(_COMPARED, clause[: match.start()])
    return match[0] if match and not compared else ""


def lasting(marker: str) -> bool:
    """Whether what ``marker`` speaks of stays the subject of the next clause: 对照, and not 进水."""
    return bool(marker) and not _STATES.search(marker)


def own_marker(clause: str) -> bool:
    """Whether a clause names the offer's own sample: 本设备, 所制, our model."""
    return _OWN.search(clause) is not None
