"""How often one address may ask for what is dear to answer: pages are bounded as the API is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.throttling import AnonRateThrottle, BaseThrottle, UserRateThrottle

from .errors import TooMany

View = Callable[..., HttpResponse]
AS_THE_API: tuple[type[BaseThrottle], ...] = (AnonRateThrottle, UserRateThrottle)


def limited(view: View) -> View:
    """A view that refuses with TooMany who asks more often than the API would answer."""

    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked: Any = request
        if not all(throttle().allow_request(asked, None) for throttle in AS_THE_API):  # type: ignore[arg-type]
            raise TooMany(_("You ask very often; wait a minute, then go on."))
        return view(request, *args, **kwargs)

    return bounded
