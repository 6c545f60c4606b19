"""A region's firms on a ladder, and one firm's way."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound
from backend.ladder import rules
from backend.ladder.forms import RecogniseForm
from backend.ladder.gaps import gaps_on
from backend.ladder.ladders import ladders
from backend.ladder.lifecycle import STANDING
from backend.ladder.models import Standing
from backend.ladder.selectors import firms_within, pool_of, standing_found
from backend.ladder.services import SERVICES
from backend.ladder.subjects import standing_subject

ACTS = Acts(lifecycle=STANDING, services=SERVICES, forms={"recognise": RecogniseForm})
PAGE = 30


@login_required
@require_safe
def pool(request: HttpRequest, code: str) -> HttpResponse:
    """The firms of the officer's region by grade: who has it, who is on the way, who is near it."""
    actor = actor_in(request)
    ladder = ladders().get(code)
    unit = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if ladder is None or unit is None or not (actor.operator or rules.keeps(actor, unit.region)):
        raise NotFound(_("There is no such ladder, or it is not yours to keep."))
    region = ladder.region if actor.operator else unit.region
    grade_code = request.GET.get("grade", "")
    grade = next((g for g in ladder.grades if g.code == grade_code), ladder.grades[0])
    firms = Paginator(firms_within(region), PAGE).get_page(request.GET.get("page"))
    held = {s.firm_id: s for s in pool_of(region, ladder.code, grade.code).exclude(state="left")}
    gaps = gaps_on(ladder, list(firms.object_list))
    context = {
        "ladder": ladder,
        "grade": grade,
        "grades": [(g.code, g.words) for g in ladder.grades],
        "region": region,
        "page": firms,
        "rows": [
            (firm, held.get(firm.pk), next(g for g in gaps[firm.pk] if g.grade == grade))
            for firm in firms.object_list
        ],
        "counts": [
            (state.label, sum(s.state == state for s in held.values()))
            for state in Standing.State
            if state != Standing.State.LEFT
        ],
        "publishes": rules.keeps_ladder(actor, ladder) and not actor.operator,
    }
    return render(request, "ladder/pool.html", context)


@login_required
@require_safe
def standing(request: HttpRequest, standing_id: int) -> HttpResponse:
    """One firm's way to a grade."""
    return _page(request, standing_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, standing_id: int, act: str) -> HttpResponse:
    """Take into the pool, recognise, take out."""
    return ACTS.answer(request, standing_id, act, page=_page)


def _page(request: HttpRequest, standing_id: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = standing_found(actor, standing_id)
    knows = actor.operator or rules.may_leave(actor, found)
    gaps = gaps_on(found.ladder, [found.firm])[found.firm_id] if knows else []
    context = {
        "standing": found,
        "gap": next((g for g in gaps if g.grade == found.grade), None),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "subject": standing_subject(actor, found),
        "trail": trail_entries([("standing", found.pk)]) if knows else [],
    }
    status = answered.status if answered else 200
    return render(request, "ladder/standing.html", context, status=status)
