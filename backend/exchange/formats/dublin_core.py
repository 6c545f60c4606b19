"""A record as simple Dublin Core (oai_dc), which every harvester reads."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from backend.catalog.kinds import KINDS
from backend.catalog.taxonomies import names
from backend.exchange.models import Record

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


def dublin_core(record: Record) -> Element:
    """The element oai_dc:dc of a record that is there."""
    root = Element(f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {SCHEMA}"})
    for name, text in _statements(record):
        if text:
            SubElement(root, f"{{{DC}}}{name}").text = text
    return root


def _statements(record: Record) -> Iterator[tuple[str, str]]:
    body = record.body
    yield "title", body["title"]
    yield "creator", body["owner"]["name"]
    for word in names("fields", body["technology_field"]):
        yield "subject", word
    for word in names("industries", body["industry"]):
        yield "subject", word
    yield "description", body["summary"]
    for name in KINDS[record.kind].texts:
        yield "description", str(body["details"].get(name) or "")
    yield "publisher", record.home
    yield "date", (body["published_at"] or "")[:10]
    yield "type", record.kind
    yield "identifier", body["url"]
    yield "language", body["language"]
    yield "coverage", body["region"]
