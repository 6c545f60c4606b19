"""What operators see of providers: comparisons, differences, messages."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from backend.accounts.actors import actor_in
from backend.core.errors import NotPermitted, Unavailable
from backend.payments import rules, services
from backend.payments.models import Difference, Reconciliation, WebhookEvent, WebhookRefusal
from backend.payments.selectors import differences_open

REPLAYED = timedelta(days=30)  # Stripe keeps its messages so long
ROWS = 30


@login_required
@require_GET
def reconciliation(request: HttpRequest) -> HttpResponse:
    """The last comparisons, what does not agree, and messages that wait."""
    _check(request)
    waits = [
        WebhookEvent.State.RECEIVED, WebhookEvent.State.UNKNOWN, WebhookEvent.State.OTHER_MODE,
    ]  # fmt: skip
    closed = Difference.objects.exclude(resolved_at=None).select_related("payment")
    context = {
        "differences": differences_open(actor_in(request)),
        "closed": closed.order_by("-resolved_at")[:ROWS],
        "runs": Reconciliation.objects.order_by("-pk")[:10],
        "events": WebhookEvent.objects.filter(state__in=waits).order_by("-pk")[:ROWS],
        "refusals": WebhookRefusal.objects.order_by("-day", "gateway", "reason")[:ROWS],
    }
    return render(request, "payments/reconciliation.html", context)


@login_required
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Compare with the providers now."""
    _check(request)
    count = services.payments_reconcile()
    if count:
        told = ngettext("%(n)s difference is open.", "%(n)s differences are open.", count)
        messages.warning(request, told % {"n": count})
    else:
        messages.success(request, _("Compared: no difference is open."))
    return redirect("reconciliation")


@login_required
@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Have messages that wait handled once more, and fetch those that never arrived."""
    _check(request)
    try:
        count = services.webhooks_replay(since=timezone.now() - REPLAYED, fetch=True)
    except Unavailable as error:
        messages.error(request, str(error.message))
    else:
        told = ngettext("%(n)s message is handled anew.", "%(n)s messages are handled anew.", count)
        messages.success(request, told % {"n": count})
    return redirect("reconciliation")


def _check(request: HttpRequest) -> None:
    if not rules.RECONCILE.allows(actor_in(request), None):
        raise NotPermitted(_("Operators alone see this."))
