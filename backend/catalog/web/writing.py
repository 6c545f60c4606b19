"""Begin and change a listing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor, actor_in
from backend.accounts.models import Organisation
from backend.accounts.templatetags.people import named
from backend.catalog import rules
from backend.catalog.forms import FORMS, ListingForm
from backend.catalog.kinds import KINDS
from backend.catalog.lifecycle import LISTING
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to, profile_of_own
from backend.catalog.services import (
    listing_draft,
    listing_publish,
    listing_revise,
    listing_submit,
)
from backend.catalog.subjects import listing_subject
from backend.catalog.values import values_of
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState

from .comparison import differences

_TABLE_BUTTONS = {"more", "read"}  # of the table of indicators; they save nothing


@login_required
def listing_new(request: HttpRequest, kind: str) -> HttpResponse:
    """A guided form for something new, for the organisation acted for."""
    if kind not in FORMS:
        raise NotFound(_("There is no such kind of listing."))
    actor = actor_in(request)
    owner_id = actor.organisation_id
    if owner_id is None or not rules.may_list(actor, kind=kind, owner_id=owner_id):
        raise NotPermitted(KINDS[kind].words.listed_by)
    if request.method != "POST":
        if KINDS[kind].presents_owner and (held := profile_of_own(actor)):
            return redirect("listing_edit", held.pk)
        form = FORMS[kind](initial=_blank(kind, owner_id, request.GET.get("title", "")))
    elif _TABLE_BUTTONS & request.POST.keys():
        form = _with_rows(FORMS[kind], request)
    else:
        form = FORMS[kind](request.POST)
        if form.is_valid():
            listing = _drafted(form, actor, owner_id)
            if listing is not None:
                return _saved(request, actor, listing)
    return _page(request, form, None)


@login_required
def listing_edit(request: HttpRequest, listing_id: int) -> HttpResponse:
    """The same form over what the listing says now."""
    actor = actor_in(request)
    listing = listing_visible_to(actor, listing_id)
    if not rules.may_edit(actor, listing):
        raise NotPermitted(_("Only its authors change this listing."))
    if listing.off_market:
        raise WrongState(LISTING.settled[listing.status])
    form_class = FORMS[listing.kind]
    if request.method != "POST":
        return _page(request, form_class(initial=form_class.initial_of(listing)), listing)
    if _TABLE_BUTTONS & request.POST.keys():
        return _page(request, _with_rows(form_class, request), listing)
    form = form_class(request.POST, initial=form_class.initial_of(listing))
    if form.is_valid():
        try:
            revised = listing_revise(
                actor=actor,
                listing_id=listing_id,
                expected_revision=form.cleaned_data["revision"],
                values=form.values(),
            )
            return _saved(request, actor, revised)
        except ValidationError as refused:
            form.add_service_errors(refused)
        except Stale as stale:
            return _stale_page(request, form, actor, listing_id, stale)
    return _page(request, form, listing)


def _blank(kind: str, owner_id: int, title: str) -> dict[str, Any]:
    """What is likely: the organisation's own region, the reader's language, what was searched or,
    of a profile, the organisation's name."""
    owner = Organisation.objects.get(pk=owner_id)
    if KINDS[kind].presents_owner:
        title = named(owner)
    return {
        "form_token": uuid4(),
        "title": title[:200],
        "region": owner.region,
        "language": "zh" if (get_language() or "").startswith("zh") else "en",
    }


def _with_rows(form_class: type[ListingForm], request: HttpRequest) -> ListingForm:
    """Everything typed, with more rows, blank or read from the texts, and without complaints:
    nothing was sent off yet.
    """
    form = form_class(request.POST)
    if "read" in request.POST:
        form.read_indicators()
    else:
        form.indicators.add_rows()
    form.hide_errors()
    return form


def _drafted(form: ListingForm, actor: Actor, owner_id: int) -> Listing | None:
    try:
        return listing_draft(
            actor=actor,
            owner_id=owner_id,
            values=form.values(),
            form_token=form.cleaned_data["form_token"],
        )
    except ValidationError as refused:
        form.add_service_errors(refused)
        return None


def _saved(request: HttpRequest, actor: Actor, listing: Listing) -> HttpResponse:
    """Saved: publish too where that button was pressed, and show the listing."""
    if listing.published:
        messages.success(request, _saved_words(listing))
    elif "publish" not in request.POST:
        messages.success(request, _("Saved as a draft that only your organisation sees."))
    elif rules.may_submit(actor, listing):
        listing_submit(actor=actor, listing_id=listing.pk)
        messages.success(request, str(LISTING.transition("submit").done))
    else:
        try:
            listing_publish(actor=actor, listing_id=listing.pk)
            messages.success(request, published_words(listing))
        except WrongState as refused:
            # The text is safe as a draft; say what publishing waits for.
            messages.warning(request, str(refused.message))
    return redirect("listing", listing.pk)


def published_words(listing: Listing) -> str:
    """What happens now that it is on the market; not every kind is paired."""
    if not listing.type.paired:
        return _("Published. Searches find it within seconds.")
    return _("Published. Partners that fit are being looked for.")


def _saved_words(listing: Listing) -> str:
    if not listing.type.paired:
        return _("Saved. Searches find what is new within seconds.")
    return _("Saved. Partners are being looked for anew.")


def _stale_page(
    request: HttpRequest, form: ListingForm, actor: Actor, listing_id: int, stale: Stale
) -> HttpResponse:
    """What was typed stays; what others saved meanwhile stands beside it. Nothing was written."""
    current = listing_visible_to(actor, listing_id)
    form.stored = {found.field: found for found in differences(form, values_of(current))}
    form.accept_revision(current.revision)
    return _page(request, form, current, stale=stale, status=409)


def _submits(actor: Actor, form: ListingForm, listing: Listing | None) -> bool:
    """Whether publishing means to ask the office."""
    if listing is not None:
        return rules.may_submit(actor, listing)
    owner = Organisation.objects.get(pk=actor.organisation_id or 0)
    kind = form.kind.name
    return rules.needs_approval(actor, kind=kind, owner=owner, contact_id=actor.user_id)


def _page(
    request: HttpRequest,
    form: ListingForm,
    listing: Listing | None,
    *,
    stale: Stale | None = None,
    status: int = 0,
) -> HttpResponse:
    return render(
        request,
        "catalog/listing_form.html",
        {
            "form": form,
            "listing": listing,
            "subject": listing_subject(actor_in(request), listing) if listing else None,
            "kind": form.kind,
            "stale": stale,
            "may_publish": listing is None or not listing.published,
            "submits": _submits(actor_in(request), form, listing),
        },
        status=status or (422 if form.shows_errors else 200),
    )
