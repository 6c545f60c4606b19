"""How many files one address may have checked: each costs a fifth of a second."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle


class ValidationThrottle(SimpleRateThrottle):
    """By person where one is signed in, else by address."""

    scope = "validation"
    rate = "30/min"

    def get_cache_key(self, request: Any, view: Any) -> str:
        """What is counted."""
        user = getattr(request, "user", None)
        ident = user.pk if user is not None and user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}


def validation_allowed(request: HttpRequest) -> bool:
    """Whether whoever asks may have one more file checked now."""
    return bool(ValidationThrottle().allow_request(request, None))  # type: ignore[arg-type]
