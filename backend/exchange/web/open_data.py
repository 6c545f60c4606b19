"""Open data: its page, its catalogue, counts, and all public listings in one stream."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from backend.exchange.formats.dcat import DATASETS, catalogue
from backend.exchange.formats.ocds import release_package, releases_of
from backend.exchange.selectors import calls_told, open_counts, record_newest, records_there

from .feed import told

CALLS = 100  # of a page
SLICE = 500  # listings that are in memory at a time


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is open and where it is."""
    context = {"datasets": [_shown(one) for one in DATASETS], "newest": record_newest()}
    return render(request, "exchange/open_data.html", context)


@require_safe
def dcat(request: HttpRequest) -> JsonResponse:
    """The catalogue for machines."""
    newest = record_newest()
    return _json(catalogue(newest.stamped_at if newest else None), "application/ld+json")


@require_safe
def statistics(request: HttpRequest) -> JsonResponse:
    """Counts of public listings, and as of when."""
    newest = record_newest()
    return _json(
        {"as_of": newest.stamped_at.isoformat() if newest else None, "counts": open_counts()},
        "application/json",
    )


@require_safe
def ocds(request: HttpRequest) -> HttpResponse:
    """Calls and what came of them, a page at a time."""
    page = Paginator(calls_told(), CALLS).get_page(request.GET.get("page"))
    further = f"?page={page.next_page_number()}" if page.has_next() else ""
    address = reverse("open_ocds")
    with override("zh-hans"):
        found = release_package(
            releases_of(list(page.object_list)),
            f"{address}?page={page.number}",
            timezone.now(),
            address + further if further else "",
        )
    return _json(found, "application/json")


@require_safe
def listings(request: HttpRequest) -> StreamingHttpResponse:
    """Every public listing, a line of JSON each, however many there are."""
    answer = StreamingHttpResponse(_lines(), content_type="application/x-ndjson")
    answer["Content-Disposition"] = 'attachment; filename="listings.jsonl"'
    return answer


async def _lines() -> AsyncIterator[bytes]:
    last = 0
    while page := await sync_to_async(_slice)(last):
        for one in page:
            yield json.dumps(one, ensure_ascii=False).encode() + b"\n"
        last = page[-1]["position"]


def _slice(after: int) -> list[dict[str, Any]]:
    return [told(record) for record in records_there().filter(position__gt=after)[:SLICE]]


def _shown(one: Any) -> dict[str, Any]:
    return {"name": one.name, "title": _(one.title), "about": _(one.about), "files": one.files}


def _json(content: dict[str, Any], media: str) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, content_type=media)
