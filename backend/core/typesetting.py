"""Documents as PDF: typst templates of the apps, filled with values, in fonts that travel along.

A template stands in ``<app>/typst/<name>.typ``, reads its values by ``json(bytes(sys.inputs.data))`` and
shares heads and tables through ``/core/typst/document.typ``. Only fonts of packages are used, so that a
document looks the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from django.core.serializers.json import DjangoJSONEncoder

from .characters import legible

_ROOT = Path(__file__).parents[1]
_TIMELESS = datetime(2000, 1, 1, tzinfo=UTC)


@cache
def _fonts() -> Any:
    import typst

    paths = [pylopdf_fonts_zh_cn.sans_path().parent]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def pdf_of(template: str, data: Mapping[str, Any], *, made_at: datetime | None = None) -> bytes:
    """A PDF of ``"<app>/typst/<name>.typ"`` filled with ``data``, values of JSON (dates and decimals
    become text).

    ``made_at`` is its date of making, in UTC; the same template, data and date give the same
    bytes. Raises typst.TypstError where the template does not fit the data.
    """
    import typst

    compiler: Any = typst.Compiler(
        str(_ROOT / template),
        root=str(_ROOT),
        font_paths=_fonts(),
        sys_inputs={
            "data": json.dumps(legible(dict(data)), cls=DjangoJSONEncoder, ensure_ascii=False)
        },
    )
    made: bytes = compiler.compile(
        format="pdf", timestamp=(made_at or _TIMELESS).replace(microsecond=0)
    )
    return made
