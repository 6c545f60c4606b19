"""How the JSON API answers what it refuses: always as problem details (``problems``)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, server_error
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from backend.core.errors import Refusal, Stale

from .problems import MEDIA, flat, invalid, problem, problem_response, refused

API = "/api/"


def refusal_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: refusals, invalid input and DRF's own errors in one shape."""
    if isinstance(error, Refusal):
        # Who named the version by If-Match is told by the status that belongs to it.
        named = isinstance(error, Stale) and "If-Match" in context["request"].headers
        status = 412 if named else error.status
        return _told(Response(refused(error, status), status=status))
    if isinstance(error, ValidationError):
        errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return _told(Response(invalid(errors), status=400))
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is not None and isinstance(error, exceptions.ValidationError):
        response.data = invalid(flat("", error.detail))
    elif response is not None and isinstance(error, exceptions.APIException):
        response.data = problem(response.status_code, error.default_code, error.detail)
    return response and _told(response)


def _told(response: Response) -> Response:
    response.content_type = MEDIA
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What an address that there is not answers: of the API in its shape, else the usual page."""
    if not request.path.startswith(API):
        return page_not_found(request, exception)
    return problem_response(404, "not_found", _("There is nothing at this address."))


def failed(request: HttpRequest) -> HttpResponse:
    """What a fault of ours answers: of the API in its shape, else the usual page."""
    if not request.path.startswith(API):
        return server_error(request)
    return problem_response(500, "failed", _("Something went wrong on our side; it is on record."))
