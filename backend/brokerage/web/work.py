"""What a broker writes in a deal: services, notes, commissions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.brokerage import rules, services
from backend.brokerage.deal_section import agencies_of
from backend.brokerage.earnings import commission_dues
from backend.brokerage.forms import CommissionForm, NoteForm, RecordForm, StrikeForm
from backend.brokerage.lifecycle import COMMISSION
from backend.brokerage.selectors import colleagues_of, commission_readable_by
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.deals.models import Deal
from backend.deals.rules import may_follow
from backend.deals.selectors import deal_followed_by
from backend.deals.web.pages import deal_page
from backend.payments.rules import PAY

ACTS = Acts(lifecycle=COMMISSION, services=services.SERVICES)


@login_required
@require_http_methods(["GET", "POST"])
def service(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Put a service on record."""
    return _write(
        request,
        deal_id,
        name="form",
        form=lambda deal: RecordForm(request.POST, auto_id="service_%s"),
        write=lambda form: services.service_log(
            actor=actor_in(request),
            deal_id=deal_id,
            values=form.values(),
        ),
        done=_("On record. Both sides read it."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, deal_id: int, service_id: int) -> HttpResponse:
    """Strike out a service that is wrong."""
    return _write(
        request,
        deal_id,
        name="strike",
        form=lambda deal: StrikeForm(request.POST, auto_id=False),
        write=lambda form: services.service_strike(
            actor=actor_in(request),
            deal_id=deal_id,
            service_id=service_id,
            why=form.cleaned_data["why"],
        ),
        done=_("Struck out; it stays to be read with your reason."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Write a note that only the brokers of one's agency read."""
    return _write(
        request,
        deal_id,
        name="note",
        form=lambda deal: NoteForm(request.POST, auto_id="note_%s"),
        write=lambda form: services.note_write(
            actor=actor_in(request),
            deal_id=deal_id,
            text=form.cleaned_data["text"],
        ),
        done=_("Saved. Only brokers of your agency read it."),
    )


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Propose what a side pays."""
    return _write(
        request,
        deal_id,
        name="commission",
        form=lambda deal: CommissionForm(
            request.POST, agencies=agencies_of(deal), auto_id="commission_%s"
        ),
        write=lambda form: services.commission_propose(
            actor=actor_in(request),
            deal_id=deal_id,
            values=form.values(),
        ),
        done=_("Proposed. Those whose word it needs are asked."),
    )


@login_required
@require_safe
def commission(request: HttpRequest, commission_id: int) -> HttpResponse:
    """A commission: what it says, who agreed when, and what one may do."""
    return _page(request, commission_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, commission_id: int, act: str) -> HttpResponse:
    """Agree, decline, take back."""
    return ACTS.answer(request, commission_id, act, page=_page)


def _page(
    request: HttpRequest, commission_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = commission_readable_by(actor, commission_id)
    given = {consent.organisation_id for consent in found.consents.all()}
    context = {
        "commission": found,
        "follows": may_follow(actor, found.deal),
        "colleagues": colleagues_of(actor, found.deal),
        "payer": found.deal.buyer if found.payer == "buyer" else found.deal.seller,
        "waits_for": [
            organisation
            for organisation in [
                found.deal.buyer if found.payer == "buyer" else found.deal.seller,
                *(share.agency for share in found.shares.all()),
            ]
            if organisation.pk not in given
        ],
        "dues": commission_dues(found),
        "pays": PAY.allows(actor, found.payer_id),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("commission", found.pk)]),
    }
    return render(
        request,
        "brokerage/commission.html",
        context,
        status=answered.status if answered else 200,
    )


def _write(
    request: HttpRequest,
    deal_id: int,
    *,
    name: str,
    form: Callable[[Deal], Any],
    write: Callable[[Any], object],
    done: str,
) -> HttpResponse:
    """Check rights, then the form, then write; what was refused is shown again on the deal's page."""
    place = redirect("deal", deal_id)
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return place
    actor = actor_in(request)
    deal = deal_followed_by(actor, deal_id)
    if rules.agency_of(actor, deal) is None:
        raise NotPermitted(rules.NOT_ITS_BROKER)
    filled = form(deal)
    if filled.is_valid():
        try:
            write(filled)
        except ValidationError as error:
            filled.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return place
        else:
            messages.success(request, done)
            return place
    return deal_page(request, deal_id, given={"brokerage": {name: filled}}, status=422)
