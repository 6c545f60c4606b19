"""Turns a service's refusal into a page, and gives the administration its own policy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from .errors import Refusal


class RefusalMiddleware:
    """A refusal that no view answered itself becomes a page with its status and a way on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        if request.headers.get("HX-Request"):
            # A part of a page asked: the rest of the page stays, and says why.
            response = render(
                request, "core/_refusal.html", {"refusal": error}, status=error.status
            )
            response["HX-Retarget"] = "#messages"
            response["HX-Reswap"] = "innerHTML show:none"
            return response
        return render(request, "refusal.html", {"refusal": error}, status=error.status)


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
