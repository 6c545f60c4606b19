"""A programme: its terms, who got what; opening, changing, closing it."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotCovered, NotFound, NotPermitted, WrongState
from backend.programmes import rules
from backend.programmes.figures import settlement_of
from backend.programmes.forms import ChangeForm, OpenForm
from backend.programmes.lifecycle import PROGRAMME
from backend.programmes.policies import entitled_to
from backend.programmes.schemes import schemes
from backend.programmes.selectors import (
    funds_of,
    programme_found,
    providers_of,
    received_publicly,
    support_held,
    version_now,
)
from backend.programmes.services import PROGRAMME_SERVICES, programme_change, programme_open

ACTS = Acts(lifecycle=PROGRAMME, services=PROGRAMME_SERVICES)
MOST = 100


@require_safe
def programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    """One programme: public."""
    return _page(request, programme_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, programme_id: int, act: str) -> HttpResponse:
    """Close it."""
    return ACTS.answer(request, programme_id, act, page=_page)


@login_required
@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest, code: str) -> HttpResponse:
    """Open a scheme for a year."""
    actor = actor_in(request)
    scheme = schemes().get(code)
    if scheme is None or not scheme.opened:
        raise NotFound(_("There is no such programme."))
    if not rules.RUN.allows(actor, actor.organisation_id):
        raise NotPermitted(rules.NOT_RUNNING)
    form = OpenForm(scheme, request.POST or None, initial=OpenForm.initial_of(scheme))
    if request.method == "POST" and form.is_valid():
        try:
            made = programme_open(
                actor=actor, unit_id=actor.organisation_id or 0, values=form.values()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Opened. Firms that it fits find it from now on."))
            return redirect("programme", made.pk)
    context = {"scheme": scheme, "form": form}
    return render(request, "programmes/open.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, programme_id: int) -> HttpResponse:
    """New figures from today on."""
    actor = actor_in(request)
    found = programme_found(programme_id)
    if not rules.may_run(actor, found):
        raise NotPermitted(rules.NOT_RUNNING)
    initial = ChangeForm.initial_from(version_now(found).terms) | {"revision": found.revision}
    form = ChangeForm(found.scheme, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            programme_change(
                actor=actor,
                programme_id=found.pk,
                expected_revision=form.cleaned_data["revision"],
                terms=form.terms(),
                note=form.cleaned_data["note"],
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except (WrongState, NotCovered) as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The new terms hold from today on."))
            return redirect("programme", found.pk)
    context = {"programme": found, "form": form}
    return render(request, "programmes/change.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, programme_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = programme_found(programme_id)
    runs = rules.may_run(actor, found)
    funds = funds_of(found)
    own = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    applies = (
        own is not None
        and own.kind in found.scheme.applicants
        and rules.APPLY.allows(actor, own.pk)
    )
    settlement = settlement_of(found) if found.scheme.voucher else []
    context = {
        "programme": found,
        "version": version_now(found),
        "versions": found.versions.order_by("-number"),
        "funds": funds,
        "share_left": int(funds.left * 100 / funds.budget) if funds.budget else 0,
        "received": received_publicly(found)[:MOST],
        "providers": providers_of(found.scheme) if found.scheme.voucher else [],
        "settlement": settlement,
        "redeemed": sum((row.paid for row in settlement), Decimal(0)),
        "entitled": entitled_to(found) if runs else [],
        "runs": runs,
        "applies": applies,
        "held": support_held(found, actor.organisation_id or 0) if applies else None,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("programme", found.pk)]) if runs else [],
    }
    status = answered.status if answered else 200
    return render(request, "programmes/programme.html", context, status=status)
