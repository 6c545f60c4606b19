"""A listing's public form in the words of schema.org, as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from .kinds import KINDS
from .taxonomies import names

Form = Mapping[str, Any]
# Within a script element a text must neither end it nor begin a comment.
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(form: Form, identifier: str = "") -> dict[str, Any]:
    """What is sought as Demand, what is offered as Offer of a Product or Service; a person and an
    organisation as themselves. ``form`` is a ``public_form``, ``identifier`` one beside its address.
    """
    kind = KINDS[form["kind"]]
    common = _stated(
        {
            "@id": form["url"],
            "url": form["url"],
            "identifier": identifier,
            "name": form["title"],
            "description": form["summary"] or _text(form),
            "inLanguage": form["language"],
        }
    )
    if kind.schema_type in ("Person", "Organization"):
        return {"@context": "https://schema.org", "@type": kind.schema_type} | {
            name: value for name, value in common.items() if name != "inLanguage"
        }
    thing = _stated(
        {
            "@type": kind.schema_type,
            "name": form["title"],
            "category": list(names("fields", form["technology_field"])),
            "additionalProperty": [_property(row) for row in form["indicators"]],
        }
    )
    described = {name: value for name, value in common.items() if name != "inLanguage"}
    found = {"@context": "https://schema.org", **described, "itemOffered": thing}
    owner = {"@type": "Organization", "name": form["owner"]["name"]}
    if kind.seeks:
        until = form["details"].get("deadline")
        return found | _stated(
            {"@type": "Demand", "validThrough": until, "@reverse": {"seeks": owner}}
        )
    return found | _stated(
        {
            "@type": "Offer",
            "offeredBy": owner,
            "price": form["details"].get("price"),
            "priceCurrency": form["details"].get("currency")
            if form["details"].get("price")
            else None,
        }
    )


def linked_data_script(form: Form) -> SafeString:
    """The same for a page: safe within a script element, whatever the texts hold."""
    written = json.dumps(linked_data(form), ensure_ascii=False).translate(_ESCAPED)
    return mark_safe(written)  # noqa: S308 - what could end the element is escaped


def _text(form: Form) -> str:
    texts = (form["details"].get(name) for name in KINDS[form["kind"]].texts)
    return next((text for text in texts if text), "")[:1000]


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _property(row: Mapping[str, Any]) -> dict[str, Any]:
    """A bound as PropertyValue: at least as minValue, at most as maxValue."""
    sign = row["comparator"]
    bounds = {
        "minValue": row["value"] if sign in (">=", ">", "range") else None,
        "maxValue": row["value_max"]
        if sign == "range"
        else row["value"]
        if sign in ("<=", "<")
        else None,
        "value": row["value"] if sign == "=" else None,
    }
    return _stated(
        {"@type": "PropertyValue", "name": row["name"], "unitText": row["unit"], **bounds}
    )
