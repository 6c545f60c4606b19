"""A body of another market in the terms of this one: values to write, or why it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from backend.accounts.regions import region_of
from backend.catalog.kinds import KINDS
from backend.catalog.taxonomies import choices
from backend.catalog.values import IndicatorValues, ListingValues, values_from
from backend.core.characters import entered

_HAN = re.compile(r"[\u3400-\u9fff]")


class NotUnderstood(Exception):
    """Why a record cannot be written here. ``args[0]`` says it for operators."""


def values_told(kind: str, body: Mapping[str, Any]) -> ListingValues:
    """What a body says, as a listing of this market. Raises NotUnderstood.

    A field, an industry or a region that this market does not know stays empty: the listing is found by
    its text, and an operator can say where it belongs.
    """
    known = KINDS.get(kind)
    if known is None or known.presents_owner:
        raise NotUnderstood(f"listings of the kind {kind[:40]} are not exchanged")
    body = entered(body)
    title = body.get("title")
    if not isinstance(title, str) or not title.strip():
        raise NotUnderstood("it has no title")
    details = body.get("details")
    details = details if isinstance(details, dict) else {}
    found: dict[str, Any] = {
        "title": title[:200],
        "summary": _text(body, "summary")[:1000],
        "language": language_of(body),
        "technology_field": _known("fields", _text(body, "technology_field")),
        "industry": _known("industries", _text(body, "industry")),
        "region": _region(_text(body, "region")),
        "trl": body.get("trl") if body.get("trl") in range(1, 10) else None,
        "modes": _words(body, "modes"),
        "indicators": _indicators(body),
    }
    found["required_conditions"] = tuple(
        name
        for name in _words(body, "required_conditions")
        if name in known.conditions and _states(found, details, known.conditions[name])
    )
    for name, column in known.columns.items():
        if details.get(name) in (None, ""):
            continue
        try:
            found[name] = column.to_python(details[name])
        except ValidationError:
            raise NotUnderstood(f"{name} cannot be read") from None
    return values_from(kind, found)


def language_of(body: Mapping[str, Any]) -> str:
    """The language of the listing here: as it says where we write in it, else by its script."""
    said = _text(body, "language").lower()
    for code in ("zh", "en"):
        if (
            said == code
            or said.startswith(f"{code}-")
            or said in {"zh": "chi zho", "en": "eng"}[code].split()
        ):
            return code
    return "zh" if _HAN.search(_text(body, "title")) else "en"


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _words(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = body.get(name)
    rows = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(word for word in rows if isinstance(word, str)))


def _known(taxonomy: str, code: str) -> str:
    return code if code in dict(choices(taxonomy)) else ""


def _region(code: str) -> str:
    return next((part for part in (code, code[:6]) if part and region_of(part)), "")


def _states(found: Mapping[str, Any], details: Mapping[str, Any], name: str) -> bool:
    return (found.get(name) or details.get(name)) not in (None, "", ())


def _indicators(body: Mapping[str, Any]) -> tuple[IndicatorValues, ...]:
    rows = body.get("indicators")
    try:
        return tuple(
            IndicatorValues(
                name=str(row["name"]),
                comparator=str(row["comparator"]),
                value=Decimal(str(row["value"])),
                value_max=Decimal(str(row["value_max"])) if row.get("value_max") else None,
                unit=str(row.get("unit") or ""),
            )
            for row in (rows if isinstance(rows, list) else [])
        )
    except (KeyError, TypeError, AttributeError, InvalidOperation):
        raise NotUnderstood("its indicators cannot be read") from None
