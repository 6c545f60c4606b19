"""The answers of the OAI-PMH 2.0 server: elements below OAI-PMH, verb by verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element, SubElement, register_namespace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from backend.catalog.kinds import KINDS
from backend.catalog.taxonomies import choices
from backend.exchange.documents import market_id
from backend.exchange.formats import dublin_core, own
from backend.exchange.models import Record
from backend.exchange.selectors import record_called, record_first, records_selected

from .asking import Selection, prefix_check, selection_of
from .errors import ProtocolError

OAI = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
PAGE = 100
TOKEN_LIFE = timedelta(days=30)  # a token is good for ever; who waits longer begins anew
for _prefix, _uri in (
    ("", OAI),
    ("oai_dc", dublin_core.OAI_DC),
    ("dc", dublin_core.DC),
    ("xsi", dublin_core.XSI),
    ("tiqiao", own.NAMESPACE),
):
    register_namespace(_prefix, _uri)

FORMATS: dict[str, Callable[[Record], Element]] = {
    "oai_dc": dublin_core.dublin_core,
    "tiqiao": own.written,
}


def moment(value: datetime) -> str:
    """A moment as the protocol writes it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identify(given: Mapping[str, str]) -> Iterator[Element]:
    """Who answers here."""
    first = record_first()
    for name, text in (
        ("repositoryName", _market_name()),
        ("baseURL", settings.PUBLIC_URL + reverse("oai")),
        ("protocolVersion", "2.0"),
        ("adminEmail", settings.MARKET_MAIL),
        ("earliestDatestamp", moment(first.stamped_at if first else timezone.now())),
        ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        yield _text(name, text)
    description = _element("description")
    found = SubElement(description, f"{{{IDENTIFIER}}}oai-identifier")
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", market_id()),
        ("delimiter", ":"),
        ("sampleIdentifier", first.identifier if first else f"oai:{market_id()}:need/1"),
    ):
        SubElement(found, f"{{{IDENTIFIER}}}{name}").text = text
    yield description


def metadata_formats(given: Mapping[str, str]) -> Iterator[Element]:
    """In what a record can be told: all in both formats."""
    if "identifier" in given:
        _record(given["identifier"])
    schema = settings.PUBLIC_URL + reverse("oai_schema")
    for prefix, where, namespace in (
        ("oai_dc", dublin_core.SCHEMA, dublin_core.OAI_DC),
        ("tiqiao", schema, own.NAMESPACE),
    ):
        found = _element("metadataFormat")
        for name, text in (
            ("metadataPrefix", prefix),
            ("schema", where),
            ("metadataNamespace", namespace),
        ):
            found.append(_text(name, text))
        yield found


def sets(given: Mapping[str, str]) -> Iterator[Element]:
    """Kinds of listings, and technology fields."""
    if "resumptionToken" in given:
        raise ProtocolError("badResumptionToken", "Sets come in one answer.")
    with translation.override("zh-hans"):
        named = [(f"kind:{kind.name}", str(kind.words.many)) for kind in KINDS.values()]
        named += [(f"field:{code}", str(words)) for code, words in choices("fields")]
    for spec, words in named:
        found = _element("set")
        found.append(_text("setSpec", spec))
        found.append(_text("setName", words))
        yield found


def record(given: Mapping[str, str]) -> Iterator[Element]:
    """One record."""
    found = _record(given["identifier"])
    prefix_check(given["metadataPrefix"])
    yield _whole(found, given["metadataPrefix"])


def identifiers(given: Mapping[str, str]) -> Iterator[Element]:
    """Headers alone."""
    return _listed("ListIdentifiers", given, lambda found, prefix: _header(found))


def records(given: Mapping[str, str]) -> Iterator[Element]:
    """Records with what they tell."""
    return _listed("ListRecords", given, _whole)


VERBS: dict[str, Callable[[Mapping[str, str]], Iterator[Element]]] = {
    "Identify": identify,
    "ListMetadataFormats": metadata_formats,
    "ListSets": sets,
    "GetRecord": record,
    "ListIdentifiers": identifiers,
    "ListRecords": records,
}


def _listed(
    verb: str, given: Mapping[str, str], shown: Callable[[Record, str], Element]
) -> Iterator[Element]:
    wanted = selection_of(verb, given)
    found = list(_selected(wanted)[: PAGE + 1])
    page, more = found[:PAGE], len(found) > PAGE
    if not page and not wanted.cursor:
        raise ProtocolError("noRecordsMatch", "Nothing changed in this time and set.")
    for one in page:
        yield shown(one, wanted.prefix)
    if more:
        onward = wanted.onward(page[-1].position, len(page))
        token = _text("resumptionToken", onward.token(verb))
        token.set("expirationDate", moment(timezone.now() + TOKEN_LIFE))
        token.set("cursor", str(wanted.cursor))
        yield token
    elif wanted.cursor:
        # The last of several pages says so by an empty token.
        token = _text("resumptionToken", "")
        token.set("cursor", str(wanted.cursor))
        yield token


def _selected(wanted: Selection):  # type: ignore[no-untyped-def]
    since, until = (
        datetime.fromisoformat(text) if text else None for text in (wanted.since, wanted.until)
    )
    return records_selected(
        after=wanted.after, kind=wanted.kind, field=wanted.field, since=since, until=until
    )


def _record(identifier: str) -> Record:
    found = record_called(identifier)
    if found is None:
        raise ProtocolError("idDoesNotExist", "There is no record of this identifier.")
    return found


def _header(found: Record) -> Element:
    header = _element("header")
    if found.deleted:
        header.set("status", "deleted")
    header.append(_text("identifier", found.identifier))
    header.append(_text("datestamp", moment(found.stamped_at)))
    header.append(_text("setSpec", f"kind:{found.kind}"))
    if found.technology_field:
        header.append(_text("setSpec", f"field:{found.technology_field}"))
    return header


def _whole(found: Record, prefix: str) -> Element:
    element = _element("record")
    element.append(_header(found))
    if not found.deleted:
        metadata = _element("metadata")
        metadata.append(FORMATS[prefix](found))
        element.append(metadata)
    return element


def _market_name() -> str:
    with translation.override("zh-hans"):
        return f"{translation.gettext('Tiqiao')} {market_id()}"


def _element(name: str) -> Element:
    return Element(f"{{{OAI}}}{name}")


def _text(name: str, text: str) -> Element:
    found = _element(name)
    found.text = text
    return found
