"""What the API says where it refuses: problem details of RFC 9457, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.errors import Refusal, Stale

MEDIA = "application/problem+json"
TITLES = {
    400: gettext_lazy("What was sent cannot be taken"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("Not permitted"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not possible at this address"),
    406: gettext_lazy("Not available in this form"),
    409: gettext_lazy("Not possible as things stand"),
    412: gettext_lazy("Changed in the meantime"),
    415: gettext_lazy("Sent in a form that is not read here"),
    422: gettext_lazy("The key belongs to another request"),
    428: gettext_lazy("Say which version you read"),
    429: gettext_lazy("Asked too often"),
    503: gettext_lazy("Not available just now"),
}


def problem(status: int, code: str, detail: object, **more: Any) -> dict[str, Any]:
    """A problem: ``type`` and ``code`` name its kind for programs, the rest is for people."""
    title = TITLES.get(status, gettext_lazy("Something went wrong"))
    return {
        "type": f"urn:tiqiao:problem:{code}",
        "title": str(title),
        "status": status,
        "detail": str(detail),
        "code": code,
        **more,
    }


def problem_response(status: int, code: str, detail: object, **more: Any) -> JsonResponse:
    """The same, from a view outside the API's framework."""
    return JsonResponse(problem(status, code, detail, **more), status=status, content_type=MEDIA)


def refused(error: Refusal, status: int | None = None) -> dict[str, Any]:
    """What a service's refusal says; of what somebody changed, who and when."""
    more: dict[str, Any] = {}
    if isinstance(error, Stale):
        more = {
            "changed_by": error.changed_by,
            "changed_at": error.changed_at,
            "revision": error.revision,
        }
    return problem(status or error.status, error.code, error.message, **more)


def invalid(errors: Any) -> dict[str, Any]:
    """Input that some fields refuse: each by its name."""
    return problem(400, "invalid", _("Some fields need attention."), errors=errors)


def flat(name: str, detail: Any) -> dict[str, list[str]]:
    """Nested errors under the names that the services use: ``indicators-0-value``."""
    if isinstance(detail, Mapping):
        inner = list(detail.items())
    elif isinstance(detail, list) and any(isinstance(part, (Mapping, list)) for part in detail):
        inner = list(enumerate(detail))
    else:
        parts = detail if isinstance(detail, list) else [detail]
        return {_plain(name): [str(part) for part in parts]}
    found: dict[str, list[str]] = {}
    for key, part in inner:
        if part:
            found |= flat(f"{name}-{key}" if name else str(key), part)
    return found


def _plain(name: str) -> str:
    return "" if name == "non_field_errors" else name
