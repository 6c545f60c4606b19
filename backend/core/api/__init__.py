"""How the JSON API answers refusals: always {"code", "message", "fields"?}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from backend.core.errors import Refusal, Stale


def refusal_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: refusals, invalid input and DRF's own errors in one shape."""
    if isinstance(error, Refusal):
        return Response(_refused(error), status=error.status)
    if isinstance(error, ValidationError):
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return Response(_invalid(fields), status=400)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is not None and isinstance(error, exceptions.ValidationError):
        response.data = _invalid(_flat("", error.detail))
    elif response is not None and isinstance(error, exceptions.APIException):
        response.data = {"code": error.default_code, "message": str(error.detail)}
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What an address that there is not answers: of the API in its shape, else the usual page."""
    if not request.path.startswith("/api/"):
        return page_not_found(request, exception)
    told = {"code": "not_found", "message": _("There is nothing at this address.")}
    return JsonResponse(told, status=404)


def _refused(error: Refusal) -> dict[str, Any]:
    body: dict[str, Any] = {"code": error.code, "message": str(error.message)}
    if isinstance(error, Stale):
        body |= {
            "changed_by": error.changed_by,
            "changed_at": error.changed_at,
            "revision": error.revision,
        }
    return body


def _invalid(fields: Any) -> dict[str, Any]:
    return {"code": "invalid", "message": _("Some fields need attention."), "fields": fields}


def _flat(name: str, detail: Any) -> dict[str, list[str]]:
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
            found |= _flat(f"{name}-{key}" if name else str(key), part)
    return found


def _plain(name: str) -> str:
    return "" if name == "non_field_errors" else name
