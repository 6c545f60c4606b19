"""Language, theme and the page of a person's own settings."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.services import language_choose

from .destinations import back

THEME_COOKIE = "tiqiao_theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600  # seconds that a choice is kept


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, and for a signed-in person also for mail."""
    response = back(request, default=reverse("home"))
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        language_choose(actor=actor_in(request), language=wanted)
        _keep(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie."""
    response = back(request, default=reverse("home"))
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        _keep(response, THEME_COOKIE, wanted)
    return response


@require_GET
@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """A person's organisations, sign-in and choices."""
    return render(request, "accounts/settings.html")


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
