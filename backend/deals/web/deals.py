"""Deals: the list on the desk, the page of one, and drafting its contract."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from backend.accounts.actors import Actor
from backend.contracts.forms import ContractForm
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_of_pair, contracts_of_pairs
from backend.core.errors import WrongState
from backend.deals.models import Deal
from backend.deals.next_steps import drafts, next_step
from backend.deals.reasons import LEVELS, pairing_view
from backend.deals.selectors import deal_followed_by, deals_followed_by
from backend.deals.services import deal_draft_contract
from backend.deals.trail import pairing_trail
from backend.deals.turns import decisions_of

PAGE_SIZE = 20


@login_required
@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    """The deals of the organisation and of the brokered listings, last moved first."""
    actor = request.actor  # type: ignore[attr-defined]
    found = deals_followed_by(actor)
    state = request.GET.get("state", "")
    if state in Deal.State.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    records = contracts_of_pairs((d.pairing.need_id, d.pairing.offer_id) for d in page.object_list)
    rows = [_row(deal, records, actor) for deal in page.object_list]
    return render(
        request,
        "deals/deals.html",
        {"page": page, "rows": rows, "state": state, "states": Deal.State.choices},
    )


@login_required
@require_http_methods(["GET", "POST"])
def deal(request: HttpRequest, deal_id: int) -> HttpResponse:
    """State, both listings, the next step, and the form that drafts the contract record."""
    actor = request.actor  # type: ignore[attr-defined]
    found = deal_followed_by(actor, deal_id)
    if request.method == "GET":
        return _page(request, found, form=None)
    form = ContractForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        contract = deal_draft_contract(actor=actor, deal_id=deal_id, values=form.values())
    except ValidationError as error:
        form.add_service_errors(error)
        return _page(request, found, form=form)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("deal", deal_id)
    messages.success(request, _("Drafted. The other side is asked to confirm."))
    return redirect("contract", contract.pk)


def _row(deal: Deal, records: dict[tuple[int, int], Contract], actor: Actor) -> dict[str, object]:
    contract = records.get((deal.pairing.need_id, deal.pairing.offer_id))
    return {"deal": deal, "contract": contract, "step": next_step(deal, contract, actor)}


def _page(request: HttpRequest, found: Deal, *, form: ContractForm | None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    pairing = found.pairing
    contract = contract_of_pair(need_id=pairing.need_id, offer_id=pairing.offer_id)
    drafting = contract is None and drafts(actor, pairing)
    context = {
        "deal": found,
        "pairing": pairing,
        "view": pairing_view(pairing, actor),
        "level_label": LEVELS.get(pairing.level, pairing.level),
        "contract": contract,
        "step": next_step(found, contract, actor),
        "form": (form or ContractForm(initial={"title": pairing.need.title})) if drafting else None,
        "decisions": decisions_of(pairing),
        "trail": pairing_trail(pairing),
    }
    return render(request, "deals/deal.html", context, status=422 if form else 200)
