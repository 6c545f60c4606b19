"""Applications for support."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.requests import ids_posted
from backend.ladder.conditions import condition_check, facts_of
from backend.programmes import rules
from backend.programmes.forms import ApproveForm, SupportForm
from backend.programmes.lifecycle import SUPPORT
from backend.programmes.models import Support
from backend.programmes.reckoning import lines_told
from backend.programmes.selectors import (
    programme_found,
    support_found,
    support_held,
    supports_known,
    version_now,
    vouchers_known,
)
from backend.programmes.services import SUPPORT_SERVICES, support_apply, support_grant
from backend.programmes.services.deciding import amount_reckoned
from backend.programmes.subjects import support_subject

SERVICES = cast("Mapping[str, Callable[..., Support]]", SUPPORT_SERVICES)
ACTS = Acts(lifecycle=SUPPORT, services=SERVICES, forms={"approve": ApproveForm})
PAGE = 20


@login_required
@require_safe
def supports(request: HttpRequest) -> HttpResponse:
    """Applications that concern the reader, and the vouchers that came of them."""
    actor = actor_in(request)
    rows = supports_known(actor)
    state = request.GET.get("state", "")
    if state in Support.State.values:
        rows = rows.filter(state=state)
    else:
        state = ""
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": Support.State.choices,
        "vouchers": vouchers_known(actor)[:PAGE],
    }
    return render(request, "programmes/supports.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Apply under a programme."""
    actor = actor_in(request)
    programme = programme_found(programme_id)
    applicant_id = actor.organisation_id or 0
    if not rules.APPLY.allows(actor, applicant_id):
        raise NotPermitted(rules.NOT_APPLICANT)
    applicant = Organisation.objects.get(pk=applicant_id)
    held = support_held(programme, applicant_id)
    facts = facts_of([applicant], programme.scheme.conditions)[applicant.pk]
    form = SupportForm(programme, applicant_id, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = support_apply(
                actor=actor,
                applicant_id=applicant_id,
                programme_id=programme.pk,
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Handed in. You are told of each step."))
            return redirect("support", made.pk)
    findings = [condition_check(one, facts) for one in programme.scheme.conditions]
    context = {
        "programme": programme,
        "version": version_now(programme),
        "findings": findings,
        "held": held,
        "fits": all(one.met for one in findings),
        "form": form,
    }
    return render(request, "programmes/apply.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def grant(request: HttpRequest, programme_id: int) -> HttpResponse:
    """Propose what is due without an application."""
    actor = actor_in(request)
    ids = [*(ids_posted(request, "firm") or []), *(ids_posted(request, "standing") or [])]
    if len(ids) != 2:
        raise NotFound(_("There is nothing at this address."))
    try:
        made = support_grant(
            actor=actor, programme_id=programme_id, applicant_id=ids[0], standing_id=ids[1]
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("programme", programme_id)
    messages.success(request, _("Proposed. The chain decides on it as on an application."))
    return redirect("support", made.pk)


@login_required
@require_safe
def support(request: HttpRequest, support_id: int) -> HttpResponse:
    """One application, its way and its amount."""
    return _page(request, support_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, support_id: int, act: str) -> HttpResponse:
    """Pass on, approve, return, refuse, hand in again, withdraw, pay, audit."""
    return ACTS.answer(request, support_id, act, page=_page)


def _page(request: HttpRequest, support_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = support_found(actor, support_id)
    facts = facts_of([found.applicant], found.programme.scheme.conditions)[found.applicant_id]
    foreseen = None
    if found.state in {Support.State.APPLIED, Support.State.RETURNED}:
        foreseen = amount_reckoned(found, found.base)
    lines = lines_told(foreseen.lines) if foreseen else found.lines
    context = {
        "support": found,
        "lines": lines,
        "foreseen": foreseen is not None,
        "findings": [condition_check(one, facts) for one in found.programme.scheme.conditions],
        "papers": _papers(found),
        "approvals": found.approvals.all(),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "subject": support_subject(actor, found),
        "trail": trail_entries([("support", found.pk)]),
        "decides": rules.may_decide(actor, found),
    }
    status = answered.status if answered else 200
    return render(request, "programmes/support.html", context, status=status)


def _papers(support: Support) -> list[tuple[str, object]]:
    held = {paper.code: paper.attachment for paper in support.papers.select_related("attachment")}
    return [(one.words, held.get(one.code)) for one in support.programme.scheme.evidence]
