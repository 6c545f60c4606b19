"""A record in this product's own format: all that is public of a listing, as XML.

``written`` and ``read`` are each other's inverse; the format's schema is formats/listing.xsd.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from backend.exchange.models import Record

NAMESPACE = "urn:tiqiao:listing:1"
_PLAIN = (
    "url", "kind", "language", "title", "summary", "technology_field", "industry", "region",
    "trl", "published_at",
)  # fmt: skip
_NUMBERS = ("trl",)
_OWNER = ("name", "name_en", "kind", "region")
_INDICATOR = ("name", "comparator", "value", "value_max", "unit")
_LISTS = ("modes", "required_conditions")


def written(record: Record) -> Element:
    """The element listing of a record that is there."""
    body = record.body
    root = Element(
        _tag("listing"), {"home": record.home, "whole": str(bool(body["whole"])).lower()}
    )
    for name in _PLAIN:
        if body[name] not in (None, ""):
            SubElement(root, _tag(name)).text = str(body[name])
    owner = SubElement(root, _tag("owner"))
    for name in _OWNER:
        if body["owner"].get(name):
            SubElement(owner, _tag(name)).text = body["owner"][name]
    for name in _LISTS:
        for code in body[name]:
            SubElement(root, _tag(name)).text = code
    for name, value in body["details"].items():
        if value not in (None, ""):
            SubElement(root, _tag("detail"), {"name": name}).text = str(value)
    for row in body["indicators"]:
        given = {name: str(row[name]) for name in _INDICATOR if row[name] not in (None, "")}
        SubElement(root, _tag("indicator"), given)
    return root


def read(root: Element) -> tuple[str, dict[str, Any]]:
    """The home and the body that an element listing tells. Raises ValueError for anything else."""
    if root.tag != _tag("listing"):
        raise ValueError("no listing")
    body: dict[str, Any] = {name: (root.findtext(_tag(name)) or "") for name in _PLAIN}
    for name in _NUMBERS:
        body[name] = int(body[name]) if body[name] else None
    owner = root.find(_tag("owner"))
    body["owner"] = {
        name: (owner.findtext(_tag(name)) or "") if owner is not None else "" for name in _OWNER
    }
    for name in _LISTS:
        body[name] = [part.text or "" for part in root.findall(_tag(name))]
    body["details"] = {
        part.get("name", ""): part.text or "" for part in root.findall(_tag("detail"))
    }
    body["indicators"] = [
        {name: part.get(name, "") or None for name in _INDICATOR}
        for part in root.findall(_tag("indicator"))
    ]
    body["whole"] = root.get("whole") == "true"
    return root.get("home", ""), body


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
