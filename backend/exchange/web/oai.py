"""The OAI-PMH 2.0 server: one address, by GET and POST."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from backend.core.characters import legible
from backend.exchange.formats.dublin_core import XSI
from backend.exchange.oai.answering import OAI, VERBS, moment
from backend.exchange.oai.asking import asked
from backend.exchange.oai.errors import ProtocolError
from backend.exchange.selectors import records_settled

SCHEMA = Path(__file__).parents[1] / "formats" / "listing.xsd"
_MEDIA = "text/xml; charset=utf-8"
_WITHOUT_ARGUMENTS = ("badVerb", "badArgument")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """An answer of the protocol; what it refuses is an answer too, by its own code."""
    arguments = legible(dict((request.POST if request.method == "POST" else request.GET).lists()))
    # Before the records are read: what is written meanwhile comes again rather than never.
    answered_at = records_settled()
    root = Element(
        f"{{{OAI}}}OAI-PMH", {f"{{{XSI}}}schemaLocation": f"{OAI} {OAI[:-1]}/OAI-PMH.xsd"}
    )
    root.append(_text("responseDate", moment(answered_at)))
    asking = _text("request", settings.PUBLIC_URL + reverse("oai"))
    root.append(asking)
    try:
        verb, given = asked(arguments)
        found = list(VERBS[verb](given))
    except ProtocolError as error:
        if error.code not in _WITHOUT_ARGUMENTS:
            _say_again(asking, arguments)
        told = _text("error", error.message)
        told.set("code", error.code)
        root.append(told)
    else:
        _say_again(asking, arguments)
        answer = Element(f"{{{OAI}}}{verb}")
        answer.extend(found)
        root.append(answer)
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type=_MEDIA)


@require_safe
def oai_schema(request: HttpRequest) -> HttpResponse:
    """The schema of this product's own format."""
    return HttpResponse(SCHEMA.read_bytes(), content_type=_MEDIA)


def _say_again(asking: Element, arguments: dict[str, list[str]]) -> None:
    for name, values in arguments.items():
        asking.set(name, values[0])


def _text(name: str, text: str) -> Element:
    found = Element(f"{{{OAI}}}{name}")
    found.text = text
    return found
