"""Characters that no text of the platform holds: controls, marks that turn the reading direction, the
remains of broken bytes.

Text is freed of them where it comes in (``core/middleware``, ``core/api/parsers``, readers of files),
and once more where a format that cannot hold them is written: feeds, workbooks, XML, documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def _marks(*parts: str | Iterable[int]) -> list[int]:
    return [sign if isinstance(sign, int) else ord(sign) for part in parts for sign in part]


# Controls that part words, as str.split() reads them: Word breaks lines by U+000B.
_PARTING = _marks("\x0b\x0c\x85", range(0x1C, 0x20))
_GONE = _marks(
    range(0x01, 0x09),
    range(0x0E, 0x1C),
    range(0x7F, 0x85),
    range(0x86, 0xA0),
    "\u061c\u200e\u200f",
    range(0x202A, 0x202F),
    range(0x2066, 0x206A),
    range(0xD800, 0xE000),  # lone surrogates
    "\ufffd\ufffe\uffff",  # what stands for broken bytes, and what is no character
)
_ENTERED = {**dict.fromkeys(_PARTING, " "), **dict.fromkeys(_GONE, None)}
_LEGIBLE = {**_ENTERED, 0: None}


def entered(content: Any) -> Any:
    """What somebody sent, its texts without such characters; lists and the keys and values of dicts too.

    NUL stays: fields refuse it by name. Numbers and the like come back as they are.
    """
    return _freed(content, _ENTERED)


def legible(content: Any) -> Any:
    """The same for what is written into a format, without NUL too."""
    return _freed(content, _LEGIBLE)


def _freed(content: Any, table: dict[int, str | None]) -> Any:
    if isinstance(content, str):
        # A lazy or safe text stays what it is where nothing is amiss.
        freed = content.translate(table)
        return content if freed == content else freed
    if isinstance(content, dict):
        return {_freed(key, table): _freed(value, table) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_freed(part, table) for part in content]
    return content
