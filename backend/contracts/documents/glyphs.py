"""Whether a document can be printed: a glyph that the font lacks is left out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pylopdf_fonts_zh_cn
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(str(pylopdf_fonts_zh_cn.sans_path()), lazy=True) as font:
        return frozenset(font.getBestCmap())


def glyphs_check(content: dict[str, Any]) -> None:
    """Raise ValidationError for ``clauses`` that names the characters which the font cannot print."""
    missing = sorted(
        {
            c
            for text in _texts(content)
            for c in text
            if ord(c) not in _known() and not c.isspace() and c.isprintable()
        }
    )
    if missing:
        shown = " ".join(f"{c} (U+{ord(c):04X})" for c in missing[:10])
        raise ValidationError(
            {"clauses": _("These characters cannot be printed; write them otherwise: %(shown)s")
             % {"shown": shown}}
        )  # fmt: skip


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
