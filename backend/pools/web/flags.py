"""The board of choke points and key core technologies, and setting and taking off a flag."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotPermitted, WrongState
from backend.pools import rules, services
from backend.pools.forms import FlagForm, PoolFilterForm
from backend.pools.models import Flag
from backend.pools.pooling import PoolState
from backend.pools.selectors import board, needs_flag_counts

PAGE = 20


@login_required
@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Needs that bear a flag, with its ground and who set it; for registered readers."""
    actor = actor_in(request)
    form = PoolFilterForm(request.GET, names=["chain", "region"])
    kind = request.GET.get("kind", "")
    if kind not in Flag.Kind.values:
        kind = Flag.Kind.CHOKE_POINT
    found = board(actor, kind=kind, **form.wanted())
    if form.errors:
        found = found.none()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = needs_flag_counts(actor)
    context = {
        "form": form,
        "kind": kind,
        "kinds": [(k, counts.get(k, 0)) for k in Flag.Kind],
        "page": page,
        "rows": [
            {
                "flag": flag,
                "state": PoolState(flag.pool_state).label,  # type: ignore[attr-defined]
                "solved": flag.pool_state == PoolState.SOLVED,  # type: ignore[attr-defined]
                "region": rules.region_of_need(flag.need),
            }
            for flag in page.object_list
        ],
    }
    return render(request, "pools/board.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def flag_new(request: HttpRequest, need_id: int) -> HttpResponse:
    """Flag a need, with the ground."""
    actor = actor_in(request)
    need = listing_visible_to(actor, need_id)
    if not rules.may_flag(actor, need):
        raise NotPermitted(_("Who answers for the need, and officers of its region, flag it."))
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.flag_set(actor=actor, need_id=need_id, **form.cleaned_data)
        except ValidationError as error:
            for name, told in error.message_dict.items():
                form.add_error(name if name in form.fields else None, told)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Flagged. Registered readers see it, with its ground."))
            return redirect("listing", need_id)
    context = {"form": form, "need": need}
    return render(request, "pools/flag.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def flag_end(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Take a flag off, with a reason."""
    actor = actor_in(request)
    need_id = Flag.objects.filter(pk=flag_id).values_list("need_id", flat=True).first()
    try:
        services.flag_lift(actor=actor, flag_id=flag_id, note=request.POST.get("note", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The flag is off."))
    return redirect("listing", need_id)
