"""Vouchers and their uses on contracts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.contracts.selectors import contract_readable_by
from backend.core.acts import Acts, Answered
from backend.core.errors import NotCovered, NotPermitted, WrongState
from backend.delivery.models import Milestone, Plan
from backend.programmes import rules
from backend.programmes.forms import ClaimForm, ReserveForm
from backend.programmes.lifecycle import REDEMPTION
from backend.programmes.models import Redemption
from backend.programmes.selectors import (
    contracts_for_vouchers,
    provider_for,
    redemption_found,
    redemptions_known,
    usable_on,
    version_now,
    voucher_account,
    voucher_found,
)
from backend.programmes.services import REDEMPTION_SERVICES, voucher_reserve
from backend.programmes.subjects import redemption_subject

SERVICES = cast("Mapping[str, Callable[..., Redemption]]", REDEMPTION_SERVICES)
ACTS = Acts(lifecycle=REDEMPTION, services=SERVICES, forms={"claim": ClaimForm})
MOST = 50


@login_required
@require_safe
def voucher(request: HttpRequest, voucher_id: int) -> HttpResponse:
    """What is left, what each contract may use and why, and what was used."""
    actor = actor_in(request)
    found = voucher_found(actor, voucher_id)
    owns = rules.APPLY.allows(actor, found.firm_id)
    contracts = contracts_for_vouchers(found.firm_id)[:MOST] if owns and found.usable else []
    account = voucher_account(found)
    context = {
        "voucher": found,
        "account": account,
        "version": version_now(found.programme),
        "offers": [
            (one, provider_for(found.programme.scheme, one), usable_on(found, one))
            for one in contracts
        ],
        "uses": redemptions_known(actor).filter(voucher=found),
        "owns": owns,
        "trail": trail_entries([("voucher", found.pk)]),
    }
    return render(request, "programmes/voucher.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def reserve(request: HttpRequest, voucher_id: int, contract_id: int) -> HttpResponse:
    """Reserve a part of a voucher on a contract."""
    actor = actor_in(request)
    found = voucher_found(actor, voucher_id)
    if not rules.APPLY.allows(actor, found.firm_id):
        raise NotPermitted(rules.NOT_APPLICANT)
    contract = contract_readable_by(actor, contract_id)
    recognised = provider_for(found.programme.scheme, contract)
    usable = usable_on(found, contract)
    unpaid = Milestone.objects.filter(
        plan__contract=contract, plan__state=Plan.State.AGREED, settled_at=None, amount__gt=0
    )
    form = ReserveForm(
        recognised, list(unpaid), request.POST or None, initial={"amount": usable.amount}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = voucher_reserve(
                actor=actor,
                voucher_id=found.pk,
                contract_id=contract.pk,
                service=form.cleaned_data["service"],
                amount=form.cleaned_data["amount"],
                milestone_id=form.cleaned_data.get("milestone"),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (WrongState, NotCovered) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Reserved. Redeem it once you have the invoice."))
            return redirect("redemption", made.pk)
    context = {
        "voucher": found,
        "contract": contract,
        "recognised": recognised,
        "usable": usable,
        "version": version_now(found.programme),
        "form": form,
    }
    return render(request, "programmes/reserve.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def redemption(request: HttpRequest, redemption_id: int) -> HttpResponse:
    """One use of a voucher."""
    return _page(request, redemption_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, redemption_id: int, act: str) -> HttpResponse:
    """Redeem, approve, return, pay, audit, release."""
    return ACTS.answer(request, redemption_id, act, page=_page)


def _page(
    request: HttpRequest, redemption_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = redemption_found(actor, redemption_id)
    context = {
        "redemption": found,
        "voucher": found.voucher,
        "version": version_now(found.voucher.programme),
        "follows": found.contract.deal_id and actor.belongs_to(found.voucher.firm_id),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "subject": redemption_subject(actor, found),
        "trail": trail_entries([("redemption", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "programmes/redemption.html", context, status=status)
