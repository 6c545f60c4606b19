"""How the JSON API answers refusals: always {"code", "message", "fields"?}."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from backend.core.errors import Refusal, Stale


def refusal_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: refusals, invalid input and DRF's own errors in one shape."""
    if isinstance(error, Refusal):
        body: dict[str, Any] = {"code": error.code, "message": str(error.message)}
        if isinstance(error, Stale):
            body |= {
                "changed_by": error.changed_by,
                "changed_at": error.changed_at,
                "revision": error.revision,
            }
        return Response(body, status=error.status)
    if isinstance(error, ValidationError):
        found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return Response(_invalid(found), status=400)
    response = exception_handler(error, context)
    if response is not None and isinstance(error, exceptions.ValidationError):
        fields = error.detail if isinstance(error.detail, dict) else {"": error.detail}
        response.data = _invalid(fields)
    elif response is not None and isinstance(error, exceptions.APIException):
        response.data = {"code": error.default_code, "message": str(error.detail)}
    return response


def _invalid(fields: Any) -> dict[str, Any]:
    from django.utils.translation import gettext as _

    return {"code": "invalid", "message": _("Some fields need attention."), "fields": fields}
