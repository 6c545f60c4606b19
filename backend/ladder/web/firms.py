"""A firm's figures, what it lacks for each grade, and asking for one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import Organisation
from backend.core.errors import WrongState
from backend.core.requests import ids_posted
from backend.ladder import rules
from backend.ladder.forms import YearForm
from backend.ladder.gaps import gaps_of
from backend.ladder.ladders import ladders, ladders_of
from backend.ladder.selectors import firm_of, standings_of, years_of
from backend.ladder.services import standing_select, year_report


@login_required
@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """A firm's own page; officers find the ladders that they keep."""
    actor = actor_in(request)
    if not rules.REPORT.allows(actor, actor.organisation_id):
        return _for_officers(request, actor)
    firm = firm_of(actor)
    gaps = gaps_of(firm)
    standings = list(standings_of(actor, firm.pk))
    under_way = {(s.ladder_code, s.grade_code): s for s in standings if s.state != "left"}
    context = {
        "firm": firm,
        "years": years_of(firm.pk),
        "gaps": [(gap, under_way.get((gap.ladder.code, gap.grade.code))) for gap in gaps],
        "standings": standings,
    }
    return render(request, "ladder/firm.html", context)


def _for_officers(request: HttpRequest, actor: Actor) -> HttpResponse:
    own = [pk for pk in actor.duties if rules.KEEP.allows(actor, pk)]
    if actor.operator:
        kept = list(ladders().values())
    else:
        units = Organisation.objects.filter(pk__in=own)
        kept = list({one.code: one for unit in units for one in ladders_of(unit.region)}.values())
    return render(request, "ladder/officer.html", {"ladders": kept})


@login_required
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest) -> HttpResponse:
    """State the firm's figures of a year."""
    actor = actor_in(request)
    firm = firm_of(actor)
    form = YearForm(request.POST or None, initial=YearForm.initial_from(years_of(firm.pk).first()))
    if request.method == "POST" and form.is_valid():
        try:
            year_report(actor=actor, firm_id=firm.pk, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Kept. What it means for each grade stands here."))
            return redirect("ladder")
    status = 422 if form.errors else 200
    return render(request, "ladder/figures.html", {"firm": firm, "form": form}, status=status)


@login_required
@require_POST
def select(request: HttpRequest) -> HttpResponse:
    """Pick a firm for a grade; a firm asks for itself."""
    actor = actor_in(request)
    firms = ids_posted(request, "firm") or [actor.organisation_id or 0]
    try:
        made = standing_select(
            actor=actor,
            firm_id=firms[0],
            ladder_code=request.POST.get("ladder", ""),
            grade_code=request.POST.get("grade", ""),
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("ladder")
    messages.success(request, _("Noted. An officer of the region decides on the pool."))
    return redirect("standing", made.pk)
