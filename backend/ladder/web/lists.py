"""Lists of firms by grade, as they were published."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import WrongState
from backend.ladder.selectors import list_published, lists_published
from backend.ladder.services import list_publish


@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All published lists."""
    return render(request, "ladder/lists.html", {"lists": lists_published()[:100]})


@require_safe
def one(request: HttpRequest, grade_list_id: int) -> HttpResponse:
    """One list, as it was published."""
    return render(request, "ladder/list.html", {"list": list_published(grade_list_id)})


@login_required
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish who has a grade today."""
    actor = actor_in(request)
    ladder, grade = request.POST.get("ladder", ""), request.POST.get("grade", "")
    try:
        made = list_publish(
            actor=actor, unit_id=actor.organisation_id or 0, ladder_code=ladder, grade_code=grade
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
        return redirect("ladder_pool", ladder)
    messages.success(request, _("Published."))
    return redirect("grade_list", made.pk)
