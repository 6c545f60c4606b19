"""Invoices: asked for on the payment's page, issued on their own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted
from backend.payments import rules, services
from backend.payments.forms import InvoiceRequestForm, IssueForm, IssueRedForm
from backend.payments.lifecycle import INVOICE
from backend.payments.selectors import invoice_readable_by, payment_readable_by
from backend.payments.subjects import invoice_subject

from .pages import payment_page

ACTS = Acts(
    lifecycle=INVOICE,
    services=services.INVOICE_SERVICES,
    forms={"issue": IssueForm, "issue_red": IssueRedForm},
)


@login_required
@require_http_methods(["GET", "POST"])
def request_one(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Ask for an invoice over a payment."""
    if request.method == "GET":
        return redirect("payment", payment_id)
    actor = actor_in(request)
    if not rules.pays(actor, payment_readable_by(actor, payment_id)):
        raise NotPermitted(rules.ONLY_PAYER)
    form = InvoiceRequestForm(request.POST, auto_id="invoice_%s")
    if form.is_valid():
        try:
            services.invoice_request(actor=actor, payment_id=payment_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Asked for. The payee issues it."))
            return redirect("payment", payment_id)
    return payment_page(request, payment_id, invoice_form=form, status=422)


@login_required
@require_GET
def invoice(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The invoice, its files, and what comes next."""
    return _page(request, invoice_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, invoice_id: int, act: str) -> HttpResponse:
    """Issue it, return it, take it back."""
    return ACTS.answer(request, invoice_id, act, page=_page)


def _page(request: HttpRequest, invoice_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = invoice_readable_by(actor, invoice_id)
    context = {
        "invoice": found,
        "payment": found.payment,
        "subject": invoice_subject(actor, found),
        "trail": trail_entries([("invoice", found.pk)]),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "payments/invoice.html", context, status=status)
