"""The simulated provider's pages: a checkout with test cards, its questions to an account's owner, and
what a payer's bank decides. They stand where another company's pages would."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound, NotPermitted
from backend.payments import rules
from backend.payments.forms import CardForm
from backend.payments.gateways import local
from backend.payments.gateways.protocol import GatewayRefused
from backend.payments.jobs import simulated_webhooks_send
from backend.payments.models import Payment, ProviderAccount
from backend.payments.selectors import payments_readable_by


@login_required
@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest, checkout_id: str) -> HttpResponse:
    """Pay with a test card."""
    payment = _payment(request, checkout_id=checkout_id)
    if not rules.pays(actor_in(request), payment):
        raise NotPermitted(rules.ONLY_PAYER)
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            local.checkout_pay(checkout_id, form.cleaned_data["card"])
        except GatewayRefused:
            messages.error(request, _("This checkout is not open any more."))
        simulated_webhooks_send()
        return redirect(f"{reverse('payment', args=[payment.pk])}?back=1")
    context = {"payment": payment, "form": form}
    return render(request, "payments/simulated_checkout.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, account_id: str) -> HttpResponse:
    """Say what the provider must know."""
    actor = actor_in(request)
    found = ProviderAccount.objects.filter(gateway="local", provider_id=account_id).first()
    if found is None or not rules.RECEIVE.allows(actor, found.organisation_id):
        raise NotFound(_("There is no such account."))
    if request.method == "POST":
        local.account_make_ready(account_id)
        simulated_webhooks_send()
        messages.success(request, _("The simulated provider knows all that it must."))
        return redirect("payment_accounts")
    return render(request, "payments/simulated_account.html", {"account": found})


@login_required
@require_POST
def dispute(request: HttpRequest, dispute_id: str, state: str) -> HttpResponse:
    """What the payer's bank decides."""
    payment = _payment(request, disputes__provider_id=dispute_id)
    if not rules.decides_dispute(actor_in(request), payment):
        raise NotPermitted(rules.ONLY_OPERATORS)
    if state not in {"won", "lost"}:
        raise NotFound(_("There is nothing here."))
    local.dispute_decide(dispute_id, state)
    simulated_webhooks_send()
    return redirect("payment", payment.pk)


def _payment(request: HttpRequest, **lookup: str) -> Payment:
    actor = actor_in(request)
    known = payments_readable_by(actor).filter(method="local", **lookup).first()
    if known is None or not settings.SIMULATED_PAYMENTS:
        raise NotFound(_("There is nothing here."))
    return known
