"""The portfolio of an institution, and what each achievement rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import Organisation
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.portfolio import services
from backend.portfolio.forms import ADD, FORMS
from backend.portfolio.models import PARTS
from backend.portfolio.rules import may_keep, tends_portfolio
from backend.portfolio.selectors import backing_of, portfolio_of


@login_required
@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """What waits for the office, ends soon, ages, is asked for; by school."""
    actor = actor_in(request)
    if not tends_portfolio(actor, actor.organisation_id):
        raise NotPermitted(_("Only the office sees the whole portfolio."))
    owner = Organisation.objects.get(pk=actor.organisation_id or 0)
    context = {"found": portfolio_of(actor), "owner": owner}
    return render(request, "portfolio/portfolio.html", context)


@login_required
@require_POST
def approval(request: HttpRequest) -> HttpResponse:
    """Whether the office decides before publication."""
    actor = actor_in(request)
    approves = request.POST.get("approves") == "1"
    services.approval_rule_set(
        actor=actor, organisation_id=actor.organisation_id or 0, approves=approves
    )
    told = (
        _("From now on the office decides before an achievement of a researcher is published.")
        if approves
        else _("From now on researchers publish their achievements themselves.")
    )
    messages.success(request, told)
    return redirect("portfolio")


@login_required
@require_safe
def backing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Rights, team and evidence of an achievement, with forms to add more."""
    return _page(request, _kept(actor_in(request), listing_id))


@login_required
@require_http_methods(["GET", "POST"])
def part(
    request: HttpRequest, listing_id: int, part: str, row_id: int | None = None
) -> HttpResponse:
    """Add a row to a part, or change one."""
    actor = actor_in(request)
    listing = _kept(actor, listing_id)
    if part not in FORMS:
        raise NotFound(_("There is no such page."))
    instance = PARTS[part].objects.filter(listing=listing, pk=row_id).first() if row_id else None
    if row_id and instance is None:
        raise NotFound(_("This is not there any more."))
    form = FORMS[part](request.POST or None, instance=instance, auto_id=f"{part}_%s")
    if request.method == "POST" and form.is_valid():
        try:
            services.backing_keep(
                actor=actor,
                listing_id=listing_id,
                part=part,
                values=form.cleaned_data,
                row_id=row_id,
            )
        except ValidationError as refused:
            form.add_service_errors(refused)
        except WrongState as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("backing", listing_id)
    return _page(request, listing, open_part=part, open_form=form, row_id=row_id)


@login_required
@require_POST
def remove(request: HttpRequest, listing_id: int, part: str, row_id: int) -> HttpResponse:
    """Take a row off."""
    services.backing_remove(
        actor=actor_in(request), listing_id=listing_id, part=part, row_id=row_id
    )
    messages.success(request, _("It is taken off."))
    return redirect("backing", listing_id)


@login_required
@require_POST
def renew(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Offer it for another year."""
    asked = request.POST.get("revision", "")
    revision = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0
    try:
        services.achievement_renew(
            actor=actor_in(request), listing_id=listing_id, expected_revision=revision
        )
    except (Stale, WrongState) as refused:
        messages.warning(request, str(refused.message))
    else:
        messages.success(request, _("Renewed for a year."))
    return redirect("listing", listing_id)


def _kept(actor: Actor, listing_id: int) -> Listing:
    listing = listing_visible_to(actor, listing_id)
    if not may_keep(actor, listing):
        raise NotPermitted(_("Only its authors change this listing."))
    return listing


def _page(
    request: HttpRequest,
    listing: Listing,
    *,
    open_part: str = "",
    open_form: Any = None,
    row_id: int | None = None,
) -> HttpResponse:
    rows = backing_of(listing)
    parts = [
        {
            "name": name,
            "words": PARTS[name]._meta.verbose_name_plural,
            "add": ADD[name],
            "rows": rows[name],
            "open": name == open_part,
            "row_id": row_id if name == open_part else None,
            "form": open_form if name == open_part else form(auto_id=f"{name}_%s"),
        }
        for name, form in FORMS.items()
    ]
    context = {"listing": listing, "parts": parts}
    refused = open_form is not None and open_form.is_bound
    return render(request, "portfolio/backing.html", context, status=422 if refused else 200)
