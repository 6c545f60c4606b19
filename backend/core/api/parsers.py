"""Reads bodies: JSON, and forms with files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError

from backend.core.characters import entered

DEEPEST = 20  # levels; nothing that the API takes has more than five


class JSONParser(parsers.JSONParser):
    """JSON of bounded depth: deep nesting exhausts whatever walks through it."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The body's content. Raises ParseError for what is no JSON, or nested too deep."""
        try:
            found = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("The body is nested too deep.")) from error
        if not _shallow(found, DEEPEST):
            raise ParseError(_("The body is nested too deep."))
        for place in _halves(found, ""):
            told = _("“%(place)s” holds half a character (a lone surrogate); send the whole one.")
            raise ParseError(told % {"place": place or _("The body")})
        if not _finite(found):
            raise ParseError(_("The body holds a number that is too large."))
        return entered(found)


class MultiPartParser(parsers.MultiPartParser):
    """Files with what is said of them."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The texts and the files. Raises ParseError for what is no such form."""
        found: Any = super().parse(stream, media_type, parser_context)
        texts = found.data.copy()
        for name, values in found.data.lists():
            texts.setlist(name, entered(values))
        return parsers.DataAndFiles(texts, found.files)


def _shallow(content: Any, levels: int) -> bool:
    if not isinstance(content, (dict, list)):
        return True
    inner = content.values() if isinstance(content, dict) else content
    return levels > 0 and all(_shallow(part, levels - 1) for part in inner)


def _finite(content: Any) -> bool:
    """Whether no number is one like 1e400, which reads as infinity."""
    if isinstance(content, float):
        return math.isfinite(content)
    if isinstance(content, dict):
        return all(map(_finite, content.values()))
    return not isinstance(content, list) or all(map(_finite, content))


def _halves(content: Any, place: str) -> Iterator[str]:
    """Where text is no text, such as ``indicators.0.name``: no database and no file takes it."""
    if isinstance(content, str):
        if not _encodes(content):
            yield place
    elif isinstance(content, (dict, list)):
        named = content.items() if isinstance(content, dict) else enumerate(content)
        for name, part in named:
            inner = f"{place}.{name}" if place else str(name)
            if not _encodes(inner):
                yield inner.encode("ascii", "backslashreplace").decode()
            yield from _halves(part, inner)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
