"""An organisation's webhooks: the list, one with its log, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.core.errors import NotFound, WrongState
from backend.webhooks import services
from backend.webhooks.forms import EndpointForm
from backend.webhooks.models import Endpoint
from backend.webhooks.selectors import endpoint_of, endpoints_of, messages_of

PAGE = 20
Act = Callable[..., object]
ACTS: dict[str, tuple[Act, Callable[[], str]]] = {
    "disable": (services.endpoint_disable, lambda: _("Switched off; what waits, waits.")),
    "enable": (services.endpoint_enable, lambda: _("Switched on; what waited goes out.")),
    "rotate": (services.secret_rotate, lambda: _("A new secret; for a day both sign.")),
    "test": (services.test_send, lambda: _("A test is on its way; its answer stands in the log.")),
    "remove": (services.endpoint_remove, lambda: _("The webhook is removed.")),
}


@login_required
@require_http_methods(["GET", "POST"])
def endpoints(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Those of an organisation; a POST adds one."""
    actor = actor_in(request)
    found = endpoints_of(actor, organisation_id)
    form = EndpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.endpoint_add(
                actor=actor, organisation_id=organisation_id, **form.values()
            )
        except ValidationError as refused:
            form.add_service_errors(refused)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("webhook", made.pk)
    context = {
        "organisation": Organisation.objects.get(pk=organisation_id),
        "endpoints": found,
        "form": form,
    }
    return render(request, "webhooks/webhooks.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def endpoint(request: HttpRequest, endpoint_id: int) -> HttpResponse:
    """One with its secret and its log; a POST changes it."""
    actor = actor_in(request)
    found = endpoint_of(actor, endpoint_id)
    initial = {name: getattr(found, name) for name in ("url", "description", "kinds")}
    form = EndpointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.endpoint_change(actor=actor, endpoint_id=endpoint_id, **form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", endpoint_id)
    return _page(request, found, form, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, found: Endpoint, form: EndpointForm, *, status: int = 200
) -> HttpResponse:
    page = Paginator(messages_of(found), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "endpoint": found,
        "form": form,
        "page": page,
        "organisation": found.organisation,
    }
    return render(request, "webhooks/webhook.html", context, status=status)


@login_required
@require_POST
def endpoint_act(request: HttpRequest, endpoint_id: int, act: str) -> HttpResponse:
    """Switch it off or on, change its secret, test it, remove it."""
    if act not in ACTS:
        raise NotFound(_("There is nothing at this address."))
    service, told = ACTS[act]
    actor = actor_in(request)
    organisation_id = endpoint_of(actor, endpoint_id).organisation_id
    service(actor=actor, endpoint_id=endpoint_id)
    if act in ("test", "enable"):
        services.messages_send()
    messages.success(request, told())
    if act == "remove":
        return redirect("webhooks", organisation_id)
    return redirect("webhook", endpoint_id)


@login_required
@require_POST
def resend(request: HttpRequest, message_id: int) -> HttpResponse:
    """Tell it once more, with the same id."""
    actor = actor_in(request)
    message = services.message_resend(actor=actor, message_id=message_id)
    services.messages_send()
    messages.success(request, _("On its way again, with the same id."))
    return redirect("webhook", message.endpoint_id)
