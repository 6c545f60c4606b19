"""The lexicon of what indicators are about: which words mean the same, and which way is good."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
# Endings that mean the same, the longest first.
_TWINS = {
    "效率": ("率",), "率": ("效率",),
    "精度": ("误差", "偏差"), "误差": ("精度", "偏差"), "偏差": ("精度", "误差"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A line of ``concepts.txt``. ``good`` is 1 where more is better, -1 where less is, else 0;
    ``of_something`` needs its object named, ``amount`` says only how much of an object,
    ``covers`` that an offer has to cover a wanted range whole, ``broad`` that the word
    before it makes another quantity of it, ``removal`` that it is a fall by so many
    per cent.
    """

    name: str
    good: int
    of_something: bool
    amount: bool
    covers: bool
    broad: bool
    removal: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept at ``start`` to ``end`` of a folded text."""

    concept: Concept
    start: int
    end: int


def mentions(folded: str) -> list[Mention]:
    """Concepts that ``folded`` names, in order. Read from the end, since the head of a noun stands
    last: in 油水分离效率 it is 分离效率 and no 水分. The longest name wins.
    """
    plain = folded.replace("-", " ")
    found: list[Mention] = []
    end = len(plain)
    while end:
        mention = _ending_at(plain, end)
        if mention is None:
            end -= 1
        else:
            found.append(mention)
            end = mention.start
    return found[::-1]


def _ending_at(plain: str, end: int) -> Mention | None:
    """The longest name that ends at ``end``. A Latin one stands alone, maybe in the plural: "loss"
    is not in "glossy".
    """
    names, lengths = _lexicon()
    ends = (end, end - 1) if plain[end - 1] == "s" else (end,)
    tried = ((at, length) for at in ends if at for length in lengths.get(plain[at - 1], ()))
    for at, length in sorted(tried, key=lambda each: -each[1]) if len(ends) > 1 else tried:
        start = at - length
        name = plain[start:at] if start >= 0 else ""
        if name not in names or (at < end and not name[-1].isascii()):
            continue
        if _alone(plain, start, end, name):
            return Mention(names[name], start, end)
    return None


def _alone(plain: str, start: int, end: int, name: str) -> bool:
    after, before = plain[end : end + 1], plain[start - 1 : start] if start else ""
    return not (name[-1].isascii() and "a" <= after <= "z") and not (
        name[0].isascii() and "a" <= before <= "z"
    )


def concept_named(name: str) -> Concept:
    """The concept that a line of ``concepts.txt`` names so."""
    return _lexicon()[0][name]


def broader(mention: str) -> list[Concept]:
    """The broad concepts that end a folded name: 效率 of 转换效率, 误差 of 测量误差."""
    names, _lengths = _lexicon()
    ends = (names.get(mention[at:]) for at in range(1, len(mention)))
    return [concept for concept in ends if concept is not None and concept.broad]


def narrowing(mention: str, concept: Concept) -> str:
    """What stands before ``concept`` in a folded name: 转换 of 转换效率; "" where it ends otherwise."""
    names, _lengths = _lexicon()
    ends = (mention[:at] for at in range(1, len(mention)) if names.get(mention[at:]) is concept)
    return next(ends, "")


def complement(concept: Concept) -> Concept | None:
    """The concept that is what this one is short of 100 %: 不良率 for 良品率."""
    return _complements().get(concept)


def kin(concept: Concept) -> frozenset[Concept]:
    """The concepts that answer for ``concept`` where it is not stated itself: 截留率 for 脱盐率."""
    return _kin().get(concept, frozenset())


def opposed(wanted: str, said: str, *, condition: bool = False) -> bool:
    """Whether folded ``said`` speaks of the opposite of what ``wanted`` names: 进水 for 出水, or of
    another ``condition``: 湿态 for 干态.
    """
    return any(
        any(word in wanted for word in words)
        and any(word in said for word in words)
        and not any(word in wanted and word in said for word in words)
        for words in _opposites(condition)
    )


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _lexicon() -> tuple[dict[str, Concept], dict[str, list[int]]]:
    """Concepts by their names, and the lengths of names by their last letters, the longest first."""
    names: dict[str, Concept] = {}
    for line in _lines("concepts.txt"):
        marks, _, words = line.partition("\t")
        written = [word.replace("_", " ").replace("-", " ") for word in words.split()]
        good = {"+": 1, "-": -1, "=": 0}[marks[0]]
        concept = Concept(written[0], good, *(mark in marks for mark in "*~rbx"))
        names |= dict.fromkeys(written, concept)
    for name, concept in list(names.items()):
        for twin in _twins(name):
            names.setdefault(twin, concept)
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[-1], set()).add(len(name))
    return names, {last: sorted(each, reverse=True) for last, each in lengths.items()}


def _twins(name: str) -> list[str]:
    """脱水效率 for 脱水率, 同步误差 for 同步精度, and the reverse."""
    for ending, others in _TWINS.items():
        stem = name.removesuffix(ending)
        if stem != name:
            return [stem + other for other in others] if len(stem) > 1 else []
    return []


@cache
def _complements() -> dict[Concept, Concept]:
    names, _lengths = _lexicon()
    pairs = [line.split() for line in _lines("complements.txt")]
    there = {names[a]: names[b] for a, b in pairs}
    return there | {b: a for a, b in there.items()}


@cache
def _kin() -> dict[Concept, frozenset[Concept]]:
    names, _lengths = _lexicon()
    found: dict[Concept, frozenset[Concept]] = {}
    for line in _lines("kin.txt"):
        one, other = (names[word] for word in line.split())
        found[one] = found.get(one, frozenset()) | {other}
        found[other] = found.get(other, frozenset()) | {one}
    return found


@cache
def _opposites(condition: bool) -> list[list[str]]:
    lines = [line.split() for line in _lines("opposites.txt")]
    return [line[condition:] for line in lines if (line[0] == "?") is condition]
