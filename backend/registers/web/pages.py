"""Registers: what is in them, one thing with its members, needs, bids and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.regions import region_of
from backend.accounts.trail import trail_entries
from backend.catalog.kinds import NEED
from backend.catalog.selectors import listings_on_market
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.requests import ids_posted
from backend.registers import rules
from backend.registers.forms import RegisteredForm, YearForm
from backend.registers.kinds import registers
from backend.registers.lifecycle import REGISTERED
from backend.registers.models import Registered
from backend.registers.selectors import (
    joint_entries_of,
    joint_needs_of,
    members_of,
    registered_found,
    registered_narrowed,
    registered_readable_by,
    units_for,
)
from backend.registers.services import (
    SERVICES,
    member_agree,
    need_join,
    registered_propose,
    year_state,
)

ACTS = Acts(lifecycle=REGISTERED, services=SERVICES)
PAGE = 30
MOST_NEEDS = 50


@require_safe
def registers_page(request: HttpRequest) -> HttpResponse:
    """One register, by type and level; and what concerns the reader."""
    actor = actor_in(request)
    known = registers()
    code = request.GET.get("register", "")
    code = code if code in known else next(iter(known))
    readable = registered_readable_by(actor)
    own = request.GET.get("show") == "own" and actor.signed_in
    region = request.GET.get("region", "")
    region = region if region_of(region) else ""
    level = request.GET.get("level", "")
    level = level if level in Registered.Level.values else ""
    found = (
        readable.filter(host__in=actor.duties) | readable.filter(unit__in=actor.duties)
        if own
        else registered_narrowed(readable, register=code, region=region, level=level)
    )
    context = {
        "registers": known.values(),
        "register": known[code],
        "own_list": own,
        "region": region,
        "level": level,
        "levels": Registered.Level.choices,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "may_host": rules.HOST.allows(actor, actor.organisation_id),
        "may_keep": rules.KEEP.allows(actor, actor.organisation_id),
    }
    return render(request, "registers/registers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that something is registered."""
    actor = actor_in(request)
    register = registers().get(code)
    if register is None:
        raise NotFound(_("There is no such register."))
    if not rules.HOST.allows(actor, actor.organisation_id):
        raise NotPermitted(rules.NOT_HOST)
    posted = request.POST if request.method == "POST" else None
    form = RegisteredForm(register, units_for(actor.organisation_id), posted)
    if form.is_bound and form.is_valid():
        try:
            made = registered_propose(
                actor=actor, host_id=actor.organisation_id or 0, values=form.values()
            )
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Handed in. The unit and those named are asked."))
            return redirect("registered", made.pk)
    context = {"form": form, "heading": register.name.words, "submit": _("Hand in")}
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


@require_safe
def registered(request: HttpRequest, registered_id: int) -> HttpResponse:
    """What it is, who belongs to it, what it does."""
    return _page(request, registered_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, registered_id: int, act: str) -> HttpResponse:
    """What its unit does."""
    return ACTS.answer(request, registered_id, act, page=_page)


@login_required
@require_POST
def agree(request: HttpRequest, registered_id: int) -> HttpResponse:
    """Agree to belong to it, as the organisation acted for."""
    actor = actor_in(request)
    member_agree(
        actor=actor, registered_id=registered_id, organisation_id=actor.organisation_id or 0
    )
    messages.success(request, _("You belong to it from now on."))
    return redirect("registered", registered_id)


@login_required
@require_POST
def join(request: HttpRequest, registered_id: int) -> HttpResponse:
    """Bring a need of one's own as one of all."""
    try:
        need_join(
            actor=actor_in(request),
            registered_id=registered_id,
            listing_id=(ids_posted(request, "need") or [0])[0],
        )
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The need stands among the joint ones."))
    return redirect("registered", registered_id)


@login_required
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, registered_id: int) -> HttpResponse:
    """State the figures of a year."""
    actor = actor_in(request)
    found = registered_found(actor, registered_id)
    if not rules.may_host(actor, found):
        raise NotPermitted(rules.NOT_HOST)
    form = YearForm(found.kind, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            year_state(actor=actor, registered_id=registered_id, **form.given())
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(request, _("Kept."))
            return redirect("registered", registered_id)
    context = {
        "form": form,
        "heading": _("Figures of a year"),
        "about": found.name,
        "submit": _("State the figures"),
    }
    return render(request, "registers/form.html", context, status=422 if form.errors else 200)


def _page(
    request: HttpRequest, registered_id: int, answered: Answered | None = None
) -> HttpResponse:
    actor = actor_in(request)
    found = registered_found(actor, registered_id)
    members = list(members_of(found))
    agreed = {found.host_id, *(m.organisation_id for m in members if m.agreed_at)}
    own = actor.organisation_id
    brings = found.kind.charter and found.holds and own in agreed and rules.may_bind(actor, own)
    joint = list(joint_needs_of(actor, found)) if found.kind.charter else []
    context = {
        "registered": found,
        "members": members,
        "asked": any(m.organisation_id == own and not m.agreed_at for m in members)
        and rules.may_bind(actor, own),
        "needs": joint,
        "own_needs": _own_needs(actor, joint) if brings else [],
        "entries": joint_entries_of(found) if found.kind.charter else [],
        "years": [_told(found, row.year, row.figures) for row in found.years.all()],
        "hosts": rules.may_host(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("registered", found.pk)]) if actor.signed_in else [],
    }
    status = answered.status if answered else 200
    return render(request, "registers/registered.html", context, status=status)


def _own_needs(actor: Actor, joint: list[Any]) -> list[Any]:
    found = listings_on_market(actor, kind=NEED.name).filter(owner=actor.organisation_id)
    return list(found.exclude(pk__in=[need.pk for need in joint])[:MOST_NEEDS])


def _told(found: Registered, year: int, figures: dict[str, str]) -> dict[str, Any]:
    """A year with its figures in the register's order."""
    told = [(one.words, Decimal(figures.get(one.code, "0"))) for one in found.kind.figures]
    return {"year": year, "figures": told}
