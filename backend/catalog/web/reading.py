"""Read listings: the market's lists, and one listing."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor, actor_in
from backend.catalog import rules
from backend.catalog.downloads import listing_columns, rows_of
from backend.catalog.facts import missing_of
from backend.catalog.forms import BrokerForm, MarketFilterForm
from backend.catalog.kinds import KINDS, Kind
from backend.catalog.lifecycle import LISTING
from backend.catalog.linked_data import linked_data_script
from backend.catalog.models import Listing
from backend.catalog.public_form import public_form
from backend.catalog.readings import details_read
from backend.catalog.sections import sections_shown
from backend.catalog.selectors import (
    listing_visible_to,
    listings_narrowed,
    listings_on_market,
    listings_presented,
    profile_of_own,
)
from backend.catalog.services import SERVICES
from backend.catalog.subjects import listing_subject
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound
from backend.core.exporting import exported, format_asked

ACTS = Acts(lifecycle=LISTING, services=SERVICES)
PAGE = 20
PRESENTED = 10  # of an organisation's listings, on its profile


def listings(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    """What is on the market, newest first, one kind at a time; ``format`` takes it along."""
    actor = actor_in(request)
    shown = KINDS.get(kind or request.GET.get("kind") or next(iter(KINDS)))
    if shown is None:
        raise NotFound(_("There is no such kind of listing."))
    form = MarketFilterForm(shown, request.GET)
    found = listings_on_market(actor, kind=shown.name)
    # A wrong value is told beside its field: a list that ignored it would say what nobody asked.
    found = listings_narrowed(found, **form.wanted()) if form.is_valid() else found.none()
    if actor.signed_in and format_asked(request) and not form.errors:
        columns = listing_columns(shown.name, request.build_absolute_uri)
        return exported(request, str(shown.words.many), columns, rows_of(found))
    return render(
        request,
        "catalog/listings.html",
        {
            "kind": shown,
            "kinds": KINDS.values(),
            "form": form,
            "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
            "narrowed": bool(form.errors) or bool(form.wanted()),
            "may_list": _may_list(actor, shown),
        },
        status=422 if form.errors else 200,
    )


def _may_list(actor: Actor, kind: Kind) -> bool:
    """Whether the actor may begin something of this kind; an organisation has one profile."""
    owner_id = actor.organisation_id
    if owner_id is None or not rules.may_list(actor, kind=kind.name, owner_id=owner_id):
        return False
    return not kind.presents_owner or profile_of_own(actor) is None


def listing(request: HttpRequest, listing_id: int) -> HttpResponse:
    """One listing: what this reader may know of it, and what they can do next."""
    return listing_page(request, listing_id)


def listing_page(
    request: HttpRequest, listing_id: int, answered: Answered | None = None
) -> HttpResponse:
    """The same; ``answered`` is an act that was refused. Raises NotFound."""
    actor = actor_in(request)
    found = listing_visible_to(actor, listing_id)
    details_read(actor, [found], "page")
    context = _shown(actor, found)
    if found.type.presents_owner:
        context |= _presented(actor, found)
    context["sections"] = sections_shown(actor, found)
    form = public_form(found)
    context["linked_data"] = linked_data_script(form) if form else ""
    context["acts"] = ACTS.buttons(found, actor, answered)
    context["refusal"] = answered.refusal if answered else None
    status = answered.status if answered else 200
    return render(request, "catalog/listing.html", context, status=status)


def _shown(actor: Actor, found: Listing) -> dict[str, Any]:
    may_edit = rules.may_edit(actor, found)
    may_choose_broker = rules.may_assign_broker(actor, found) and not found.off_market
    readable = found.details_readable  # type: ignore[attr-defined]
    return {
        "listing": found,
        "subject": listing_subject(actor, found),
        "readable": readable,
        # Texts and indicators are of the details tier, money included.
        "indicators": list(found.indicators.all()) if readable else [],
        "texts": _long_texts(found) if readable else [],
        "answer": KINDS.get(found.type.answered_by),
        "missing": missing_of(found) if may_edit else [],
        "edits": may_edit,
        "may_edit": may_edit and not found.off_market,
        "broker_form": BrokerForm(initial={"broker": found.broker_id})
        if may_choose_broker
        else None,
        "may_see_broker": found.type.paired
        and (may_edit or actor.operator or actor.user_id == found.broker_id),
        "belongs": actor.belongs_to(found.owner_id),
    }


def _presented(actor: Actor, profile: Listing) -> dict[str, Any]:
    """What the organisation lists beside its profile, as far as this reader may see it."""
    found = listings_presented(actor, profile)
    return {"presented": found[:PRESENTED], "presented_count": found.count()}


def _long_texts(found: Listing) -> list[tuple[str, str]]:
    """Heading and text of each long text that is there, in the order of its kind."""
    columns = found.type.columns
    written = (
        (str(columns[name].verbose_name), getattr(found.details, name)) for name in found.type.texts
    )
    return [(label, text) for label, text in written if text]
