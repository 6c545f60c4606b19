"""The contract record: reading, confirming, returning, redrafting; and the list of all."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.accounts.web.identity import identity_ask, identity_shown
from backend.attachments.selectors import attachments_in
from backend.contracts.forms import ContractForm
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.next_steps import contract_steps
from backend.contracts.rules import may_draft
from backend.contracts.selectors import (
    agreements_of,
    contract_readable_by,
    contracts_readable_by,
)
from backend.contracts.services import SERVICES, contract_draft
from backend.contracts.subjects import contract_subject
from backend.contracts.text_forms import ScanForm, SignForm
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.core.exporting import Column, exported, format_asked
from backend.core.subjects import Tier
from backend.deals.selectors import deal_followed_by
from backend.deals.web.pages import deal_page
from backend.signing.selectors import document_of

PAGE_SIZE = 20
ACTS = Acts(
    lifecycle=CONTRACT,
    services=SERVICES,
    forms={"revise": ContractForm, "scan": ScanForm, "sign": SignForm},
)
# What is written here is edited on a page of its own (texts.py).
ON_TEXT_PAGE = {"write", "revise"}


@login_required
@require_GET
def contracts(request: HttpRequest) -> HttpResponseBase:
    """Contract records of the organisation and of brokered listings, last signed first; with
    ``signed_in`` those of a year that figures count; ``format`` takes them along."""
    actor = actor_in(request)
    found = contracts_readable_by(actor)
    state = request.GET.get("state", "")
    if state in Contract.State.values:
        found = found.filter(state=state)
    year = request.GET.get("signed_in", "")
    if year.isascii() and year.isdecimal() and len(year) == 4:
        found = found.filter(
            state=Contract.State.SIGNED, kind__in=Contract.COUNTED, signed_on__year=int(year)
        )
    else:
        year = ""
    if format_asked(request):
        return exported(request, _("Contracts"), _columns(), found)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    steps = contract_steps(list(page.object_list), actor)
    rows = [{"contract": row, "step": steps[row.pk]} for row in page.object_list]
    return render(
        request,
        "contracts/contracts.html",
        {
            "page": page,
            "rows": rows,
            "state": state,
            "states": Contract.State.choices,
            "year": year,
        },
    )


@login_required
@require_GET
def contract(request: HttpRequest, contract_id: int) -> HttpResponse:
    """The record, whose turn it is, and how it came about."""
    return _page(request, contract_id)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Draft a record in a deal; the other party is asked to confirm it."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("deal", deal_id)
    actor = actor_in(request)
    if not may_draft(actor, deal_followed_by(actor, deal_id)):
        raise NotPermitted(_("Only the two sides draft this contract."))
    form = ContractForm(request.POST, further="kind_of_agreement" in request.POST)
    if form.is_valid():
        try:
            made = contract_draft(
                actor=actor, deal_id=deal_id, values=form.values(), kind=form.agreement()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("deal", deal_id)
        else:
            if made.written_here:
                messages.success(
                    request, _("Begun. Fill in the text and send it to the other side.")
                )
                return redirect("contract_text", made.pk)
            messages.success(request, _("Drafted. The other side is asked to confirm."))
            return redirect("contract", made.pk)
    return deal_page(request, deal_id, given={"contracts": {"form": form}}, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, contract_id: int, act: str) -> HttpResponse:
    """Do what a side does with the record; who signs has just shown that it is they."""
    if act == "sign" and request.method == "POST" and not identity_shown(request):
        found = contract_readable_by(actor_in(request), contract_id)
        return identity_ask(request, reverse("contract", args=[found.pk]))
    return ACTS.answer(request, contract_id, act, page=_page)


def _page(request: HttpRequest, contract_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = contract_readable_by(actor, contract_id)
    buttons = ACTS.buttons(found, actor, answered)
    shown = [b for b in buttons if not (found.written_here and b.name in ON_TEXT_PAGE)]
    context = {
        "contract": found,
        "instalments": found.instalments.all(),
        "agreements": agreements_of(actor, found),
        "document": document_of("contract", found.pk) if found.written_here else None,
        "may_write": len(shown) < len(buttons),
        "subject": contract_subject(actor, found),
        "step": contract_steps([found], actor)[found.pk],
        "trail": trail_entries(
            [
                ("contract", found.pk),
                ("attachment", attachments_in("contract", [found.pk], [Tier.PARTIES])),
            ]
        ),
        "acts": shown,
        "refusal": answered.refusal if answered else None,
    }
    return render(
        request,
        "contracts/contract.html",
        context,
        status=answered.status if answered else 200,
    )


def _columns() -> list[Column]:
    return [
        Column("title", _("Project name"), lambda row: row.title),
        Column("type", _("Contract type"), lambda row: row.get_type_display()),
        Column("state", _("State"), lambda row: row.get_state_display()),
        Column("buyer", _("Buyer"), lambda row: str(row.buyer)),
        Column("seller", _("Seller"), lambda row: str(row.seller)),
        Column("signed_on", _("Signing date"), lambda row: row.signed_on),
        Column("amount", _("Contract amount"), lambda row: row.amount),
        Column("currency", _("Currency"), lambda row: row.currency),
    ]
