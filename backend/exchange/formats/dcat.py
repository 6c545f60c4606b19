"""The catalogue of open data in the words of DCAT, as JSON-LD."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop, override

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGES = (("zh-hans", "zh"), ("en", "en"))
MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is open: its name, words on it, and its files as (address, media type)."""

    name: str
    title: str
    about: str
    files: tuple[tuple[str, str], ...]


DATASETS = (
    Dataset(
        "listings",
        gettext_noop("Public listings"),
        gettext_noop(
            "Every listing on the market that its owner made public, as far as it is public."
        ),
        (
            ("open_listings", "application/x-ndjson"),
            ("exchange_feed", "application/json"),
            ("oai", "text/xml"),
        ),
    ),
    Dataset(
        "statistics",
        gettext_noop("Counts of public listings"),
        gettext_noop(
            "Public listings by kind, technology field and city; fewer than three are not counted out."
        ),
        (("open_statistics", "application/json"),),
    ),
    Dataset(
        "calls",
        gettext_noop("Calls, awards and contracts"),
        gettext_noop(
            "Every call that was posted, who was awarded and whether a contract was signed, by OCDS 1.1."
        ),
        (("open_ocds", "application/json"),),
    ),
)


def catalogue(modified: datetime | None) -> dict[str, Any]:
    """The catalogue with its data sets; ``modified`` is when a listing changed last."""
    page = settings.PUBLIC_URL + reverse("open_data")
    publisher = {
        "@type": "foaf:Agent",
        "@id": f"{page}#publisher",
        "foaf:name": _said(gettext_noop("Tiqiao")),
    }
    return {
        "@context": _CONTEXT,
        "@type": "dcat:Catalog",
        "@id": page,
        "dct:title": _said(gettext_noop("Open data of Tiqiao")),
        "dct:description": _said(gettext_noop("What is public of the market, free to use.")),
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": settings.PUBLIC_URL + "/"},
        "dcat:dataset": [_dataset(one, page, modified) for one in DATASETS],
    }


def _dataset(one: Dataset, page: str, modified: datetime | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "@id": f"{page}#{one.name}",
        "dct:identifier": one.name,
        "dct:title": _said(one.title),
        "dct:description": _said(one.about),
        "dct:publisher": {"@id": f"{page}#publisher"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "@id": f"{page}#{one.name}-{route}",
                "dcat:accessURL": {"@id": settings.PUBLIC_URL + reverse(route)},
                "dcat:mediaType": {"@id": MEDIA + media},
            }
            for route, media in one.files
        ],
    }
    if modified is not None:
        found["dct:modified"] = {"@value": modified.isoformat(), "@type": "xsd:dateTime"}
    return found


def _said(words: str) -> list[dict[str, str]]:
    """Words in both languages."""
    found = []
    for language, code in _LANGUAGES:
        with override(language):
            found.append({"@value": gettext(words), "@language": code})
    return found
