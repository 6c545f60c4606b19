"""The contract record: reading, confirming, returning, redrafting; and the list of all."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.trail import trail_entries
from backend.contracts import rules
from backend.contracts.forms import ContractForm, ReturnForm, RevisionForm
from backend.contracts.models import Contract
from backend.contracts.next_steps import contract_step
from backend.contracts.selectors import contract_readable_by, contracts_readable_by
from backend.contracts.services import (
    contract_confirm,
    contract_draft,
    contract_return,
    contract_revise,
)
from backend.core.errors import Refusal, Stale, WrongState
from backend.deals.web.pages import deal_page

PAGE_SIZE = 20


@login_required
@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """Contract records of the organisation and of brokered listings, last signed first."""
    actor = request.actor  # type: ignore[attr-defined]
    found = contracts_readable_by(actor)
    state = request.GET.get("state", "")
    if state in Contract.State.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [{"contract": row, "step": contract_step(row, actor)} for row in page.object_list]
    return render(
        request,
        "contracts/contracts.html",
        {"page": page, "rows": rows, "state": state, "states": Contract.State.choices},
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
    actor = request.actor  # type: ignore[attr-defined]
    form = ContractForm(request.POST)
    if form.is_valid():
        try:
            made = contract_draft(actor=actor, deal_id=deal_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            messages.error(request, str(refusal.message))
            return redirect("deal", deal_id)
        else:
            messages.success(request, _("Drafted. The other side is asked to confirm."))
            return redirect("contract", made.pk)
    return deal_page(request, deal_id, given={"contracts": {"form": form}}, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Confirm for the reader's organisation: the contract is recorded."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("contract", contract_id)
    form = RevisionForm(request.POST)
    form.is_valid()
    try:
        contract_confirm(
            actor=request.actor,  # type: ignore[attr-defined]
            contract_id=contract_id,
            expected_revision=form.cleaned_data.get("revision", 0),
        )
    except (Stale, WrongState) as refusal:
        return _page(request, contract_id, refusal=refusal)
    messages.success(request, _("Confirmed: the contract is recorded."))
    return redirect("contract", contract_id)


@login_required
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Return it to the drafting side with a note."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("contract", contract_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, contract_id, return_form=form)
    try:
        contract_return(
            actor=request.actor,  # type: ignore[attr-defined]
            contract_id=contract_id,
            expected_revision=form.cleaned_data["revision"],
            note=form.cleaned_data["note"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, contract_id, return_form=form)
    except (Stale, WrongState) as refusal:
        return _page(request, contract_id, return_form=form, refusal=refusal)
    messages.success(request, _("Returned. The other side reads what should change."))
    return redirect("contract", contract_id)


@login_required
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Redraft the record; the other side confirms anew."""
    if request.method == "GET":
        # A reload or a change of language after a refused form.
        return redirect("contract", contract_id)
    form = ContractForm(request.POST)
    if not form.is_valid():
        return _page(request, contract_id, form=form)
    try:
        contract_revise(
            actor=request.actor,  # type: ignore[attr-defined]
            contract_id=contract_id,
            expected_revision=form.cleaned_data["revision"] or 0,
            values=form.values(),
        )
    except ValidationError as error:
        form.add_service_errors(error)
        return _page(request, contract_id, form=form)
    except (Stale, WrongState) as refusal:
        return _page(request, contract_id, form=form, refusal=refusal)
    messages.success(request, _("Redrafted. The other side is asked to confirm."))
    return redirect("contract", contract_id)


def _page(
    request: HttpRequest,
    contract_id: int,
    *,
    form: ContractForm | None = None,
    return_form: ReturnForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = contract_readable_by(actor, contract_id)
    for typed in (form, return_form):
        if typed is not None and refusal is not None:
            # What was typed is kept, on top of the revision that the reader now sees.
            kept = typed.data.dict()  # type: ignore[attr-defined]
            typed.data = {**kept, "revision": str(found.revision)}
    drafts = (
        found.deal.running and found.waits_for_id is not None and rules.may_draft(actor, found.deal)
    )
    confirms = found.deal.running and rules.may_confirm(actor, found)
    initial = {"revision": found.revision}
    context = {
        "contract": found,
        "step": contract_step(found, actor),
        "trail": trail_entries([("contract", found.pk)]),
        "confirms": confirms,
        "form": (form or ContractForm(initial=ContractForm.initial_from(found)))
        if drafts
        else None,
        "form_open": form is not None or found.state == Contract.State.RETURNED,
        "return_form": (return_form or ReturnForm(initial=initial, auto_id="return_%s"))
        if confirms
        else None,
        "return_open": return_form is not None,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if form or return_form else 200
    return render(request, "contracts/contract.html", context, status=status)
