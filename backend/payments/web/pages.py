"""Payments: beginning one, its page, what people do with it; and shares on their way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from backend.accounts.actors import Actor, actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, Unavailable, WrongState
from backend.ledger.selectors import journals_about, owner_names
from backend.ledger.values import Owner
from backend.payments import rules, services
from backend.payments.forms import ConfirmForm, InvoiceRequestForm, RefundForm, StartForm
from backend.payments.gateways import methods_for
from backend.payments.lifecycle import PAYMENT, PAYOUT, REFUND
from backend.payments.models import Method, Payment, Share
from backend.payments.next_steps import payment_step
from backend.payments.payables import Payable, payable_kind
from backend.payments.selectors import (
    arrived_by_statement,
    bank_account_of,
    payment_readable_by,
    payment_standing,
    payments_readable_by,
    payouts_readable_by,
    refund_readable_by,
)
from backend.payments.subjects import payment_subject

PAGE_SIZE = 20
ACTS = Acts(
    lifecycle=PAYMENT,
    services=services.SERVICES,
    forms={"confirm": ConfirmForm, "refund": RefundForm},
)
REFUND_ACTS = Acts(lifecycle=REFUND, services=services.REFUND_SERVICES)
PAYOUT_ACTS = Acts(lifecycle=PAYOUT, services=services.PAYOUT_SERVICES)


@login_required
@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Payments of the organisation, newest first."""
    actor = actor_in(request)
    found = payments_readable_by(actor)
    state = request.GET.get("state", "")
    if state in Payment.State.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [{"payment": row, "step": payment_step(row, actor)} for row in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "state": state,
        "states": Payment.State.choices,
        "of_all": actor.operator,
        "receives": rules.RECEIVE.allows_anywhere(actor),
        "reconciles": rules.RECONCILE.allows(actor, None),
    }
    return render(request, "payments/payments.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, kind: str, payable_id: int) -> HttpResponse:
    """Choose how a payable is paid, and begin."""
    actor = actor_in(request)
    payable = payable_kind(kind).find(actor, payable_id)
    if not rules.PAY.allows(actor, payable.payer_id):
        raise NotPermitted(rules.ONLY_PAYER)
    standing = payment_standing(kind, payable_id)
    if standing is not None:
        return redirect("payment", standing.pk)
    names = [gateway.name for gateway in methods_for(payable.amount)]
    form = StartForm(names, request.POST or None)
    refusal = payable.blocked
    if request.method == "POST" and form.is_valid():
        try:
            made = services.payment_start(
                actor=actor, kind=kind, payable_id=payable_id, method=form.cleaned_data["method"]
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as error:
            refusal = error.message
        else:
            _looked(request, lambda: services.payment_open(payment_id=made.pk))
            return redirect("payment", made.pk)
    context = {
        "payable": payable,
        "form": form,
        "refusal": refusal,
        "too_large_for_stripe": "stripe" not in names and _offers_stripe(),
        "bank_account": bank_account_of(payable.payee_id, payable.currency),
    }
    status = 422 if form.is_bound and form.errors else 409 if form.is_bound else 200
    return render(request, "payments/start.html", context, status=status)


@login_required
@require_GET
def payment(request: HttpRequest, payment_id: int) -> HttpResponse:
    """The payment with its state in plain words; whoever comes back from the provider's page sees
    how it stands there."""
    actor = actor_in(request)
    if "back" in request.GET and payment_readable_by(actor, payment_id).under_way:
        _looked(request, lambda: services.payment_refresh(payment_id=payment_id))
        return redirect("payment", payment_id)
    return payment_page(request, payment_id)


@login_required
@require_POST
def look(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Look at the gateway how the payment stands."""
    payment_readable_by(actor_in(request), payment_id)
    _looked(request, lambda: services.payment_refresh(payment_id=payment_id))
    return redirect("payment", payment_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, payment_id: int, act: str) -> HttpResponse:
    """Do what a side does with the payment."""
    return ACTS.answer(request, payment_id, act, page=payment_page)


@login_required
@require_GET
def refund(request: HttpRequest, refund_id: int) -> HttpResponse:
    """A refund stands on its payment's page."""
    found = refund_readable_by(actor_in(request), refund_id)
    return redirect("payment", found.payment_id)


@login_required
@require_http_methods(["GET", "POST"])
def refund_act(request: HttpRequest, refund_id: int, act: str) -> HttpResponse:
    """Confirm that money came back."""

    def page(request: HttpRequest, refund_id: int, answered: Answered) -> HttpResponse:
        found = refund_readable_by(actor_in(request), refund_id)
        return payment_page(request, found.payment_id, answered)

    return REFUND_ACTS.answer(request, refund_id, act, page=page)


@login_required
@require_GET
def payouts(request: HttpRequest) -> HttpResponse:
    """Shares on their way, newest first."""
    return _payouts(request)


@login_required
@require_GET
def payout(request: HttpRequest, payout_id: int) -> HttpResponse:
    """A payout stands in the list."""
    return redirect("payouts")


@login_required
@require_http_methods(["GET", "POST"])
def payout_act(request: HttpRequest, payout_id: int, act: str) -> HttpResponse:
    """Confirm that a share arrived."""
    return PAYOUT_ACTS.answer(request, payout_id, act, page=_payouts)


def payment_page(
    request: HttpRequest,
    payment_id: int,
    answered: Answered | None = None,
    *,
    invoice_form: InvoiceRequestForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The payment's page, with what was refused."""
    actor = actor_in(request)
    found = payment_readable_by(actor, payment_id)
    refunds = list(found.refunds.order_by("pk"))
    invoices = list(found.invoices.order_by("pk"))
    context: dict[str, Any] = {
        "payment": found,
        "subject": payment_subject(actor, found),
        "step": payment_step(found, actor),
        "pays": rules.pays(actor, found),
        "refunds": [(row, REFUND_ACTS.buttons(row, actor)) for row in refunds],
        "disputes": list(found.disputes.order_by("pk")),
        "decides": rules.decides_dispute(actor, found),
        "shares": _named(found.shares.order_by("pk")) if rules.receives(actor, found) else [],
        "payable": _payable(actor, found),
        "journals": journals_about(actor, "payment", found.pk),
        "invoices": invoices,
        "invoice_form": invoice_form or _invoice_form(actor, found, invoices),
        "trail": trail_entries([("payment", found.pk), *(("invoice", row.pk) for row in invoices)]),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    if found.method == Method.BANK:
        context["bank_account"] = bank_account_of(found.payee_id, found.currency)
        context["arrived"] = arrived_by_statement(found) if rules.receives(actor, found) else None
    return render(
        request,
        "payments/payment.html",
        context,
        status=answered.status if answered else status,
    )


def _payouts(
    request: HttpRequest, payout_id: int = 0, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    page = Paginator(payouts_readable_by(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    names = owner_names(_owner(row.share) for row in page.object_list)
    rows = [
        {
            "payout": row,
            "receiver": names[_owner(row.share)],
            "acts": PAYOUT_ACTS.buttons(row, actor),
            "may_read": rules.may_read(actor, row.share.payment),
        }
        for row in page.object_list
    ]
    context = {"page": page, "rows": rows, "refusal": answered.refusal if answered else None}
    status = answered.status if answered else 200
    return render(request, "payments/payouts.html", context, status=status)


def _named(shares: Iterable[Share]) -> list[tuple[Share, str]]:
    """Each share with whose it is."""
    found = list(shares)
    names = owner_names(map(_owner, found))
    return [(share, names[_owner(share)]) for share in found]


def _owner(share: Share) -> Owner:
    return Owner(share.owner_kind, share.owner_id)


def _payable(actor: Actor, payment: Payment) -> Payable | None:
    """What it pays, where the reader may know of it and it is there still."""
    try:
        return payable_kind(payment.payable_kind).find(actor, payment.payable_id)
    except NotFound:
        return None


def _invoice_form(actor: Actor, payment: Payment, invoices: list[Any]) -> InvoiceRequestForm | None:
    standing = [row for row in invoices if row.state != "red_issued"]
    if not payment.standing or standing or not rules.pays(actor, payment):
        return None
    own = {"title": payment.payer.name, "tax_number": payment.payer.credit_code or ""}
    return InvoiceRequestForm(initial={"kind": "special", **own}, auto_id="invoice_%s")


def _offers_stripe() -> bool:
    return "stripe" in settings.PAYMENT_METHODS


def _looked(request: HttpRequest, look: Any) -> None:
    """Ask the gateway; where it does not answer the page says so, and the outbox asks again."""
    try:
        look()
    except Unavailable as error:
        messages.warning(request, str(error.message))
