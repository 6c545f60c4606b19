"""Gives each request its actor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .selectors import actor_of

SESSION_KEY = "organisation_id"


class ActorMiddleware:
    """Sets ``request.actor``, read from the database only where a view asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> object:
    user = request.user if request.user.is_authenticated else None
    return actor_of(user, organisation_id=request.session.get(SESSION_KEY))
