"""The draw itself: whoever has the lists and the value comes to the same result.

The value is its digits, as many as were announced, so that its spelling decides nothing. A name's place
is decided by the SHA-256 of the value, a colon and the name; the smallest come first. An inspector's
place for an item is decided by the value, the item and the inspector. Nobody inspects an item of the
own organisation, and who has fewer items so far comes first. Pure: no Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize


class TooFew(ValueError):
    """There are not enough inspectors of other organisations for an item."""


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """An item to inspect, or an inspector, with the organisation that it belongs to."""

    name: str
    organisation: str = ""

    @property
    def line(self) -> str:
        """As it stands in a list."""
        return f"{self.name}|{self.organisation}" if self.organisation else self.name


@dataclass(frozen=True, slots=True)
class Drawn:
    """An item that was drawn with who inspects it."""

    item: Listed
    inspectors: tuple[Listed, ...]


def read_list(text: str) -> list[Listed]:
    """One a line, name and organisation parted by a bar; the same line counts once."""
    found = []
    for line in text.replace("｜", "|").splitlines():
        name, _bar, organisation = (part.strip() for part in line.partition("|"))
        if name:
            found.append(Listed(name, organisation))
    return list(dict.fromkeys(found))


def value_written(text: str) -> str:
    """The digits of a published value alone: “03, 07”, “０３ ０７” and “0307” are the same."""
    return "".join(re.findall(r"[0-9]", normalize("NFKC", text)))


def draw(
    value: str, items: Iterable[Listed], inspectors: Sequence[Listed], pick: int, each: int
) -> list[Drawn]:
    """``pick`` of the items, each with ``each`` inspectors, in the order in which they are drawn.

    Raises TooFew where an item finds fewer inspectors of other organisations.
    """
    drawn = sorted(items, key=lambda item: (_digest(value, item.line), item))[:pick]
    load = dict.fromkeys(inspectors, 0)
    found = []
    for item in drawn:
        able = [
            one
            for one in inspectors
            if not (one.organisation and one.organisation == item.organisation)
        ]
        if len(able) < each:
            raise TooFew(item.name)
        able.sort(key=lambda one: (load[one], _digest(value, item.line, one.line), one))
        for one in able[:each]:
            load[one] += 1
        found.append(Drawn(item, tuple(able[:each])))
    return found


def _digest(*parts: str) -> str:
    return sha256(":".join(parts).encode()).hexdigest()
