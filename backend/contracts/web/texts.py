"""The text of a contract: its editor, and its files as PDF and Word."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import actor_in
from backend.attachments.downloads import download_bytes
from backend.contracts.clauses import text_missing
from backend.contracts.documents import contract_pdf, contract_word
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_readable_by
from backend.contracts.services import contract_revise, contract_write
from backend.contracts.text_forms import ContractTextForm
from backend.core.errors import NotFound, Refusal, Stale, WrongState

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SERVICES = {"write": contract_write, "revise": contract_revise}


@login_required
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Edit elements and clauses; save them, or save and send them to the other side."""
    actor = actor_in(request)
    found = _written_here(request, contract_id)
    if request.method == "GET":
        open_to = {step.act for step in CONTRACT.open_to(found, actor)}
        if "write" not in open_to:
            return redirect("contract", contract_id)
        return _page(request, found, ContractTextForm(contract=found))
    act = "revise" if request.POST.get("send") else "write"
    # Rights come before what was typed.
    CONTRACT.check_may(CONTRACT.transition(act), found, actor)
    form = ContractTextForm(request.POST, contract=found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        SERVICES[act](
            actor=actor,
            contract_id=contract_id,
            expected_revision=form.cleaned_data["revision"] or 0,
            values=form.values(),
        )
    except ValidationError as error:
        form.add_service_errors(error)
        return _page(request, found, form, status=422)
    except (Stale, WrongState) as refusal:
        now = contract_readable_by(actor, contract_id)
        form.data = {**form.data.dict(), "revision": str(now.revision)}  # type: ignore[attr-defined]
        return _page(request, now, form, status=refusal.status, refusal=refusal)
    messages.success(request, str(CONTRACT.transition(act).done))
    return redirect("contract" if act == "revise" else "contract_text", contract_id)


@login_required
@require_GET
def pdf(request: HttpRequest, contract_id: int) -> HttpResponse:
    """The contract as PDF, as its text is now."""
    found = _written_here(request, contract_id)
    return download_bytes(contract_pdf(found), f"{found.number}.pdf", "application/pdf")


@login_required
@require_GET
def word(request: HttpRequest, contract_id: int) -> HttpResponse:
    """The contract as a Word file."""
    found = _written_here(request, contract_id)
    return download_bytes(contract_word(found), f"{found.number}.docx", WORD)


def _written_here(request: HttpRequest, contract_id: int) -> Contract:
    found = contract_readable_by(actor_in(request), contract_id)
    if not found.written_here:
        raise NotFound(_("This contract was signed outside; its text is not written here."))
    return found


def _page(
    request: HttpRequest,
    contract: Contract,
    form: ContractTextForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    context = {
        "contract": contract,
        "form": form,
        "missing": text_missing(contract),
        "refusal": refusal,
    }
    return render(request, "contracts/text.html", context, status=status)
