"""What a search box's text asks for: plain words, exact phrases, exclusions, fields.

    "solid electrolyte"  -polymer  title:battery  org:"Hebei University"  kind:成果

A phrase and a field's value must be there, what follows a minus must not. A field's value is looked
for in that field alone. Words are compared in order, each Han character for itself, English without
endings. Whatever reads otherwise is plain text: no text is an error. So is all of a text longer than
a search: it is a need that somebody pasted, whose quotes and colons are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .kinds import kind_called
from .normalise import clean
from .tokens import sequence

LONGEST = 200  # characters
# The fields that have a prefix, by what people call them.
FIELDS = {
    **dict.fromkeys(("title", "标题", "题目", "名称"), "title"),
    **dict.fromkeys(("org", "organisation", "organization", "单位", "机构"), "organisation"),
    **dict.fromkeys(("field", "领域", "技术领域"), "field"),
    **dict.fromkeys(("kind", "类型", "类别"), "kind"),
}
# A minus before a digit is a sign (-40℃), a quote within a word an inch or an emphasis: only what
# begins after a blank and ends before one is an instruction.
TERM = re.compile(
    rf"(?<!\S)(?P<minus>[-－])?(?:(?P<prefix>{'|'.join(FIELDS)})[:：])?"
    r"(?:[\"“”＂「『](?P<phrase>[^\"“”＂」』]+)[\"“”＂」』](?!\S)|(?P<word>[^\W_][^\s，。；、,;]*))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens (``tokens.sequence``) that stand in this order in ``scope``: "text" or a prefix's field."""

    scope: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A text, understood. ``plain`` is what words and meaning are taken from.

    ``phrases`` are the exact phrases in it, as ``tokens.sequence`` has them, and ``loose`` is what is
    left of it without them: a phrase is marked as a whole, its words alone are not what was asked.
    ``kinds`` are those asked for, None where none were named.
    """

    plain: str
    loose: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    required: frozenset[Clause] = frozenset()
    excluded: frozenset[Clause] = frozenset()
    kinds: frozenset[str] | None = None
    other_than: frozenset[str] = frozenset()

    def of_kinds(self, kinds: frozenset[str]) -> frozenset[str]:
        """Of ``kinds`` those the text lets through."""
        return (kinds if self.kinds is None else kinds & self.kinds) - self.other_than


def understood(text: str) -> Request:
    """What ``text`` asks for, whatever it is."""
    text = clean(text)
    if len(text) > LONGEST:
        return Request(text, loose=text)
    request = Request("")
    plain: list[str] = []
    loose: list[str] = []
    phrases: list[tuple[str, ...]] = []
    last = 0
    for term in _terms(text):
        understood = _with(request, term)
        if understood is None:
            continue
        request = understood
        plain.append(text[last : term.start()])
        loose.append(text[last : term.start()])
        if _says(term):
            plain.append(_value(term))
            if term["phrase"] is None:
                loose.append(_value(term))
            else:
                phrases.append(tuple(sequence(_value(term))))
        last = term.end()
    return replace(
        request,
        plain=" ".join([*plain, text[last:]]).strip(),
        loose=" ".join([*loose, text[last:]]).strip(),
        phrases=tuple(phrases),
    )


def _terms(text: str) -> Iterator[re.Match[str]]:
    return (term for term in TERM.finditer(text) if _instructs(term))


def _instructs(term: re.Match[str]) -> bool:
    if term["phrase"] is not None or term["prefix"]:
        return True
    return bool(term["minus"]) and not term["word"][0].isdigit()


def _with(request: Request, term: re.Match[str]) -> Request | None:
    """The request with this term, None where it asks for nothing that could be looked for."""
    scope = FIELDS[term["prefix"].lower()] if term["prefix"] else "text"
    if scope == "kind":
        kind = kind_called(_value(term))
        if kind is None:
            return None
        if term["minus"]:
            return replace(request, other_than=request.other_than | {kind})
        return replace(request, kinds=(request.kinds or frozenset()) | {kind})
    words = tuple(sequence(_value(term)))
    if not words:
        return None
    clause = Clause(scope, words)
    if term["minus"]:
        return replace(request, excluded=request.excluded | {clause})
    return replace(request, required=request.required | {clause})


def _says(term: re.Match[str]) -> bool:
    """Whether the term's words are also what the texts are about."""
    return not term["minus"] and (not term["prefix"] or FIELDS[term["prefix"].lower()] == "title")


def _value(term: re.Match[str]) -> str:
    return str(term["phrase"] or term["word"])
