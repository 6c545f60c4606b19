"""Chat robots and browsers that are told: added, tried, removed."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound, Refusal
from backend.portal import services


@require_POST
@login_required
def add(request: HttpRequest, organisation: int | None = None) -> HttpResponse:
    """Take a robot by its address."""
    try:
        services.robot_add(
            actor=actor_in(request),
            organisation_id=organisation,
            address=request.POST.get("address", ""),
            label=request.POST.get("label", ""),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The robot is added. Try it once."))
    return _back(organisation)


@require_POST
@login_required
def change(request: HttpRequest, pk: int, organisation: int | None = None) -> HttpResponse:
    """Try a robot, or remove it or a browser."""
    actor = actor_in(request)
    if request.POST.get("act") == "try":
        address = settings.PUBLIC_URL + reverse("inbox")
        services.robot_try(actor=actor, organisation_id=organisation, target_id=pk, address=address)
        messages.success(request, _("The robot has said it."))
    else:
        services.target_remove(actor=actor, organisation_id=organisation, target_id=pk)
        messages.success(request, _("Removed."))
    return _back(organisation)


@require_POST
@login_required
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take the subscription of the browser that asks."""
    try:
        found = json.loads(request.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refusal(_("This browser cannot be told."))
    label = request.headers.get("user-agent", "")
    services.push_subscribe(actor=actor_in(request), subscription=found, label=label)
    return HttpResponse(status=204)


@require_GET
def worker(request: HttpRequest) -> FileResponse:
    """The service worker of web push, from the root so that it may open any page."""
    path = finders.find("core/push-worker.js")
    if not settings.PUSH_KEY or path is None:
        raise NotFound(_("Browsers are not told here."))
    return FileResponse(Path(path).open("rb"), content_type="text/javascript")


def _back(organisation: int | None) -> HttpResponse:
    if organisation is None:
        return redirect("preferences")
    return redirect("preference_defaults", organisation)
