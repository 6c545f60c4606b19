"""Case pages: read by everybody, written and agreed by the two sides."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.core.acts import Acts, Answered
from backend.deals.selectors import deal_followed_by
from backend.honours.forms import CaseForm
from backend.honours.lifecycle import CASE
from backend.honours.rules import may_write, writing_check
from backend.honours.selectors import case_of, case_visible_to, cases_visible_to
from backend.honours.services import SERVICES, case_write

ACTS = Acts(lifecycle=CASE, services=SERVICES)
PAGE = 20


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What came of deals, newest first."""
    actor = actor_in(request)
    page = Paginator(cases_visible_to(actor), PAGE).get_page(request.GET.get("page"))
    return render(request, "honours/cases.html", {"page": page})


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """One story."""
    return _page(request, case_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, case_id: int, act: str) -> HttpResponse:
    """Agree to it, or withdraw it."""
    return ACTS.answer(request, case_id, act, page=_page)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, deal_id: int) -> HttpResponse:
    """Write or change the story of a deal."""
    actor = actor_in(request)
    deal = deal_followed_by(actor, deal_id)
    writing_check(actor, deal)
    found = case_of(deal)
    form = CaseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = case_write(actor=actor, deal_id=deal_id, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            return redirect("case", made.pk)
    context = {"form": form, "deal": deal, "case": found}
    return render(request, "honours/write.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, case_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = case_visible_to(actor, case_id)
    context = {
        "case": found,
        "writes": may_write(actor, found.deal),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
    }
    status = answered.status if answered else 200
    return render(request, "honours/case.html", context, status=status)
