"""The feed of changes, for other installations of this product and whoever likes JSON better."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.core.api.problems import problem_response
from backend.exchange.documents import FORMAT, market_id
from backend.exchange.models import Record
from backend.exchange.selectors import records_after

PAGE = 200
MOST = 500


@require_safe
def feed(request: HttpRequest) -> JsonResponse:
    """Records after ``?after=``, at most ``?limit=``; go on with ``next`` while there is ``more``."""
    after, limit = _number(request, "after", 0), _number(request, "limit", PAGE)
    if after is None or not limit or limit > MOST:
        words = _("Give after as a position of this feed and limit from 1 to %(most)s.")
        return problem_response(400, "invalid", words % {"most": MOST})
    found = list(records_after(after)[: limit + 1])
    page = found[:limit]
    answer = {
        "format": FORMAT,
        "market": market_id(),
        "records": [told(record) for record in page],
        "next": page[-1].position if page else after,
        "more": len(found) > limit,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def told(record: Record) -> dict[str, Any]:
    """A record as the feed tells it."""
    found: dict[str, Any] = {
        "position": record.position,
        "identifier": record.identifier,
        "home": record.home,
        "kind": record.kind,
        "datestamp": record.stamped_at.isoformat(),
        "deleted": record.deleted,
    }
    return found if record.deleted else found | {"hash": record.body_hash, "body": record.body}


def _number(request: HttpRequest, name: str, default: int) -> int | None:
    written = request.GET.get(name, "")
    if not written:
        return default
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else None
