"""A share that a verb tells and no noun: removes 98 % of VOCs, 95% 以上的氨氮被去除."""

from __future__ import annotations

import re

_NOUNS = {
    "remov": "removal", "retain": "retention", "retention": "retention", "keep": "retention",
    "kept": "retention", "maintain": "retention", "preserv": "retention", "recover": "recovery",
    "degrad": "degradation", "inhibit": "inhibition", "convert": "conversion",
    "reject": "rejection", "utili": "utilization", "detect": "detection rate",
    "去除": "去除率", "脱除": "脱除率", "降解": "降解率", "清除": "清除率", "回收": "回收率",
    "保持": "保持率", "保留": "保持率", "截留": "截留率", "抑制": "抑制率", "杀灭": "杀灭率",
    "转化": "转化率", "利用": "利用率", "检出": "检出率", "浸出": "浸出率",
}  # fmt: skip
_LATIN = "|".join(verb for verb in _NOUNS if verb.isascii())
_HAN = "|".join(verb for verb in _NOUNS if not verb.isascii())
_ABOUT = r"(?:\s?(?:about|up to|nearly|over|more than|only|around|了|掉|约|近|超过|达到?))*\s?$"
_BEFORE = re.compile(
    rf"(?<![a-z])(?P<latin>{_LATIN})(?:s|es|ed|ing|e|zes?|zed|ses?|sed)?{_ABOUT}"
    rf"|(?P<han>{_HAN})(?:[^\d,，。;；]{{0,6}}中)?{_ABOUT}"
)
_ITS = r"(?:(?:the|its|their|initial|original|all)\s)*"
_THING = r"(?P<thing>[a-z][a-z\- ]{1,30}?)"
_OBJECT = re.compile(
    rf"\s?of\s{_ITS}{_THING}(?=\s(?:in|at|after|from|within|under|with|over|on|and|by|when)\b|[,.;(]|$)"
    r"|(?:以上|左右)?的(?:初始|原有|原始)?(?P<matter>[a-z\d\u3400-\u9fff]{1,8})"
)
_DONE = re.compile(
    rf"\s?of\s{_ITS}{_THING}\s(?:is|are|was|were|(?:can|could) be)\s(?P<latin>{_LATIN})"
    rf"|(?:以上|左右)?的(?P<matter>[a-z\d\u3400-\u9fff]{{1,8}}?)(?:可?被|得到|得以)(?P<han>{_HAN})"
)


def share_told(before: str, after: str) -> str:
    """The noun for the share that folded words around it tell: "vocs removal" of "removes" and
    "of vocs", 氨氮去除率 of 95% 的氨氮被去除; "" where no verb does.
    """
    done = _DONE.match(after)
    verb = done or _BEFORE.search(before)
    thing = done or _OBJECT.match(after)
    if verb is None or thing is None:
        return ""
    if verb["latin"]:
        return f"{thing['thing'] or thing['matter']} {_NOUNS[verb['latin']]}"
    return f"{thing['matter'] or thing['thing']}{_NOUNS[verb['han']]}"
