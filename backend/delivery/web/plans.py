"""Plans of milestones: the list, one plan, its form, its report, the use of its funds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.duties import party_to
from backend.accounts.trail import trail_entries
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_readable_by
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, Refusal, Stale, WrongState
from backend.core.sheets import download
from backend.deals.rules import takes_part
from backend.delivery import rules
from backend.delivery.documents import acceptance_report
from backend.delivery.forms import FundUseForm, PlanForm
from backend.delivery.lifecycle import PLAN
from backend.delivery.models import Milestone, Plan, share_of
from backend.delivery.next_steps import plan_step, steps_of_plans
from backend.delivery.selectors import (
    budget_of,
    milestones_readable_by,
    plan_readable_by,
    plans_readable_by,
)
from backend.delivery.services import PLAN_SERVICES, fund_use_report, plan_propose, plan_revise
from backend.payments.selectors import payments_of

PAGE_SIZE = 20
PDF = "application/pdf"
PRESSED = {name: service for name, service in PLAN_SERVICES.items() if name != "revise"}
ACTS = Acts(lifecycle=PLAN, services=PRESSED)


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Plans the reader may follow, and what is due of them."""
    actor = actor_in(request)
    found = plans_readable_by(actor)
    state = request.GET.get("state", "")
    if state in Plan.State.values:
        found = found.filter(state=state)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    steps = steps_of_plans(list(page.object_list), actor)
    rows = [{"plan": plan, "step": steps[plan.pk], **_progress(plan)} for plan in page.object_list]
    context = {"page": page, "rows": rows, "state": state, "states": Plan.State.choices}
    return render(request, "delivery/plans.html", context)


@login_required
@require_safe
def plan(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """The plan, whose turn it is, its milestones and its funds."""
    return _page(request, schedule_id)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, contract_id: int) -> HttpResponse:
    """Propose the plan of a contract."""
    actor = actor_in(request)
    contract = contract_readable_by(actor, contract_id)
    made = plans_readable_by(actor).filter(contract=contract).first()
    if made is not None:
        return redirect("schedule", made.pk)
    if not takes_part(actor, contract.deal, rules.PLAN):
        if request.method == "GET":
            return redirect("deal", contract.deal_id)
        raise NotPermitted(rules.ONLY_SIDES)
    form = PlanForm(contract, request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            made = plan_propose(actor=actor, contract_id=contract_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as error:
            refusal = error
        else:
            messages.success(request, _("Proposed. The other side is asked to agree."))
            return redirect("schedule", made.pk)
    return _form_page(request, form, contract, None, refusal)


@login_required
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """Change a plan that is not agreed."""
    actor = actor_in(request)
    found = plan_readable_by(actor, schedule_id)
    PLAN.check_may(PLAN.transition("revise"), found, actor)
    form = PlanForm(found.contract, request.POST if request.method == "POST" else None, plan=found)
    refusal = None
    if request.method == "POST" and "more" not in request.POST and form.is_valid():
        try:
            plan_revise(
                actor=actor,
                schedule_id=schedule_id,
                expected_revision=form.cleaned_data["revision"] or 0,
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (Stale, WrongState) as error:
            refusal = error
        else:
            messages.success(request, _("Proposed. The other side is asked to agree."))
            return redirect("schedule", schedule_id)
    return _form_page(request, form, found.contract, found, refusal)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, schedule_id: int, act: str) -> HttpResponse:
    """Do what a side does with the plan."""
    return ACTS.answer(request, schedule_id, act, page=_page)


@login_required
@require_safe
def report(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """The acceptance report as PDF: targets and what was reached."""
    actor = actor_in(request)
    found = plan_readable_by(actor, schedule_id)
    name = _("Acceptance report %(number)s.pdf") % {"number": found.contract.number}
    return download(acceptance_report(found), name, PDF)


@login_required
@require_POST
def funds(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """Report what was spent."""
    actor = actor_in(request)
    found = plan_readable_by(actor, schedule_id)
    if not rules.may_work(actor, found):
        raise NotPermitted(_("Only the side that delivers reports how the funds are used."))
    form = FundUseForm(found, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        line = data.pop("line")
        try:
            fund_use_report(actor=actor, line_id=line.pk, **data)
        except ValidationError as error:
            for field, told in error.message_dict.items():
                form.add_error(field if field in form.fields else None, told)
        else:
            messages.success(request, _("Reported."))
            return redirect("schedule", schedule_id)
    return _page(request, schedule_id, fund_form=form, status=422)


def _form_page(
    request: HttpRequest,
    form: PlanForm,
    contract: Contract,
    plan: Plan | None,
    refusal: Refusal | None,
) -> HttpResponse:
    more = request.method == "POST" and "more" in request.POST
    if more:
        form = _with_more_rows(form, contract, plan, request)
    context = {"form": form, "contract": contract, "plan": plan, "refusal": refusal}
    status = 200
    if request.method == "POST" and not more:
        status = refusal.status if refusal else 422
    return render(request, "delivery/plan_form.html", context, status=status)


def _with_more_rows(
    form: PlanForm, contract: Contract, plan: Plan | None, request: HttpRequest
) -> PlanForm:
    """The form as it was sent, with blank rows at its end."""
    data = request.POST.copy()
    written = str(data.get("rows-TOTAL_FORMS", ""))
    total = int(written) if written.isdecimal() and len(written) < 4 else 0
    data["rows-TOTAL_FORMS"] = str(min(total + 2, 40))
    return PlanForm(contract, data, plan=plan)


def _progress(plan: Plan) -> dict[str, Any]:
    milestones = list(plan.milestones.all())
    accepted = [m for m in milestones if m.state == Milestone.State.ACCEPTED]
    return {
        "milestones": len(milestones),
        "accepted": len(accepted),
        "overdue": sum(milestone.overdue for milestone in milestones),
    }


def _page(
    request: HttpRequest,
    schedule_id: int,
    answered: Answered | None = None,
    *,
    fund_form: FundUseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_in(request)
    found = plan_readable_by(actor, schedule_id)
    amount = found.contract.amount
    budget = budget_of(found)
    if fund_form is None and budget.lines and rules.may_work(actor, found):
        fund_form = FundUseForm(found)
    milestones = list(milestones_readable_by(actor).filter(plan=found).order_by("position"))
    reads = party_to(actor, organisations=[found.contract.buyer_id, found.contract.seller_id])
    paid = payments_of("milestone", [milestone.pk for milestone in milestones])
    subjects = [("schedule", found.pk), *(("milestone", m.pk) for m in milestones)]
    writing = found.state in {Plan.State.PROPOSED, Plan.State.RETURNED}
    context = {
        "plan": found,
        "contract": found.contract,
        "step": plan_step(found, actor),
        "milestones": [
            {
                "milestone": m,
                "share": share_of(m.amount, amount),
                "payment": paid[m.pk][-1] if m.pk in paid and reads else None,
            }
            for m in milestones
        ],
        "budget": budget,
        "fund_form": fund_form,
        "may_revise": writing and rules.may_plan(actor, found) and found.contract.deal.running,
        "trail": trail_entries(subjects),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    return render(
        request, "delivery/plan.html", context, status=answered.status if answered else status
    )
