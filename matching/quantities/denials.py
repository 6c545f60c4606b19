"""The words that deny what follows them, next to it or at a distance: 不允许…, should not have …."""

from __future__ import annotations

import re

_MODAL = "(?:能够?|得|应当|应该|应|可以|可|宜|许|允许|准许|准|会|再|曾|要|必|需|至于|致|该|高|多)*"
# Right before the bound: 不大于, 未曾超过, 不应当大于.
_ADJACENT = re.compile(rf"(?:从|并|绝对?|决|切|请)?(?:未|没有?|无|不|勿|莫){_MODAL}\s?$")
# Never part of a name, so that what is bounded may stand between: 避免温度超过.
_STRONG = re.compile(
    r"(?:绝对?|决)?(?:严禁|禁止|杜绝|避免|防止|切勿|请勿|谨防|以免|免得|不允许|不准许?|不许|不得|不希望|不接受|不容许?|(?:没有|无)任何)"
    r"(?P<object>[^\d,，。;；、且并而但≥≤<>]{0,14}?)(?:的)?\s?$"
)
# With a verb only: 不会造成, 不能有, 未出现; 不可燃材料 is a name.
_CAUSES = (
    "造成|引起|导致|出现|产生|发生|带来|有|存在|含有?|让|使得?|令|被|见|发现|检出|损失|用|消耗|占"
)
_WEAK = re.compile(
    rf"(?:不(?=造成|引起|导致|出现|产生|发生|带来|存在)|不(?:能够?|会|应(?:当|该)?|可以?|宜|要|再|至于|致)|未|没有?|无)(?:{_CAUSES})+"
    r"(?P<object>[^\d,，。;；、且并而但≥≤<>]{0,10}?)(?:的)?\s?$"
)
_VERBS = (
    "be|been|being|have|has|had|having|take|takes|contain|contains|show|shows|exhibit|need|needs|"
    "require|requires|use|uses|consume|consumes|cost|costs|weigh|weighs|last|lasts|lose|loses|"
    "fall|falls|drop|drops|go|goes|get|gets|rise|rises|run|runs|stay|stays|remain|remains|lie|lies|"
    "allowed|permitted|expected|any|a|an|the|its|to|of|much|ever|significantly|by|cause|causes|"
    "result|results|in|lead|leads|introduce|add|adds|at|times?|under|circumstances"
)
_NOT = (
    r"(?<![a-z])(?:not|never|cannot|can't|[a-z]{2,6}n't|without|avoid(?:s|ing)?|prevent(?:s|ing)?|"
    "no|none|nor|neither)"
)
_OTHERS = (
    r"(?!(?:and|but|only|just|merely|if|when|while|that|which|is|are|was|were|affected|affects?|degraded|degrades?|then)\b)"
    "[a-z'-]+"
)
_ENGLISH = re.compile(rf"{_NOT}(?P<object>(?: {_OTHERS}){{0,6}}) ?$")
_NONE = re.compile(rf"(?<![a-z])(?:no|none|nor|neither)(?P<object>(?: {_OTHERS}){{1,8}}) ?$")
_ENGLISH_NEAR = re.compile(rf"{_NOT}(?P<object>(?: (?:{_VERBS}))*) ?$")
_ONLY_VERBS = re.compile(rf"(?: (?:{_VERBS}))*")
_WINDOW = 48
_FROM_DOING = re.compile(
    r"(?<![a-z])(?:keep|keeps|keeping|stop|prevent)[a-z ,]{1,30} from [a-z]+ing ?$"
)
LEADS = re.compile(
    r"(?:严禁|禁止|杜绝|避免|防止|切勿|请勿|谨防|以免|免得|不允许|不准许?|不许|不得|不希望|不接受|不容许?|(?:没有|无)任何|"
    rf"(?:不(?:能够?|会|应(?:当|该)?|可以?|宜|要|再|至于|致)|未|没有?|无)(?:{_CAUSES})+)"
    r"|\b(?:without|avoid(?:s|ing)?|prevent(?:s|ing)?|keep(?:s|ing)?|no|none of)\b"
    rf"|(?:\b(?:not|never|cannot)|n't)(?:\s(?:{_VERBS}))+(?=\s)"
    r"|\b(?:may|must|shall|should|can|could|will)\s(?:have|show|exhibit|contain)(?:\s(?:an?|any))?(?=\s)",
    re.IGNORECASE,
)
"""What a denial leaves before the name that stands behind it: 不允许噪声, without loss."""


def denial(words: str, *, spatial: bool = False) -> int | None:
    """Where in folded ``words`` the bound begins that their end denies; None where nothing does.

    That is where the denial begins or, where it holds the name of what is bounded, its end.
    ``spatial``: above and under, which are also places, are denied only with a verb: may not be
    above.
    """
    start = max(0, len(words) - _WINDOW)
    tail = words[start:]
    adjacent = _ADJACENT.search(tail)
    if adjacent is not None:
        return start + adjacent.start()
    for pattern in (_STRONG, _WEAK):
        denied = pattern.search(tail)
        if denied is not None:
            return len(words) if denied["object"] else start + denied.start()
    kept = _FROM_DOING.search(tail)
    if kept is not None:
        return start + tail.rindex(" from ")
    denied = (_ENGLISH_NEAR if spatial else _ENGLISH).search(tail)
    if denied is None and spatial:
        denied = _NONE.search(tail)
    if denied is None:
        return None
    verbs = _ONLY_VERBS.fullmatch(denied["object"])
    return start + denied.start() if verbs else len(words)
