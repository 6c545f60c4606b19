"""Conditions on firms as data: a fact, a comparison, a value; whether a firm meets one, and in words.

Facts are registered by name (facts.py, and by apps above); ladders and support programmes state their
conditions in these terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.regions import beginning_of, region_label
from backend.core.figures import figure

Held = Mapping[str, Any]  # fact → what it is for one firm; missing where nobody knows
Reader = Callable[[Sequence[Any]], Mapping[int, Any]]  # organisations → value by id


@dataclass(frozen=True, slots=True)
class Fact:
    """What can be asked of a firm. ``say`` writes one of its values."""

    name: str
    words: object
    read: Reader
    say: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Condition:
    """``op`` is at_least, at_most, any (one of the values) or within (a region).

    ``by`` names a fact whose size chooses the bound: ``value`` then holds pairs of an upper end, 0 for
    none, and the bound below it.
    """

    fact: str
    op: str
    value: Any
    by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition held against a firm: ``met`` is None where a fact is not known."""

    condition: Condition
    met: bool | None
    words: str
    have: str


_FACTS: dict[str, Fact] = {}
OPS = ("at_least", "at_most", "any", "within")


def fact_register(*facts: Fact) -> None:
    """Take facts. Raises ValueError where two share a name."""
    for fact in facts:
        if _FACTS.setdefault(fact.name, fact) is not fact:
            raise ValueError(f"two facts are called {fact.name}")


def condition_from(row: Mapping[str, Any]) -> Condition:
    """A condition as a data file states it. Raises ValueError for an unknown comparison."""
    if row["op"] not in OPS:
        raise ValueError(f"there is no comparison {row['op']}")
    value = row["value"]
    if isinstance(value, list):
        value = tuple(tuple(v) if isinstance(v, list) else v for v in value)
    return Condition(row["fact"], row["op"], value, row.get("by", ""))


def facts_of(firms: Sequence[Any], conditions: Iterable[Condition]) -> dict[int, dict[str, Any]]:
    """What the conditions ask, by firm; each fact is read once for all firms."""
    names = {name for c in conditions for name in (c.fact, c.by) if name}
    found: dict[int, dict[str, Any]] = {firm.pk: {} for firm in firms}
    for name in sorted(names):
        for pk, value in _FACTS[name].read(firms).items():
            if value is not None:
                found[pk][name] = value
    return found


def condition_check(condition: Condition, held: Held) -> Finding:
    """Whether a firm of these facts meets it, with what is asked and what there is."""
    fact = _FACTS[condition.fact]
    bound = _bound(condition, held)
    have = held.get(condition.fact)
    words = _words(condition.op, fact, bound, condition)
    met = None if have is None or bound is None else _meets(condition.op, have, bound)
    return Finding(condition, met, words, "" if have is None else fact.say(have))


def _bound(condition: Condition, held: Held) -> Any:
    if not condition.by:
        return condition.value
    size = held.get(condition.by)
    if size is None:
        return None
    return next(bound for end, bound in condition.value if not end or size <= end)


def _meets(op: str, have: Any, bound: Any) -> bool:
    if op == "at_least":
        return bool(have >= Decimal(str(bound)))
    if op == "at_most":
        return bool(have <= Decimal(str(bound)))
    wanted = bound if isinstance(bound, tuple) else (bound,)
    if op == "within":
        return any(str(have).startswith(beginning_of(code)) for code in wanted)
    held = have if isinstance(have, (set, frozenset, tuple, list)) else (have,)
    return not set(held).isdisjoint(wanted)


def _words(op: str, fact: Fact, bound: Any, condition: Condition) -> str:
    name = str(fact.words)
    if bound is None:
        ends = sorted(bound for _end, bound in condition.value)
        told = {"fact": name, "low": fact.say(ends[0]), "high": fact.say(ends[-1])}
        return _("%(fact)s: at least %(low)s to %(high)s, by the firm's size") % told
    if op == "at_least":
        return _("%(fact)s: at least %(value)s") % {"fact": name, "value": fact.say(bound)}
    if op == "at_most":
        return _("%(fact)s: at most %(value)s") % {"fact": name, "value": fact.say(bound)}
    wanted = bound if isinstance(bound, tuple) else (bound,)
    written = [region_label(v) if op == "within" else fact.say((v,)) for v in wanted]
    return _("%(fact)s: %(value)s") % {"fact": name, "value": " / ".join(written)}


def number(value: Any) -> str:
    """A number as people write it."""
    return figure(Decimal(str(value)))


def percent(value: Any) -> str:
    """A share in percent."""
    return f"{number(value)}%"
