"""The operator's page of the matcher: its releases, and other weights tried on live data."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.core.errors import Refusal
from backend.discovery.forms import WeightsForm
from backend.discovery.releases import releases_known
from backend.discovery.rules import operator_check
from backend.discovery.services import (
    release_promote,
    release_rollback,
    weights_propose,
    weights_try,
)
from backend.pairings.reasons import LEVELS


@login_required
@require_safe
def weigh(request: HttpRequest) -> HttpResponse:
    """The sliders, and what they would do to a need's list."""
    return _page(
        request, WeightsForm(_actor(request), request.GET if "need" in request.GET else None)
    )


@login_required
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Hand the weights on the sliders to the gate."""
    form = WeightsForm(_actor(request), request.POST)
    if not form.is_valid():
        return _page(request, form)
    weights_propose(actor=_actor(request), percents=form.percents())
    messages.success(
        request, _("Handed to the gate. The release appears below with its report when it is done.")
    )
    return redirect("weights")


@login_required
@require_POST
def promote(request: HttpRequest, name: str) -> HttpResponse:
    """Put a release in force that passed its gate."""
    return _switch(request, lambda actor: release_promote(actor=actor, name=name).name)


@login_required
@require_POST
def rollback(request: HttpRequest) -> HttpResponse:
    """Put back what was in force before."""
    return _switch(request, lambda actor: release_rollback(actor=actor).name)


def _switch(request: HttpRequest, act: Callable[[Actor], str]) -> HttpResponse:
    actor = _actor(request)
    try:
        name = act(actor)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(
            request, _("In force: %(name)s. The market is ranked anew.") % {"name": name}
        )
    return redirect("weights")


def _page(request: HttpRequest, form: WeightsForm) -> HttpResponse:
    actor = _actor(request)
    moved, status = [], 200
    if form.is_bound and form.is_valid():
        try:
            moved = weights_try(
                actor=actor, need_id=form.cleaned_data["need"], percents=form.percents()
            )
        except ValidationError as error:
            form.add_error(None, error.message_dict["weights"])
    if form.errors:
        status = 422
    context = {
        "form": form,
        "sliders": form.sliders(),
        "moved": [(row, LEVELS.get(row.level, row.level)) for row in moved],
        "releases": releases_known(),
    }
    return render(request, "discovery/weights.html", context, status=status)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_in(request)
    operator_check(actor)
    return actor
