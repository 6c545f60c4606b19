"""Turns a service's refusal into a page, and gives the administration its own policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .api.problems import problem_response
from .characters import entered
from .errors import OutOfRange, Refusal

log = structlog.get_logger()

API = "/api/"


class RefusalMiddleware:
    """A refusal that no view answered itself becomes a page with its status and a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, (OverflowError, DataError)):
            # Beyond what the database can hold: no row has it, and nothing was written.
            log.warning("number_out_of_range", path=request.path, error=str(error))
            error = OutOfRange(_("A number is too large, or a text too long."))
        if not isinstance(error, Refusal):
            return None
        if request.path.startswith(API):
            return problem_response(error.status, error.code, error.message)
        if request.headers.get("HX-Request"):
            # A part of a page asked: the rest of the page stays, and says why.
            response = render(
                request, "core/_refusal.html", {"refusal": error}, status=error.status
            )
            response["HX-Retarget"] = "#messages"
            response["HX-Reswap"] = "innerHTML show:none"
            return response
        return render(request, "refusal.html", {"refusal": error}, status=error.status)


class EnteredTextMiddleware:
    """Frees what a page's form and an address's query say of characters that no text holds.

    Secrets stay as they are typed. Bodies of JSON and of uploads are freed by their parsers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        request.GET = _entered(request.GET)  # type: ignore[assignment]
        # What another program posts is read by its own view, perhaps as the bytes that it signed.
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            request.POST = _entered(request.POST)  # type: ignore[assignment]


def _entered(sent: QueryDict) -> QueryDict:
    freed = {
        name: values if "password" in name else entered(values) for name, values in sent.lists()
    }
    if freed == dict(sent.lists()):
        return sent
    found = sent.copy()
    for name, values in freed.items():
        found.setlist(name, values)
    found._mutable = False
    return found


class PrivacyMiddleware:
    """What a session shows is its own: no cache on the way keeps it, nor the browser after sign-out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class AdminPolicyMiddleware:
    """Gives the administration, and nothing else, the policy that its own scripts need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.root = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.root):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return response
