"""The refinement of a need: the list, its page, what is proposed and answered."""

from __future__ import annotations

from collections.abc import Callable
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
from backend.accounts.trail import trail_entries
from backend.catalog.documents import indicator_written
from backend.catalog.facts import missing_of
from backend.catalog.models import Indicator, Listing
from backend.catalog.selectors import listing_visible_to
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.refining import rules
from backend.refining.desk import row_of
from backend.refining.fields import INDICATORS, SPOKEN_OF, label_of, said_by
from backend.refining.forms import AskForm, BringInForm, OpenForm, ProposalForm
from backend.refining.lifecycle import PROPOSAL, REFINEMENT
from backend.refining.models import Proposal, Refinement
from backend.refining.selectors import (
    proposal_followed_by,
    proposals_followed_by,
    refinement_followed_by,
    refinements_followed_by,
)
from backend.refining.services import (
    PROPOSAL_SERVICES,
    REFINEMENT_SERVICES,
    helper_add,
    proposal_make,
    refinement_ask,
    refinement_open,
)
from backend.versions.comparing import words_compared
from backend.versions.words import column

ACTS = Acts(lifecycle=REFINEMENT, services=REFINEMENT_SERVICES)
PROPOSAL_ACTS = Acts(lifecycle=PROPOSAL, services=PROPOSAL_SERVICES)
PAGE = 20


@login_required
@require_safe
def refinements(request: HttpRequest) -> HttpResponse:
    """All of one's own needs, and those that one helps with."""
    actor = actor_in(request)
    page = Paginator(refinements_followed_by(actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [row_of(actor, found) for found in page]}
    return render(request, "refining/refinements.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, listing_id: int) -> HttpResponse:
    """Its owner asks for help; a broker or an officer proposes it to him."""
    actor = actor_in(request)
    listing = listing_visible_to(actor, listing_id)
    data = request.POST if request.method == "POST" else None
    if rules.may_open(actor, listing):
        form: Any = OpenForm(data, listing=listing)
        return _begun(request, form, listing, owner=True)
    if rules.may_ask(actor, listing):
        return _begun(request, AskForm(data), listing, owner=False)
    raise NotPermitted(rules.NOT_THE_OWNER)


def _begun(request: HttpRequest, form: Any, listing: Listing, *, owner: bool) -> HttpResponse:
    actor = actor_in(request)
    if form.is_bound and form.is_valid():
        service: Callable[..., Refinement] = refinement_open if owner else refinement_ask
        given = form.given() if owner else form.cleaned_data
        try:
            made = service(actor=actor, listing_id=listing.pk, **given)
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request,
                _("They are told, and read the whole need now.")
                if owner
                else _("Sent. The owner agrees, or says why not."),
            )
            return redirect("refinement", made.pk)
    context = {"form": form, "listing": listing, "owner": owner}
    context["missing"] = missing_of(listing) if owner else []
    return render(request, "refining/begin.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def refinement(request: HttpRequest, refinement_id: int) -> HttpResponse:
    """The need field by field, with what is proposed beside."""
    return _page(request, refinement_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, refinement_id: int, act: str) -> HttpResponse:
    """Agree to it, decline it, finish it."""
    return ACTS.answer(request, refinement_id, act, page=_page)


@login_required
@require_POST
def propose(request: HttpRequest, refinement_id: int) -> HttpResponse:
    """Remark on a field, or propose other words."""
    actor = actor_in(request)
    form = ProposalForm(request.POST)
    if form.is_valid():
        try:
            made = proposal_make(actor=actor, refinement_id=refinement_id, **form.cleaned_data)
        except ValidationError as error:
            form.add_service_errors(error)
        else:
            messages.success(
                request, _("Sent. The owner takes it up or leaves the field as it is.")
            )
            place = redirect("refinement", refinement_id)
            place["Location"] += f"#field-{made.field}"
            return place
    return _page(request, refinement_id, form=form)


@login_required
@require_POST
def bring_in(request: HttpRequest, refinement_id: int) -> HttpResponse:
    """One more who helps."""
    actor = actor_in(request)
    form = BringInForm(request.POST)
    if form.is_valid():
        broker = form.cleaned_data["broker"]
        helper_add(actor=actor, refinement_id=refinement_id, user_id=broker.pk)
        messages.success(request, _("%(name)s helps now.") % {"name": broker})
    else:
        messages.error(request, _("Choose a broker."))
    return redirect("refinement", refinement_id)


@login_required
@require_safe
def proposal(request: HttpRequest, need_proposal_id: int) -> HttpResponse:
    """A proposal stands on the page of its refinement."""
    actor = actor_in(request)
    found = proposal_followed_by(actor, need_proposal_id)
    place = redirect("refinement", found.refinement_id)
    place["Location"] += f"#field-{found.field}"
    return place


@login_required
@require_http_methods(["GET", "POST"])
def proposal_act(request: HttpRequest, need_proposal_id: int, act: str) -> HttpResponse:
    """Take it up, leave the field as it is, take it back."""

    def page(request: HttpRequest, pk: int, answered: Answered) -> HttpResponse:
        actor = actor_in(request)
        found = proposal_followed_by(actor, pk)
        return _page(request, found.refinement_id, about=(found.pk, answered))

    return PROPOSAL_ACTS.answer(request, need_proposal_id, act, page=page)


def _page(
    request: HttpRequest,
    refinement_id: int,
    answered: Answered | None = None,
    *,
    form: ProposalForm | None = None,
    about: tuple[int, Answered] | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = refinement_followed_by(actor, refinement_id)
    listing = listing_visible_to(actor, found.listing_id)
    readable = listing.details_readable  # type: ignore[attr-defined]
    running = found.state == Refinement.State.OPEN
    refused = answered or (about[1] if about else None)
    helps = running and rules.may_help(actor, found)
    context = {
        "refinement": found,
        "listing": listing,
        "readable": readable,
        "row": row_of(actor, found),
        "fields": _fields(actor, found, listing, about) if readable else [],
        "helps": helps,
        "form": form or (ProposalForm() if helps else None),
        "bring_in": BringInForm() if running and rules.may_bring_in(actor, found) else None,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": refused.refusal if refused else None,
        "trail": trail_entries([("refinement", found.pk)]),
    }
    status = refused.status if refused else 422 if form is not None else 200
    return render(request, "refining/refinement.html", context, status=status)


def _fields(
    actor: Actor, found: Refinement, listing: Listing, about: tuple[int, Answered] | None
) -> list[dict[str, Any]]:
    """What the need says field by field, each with what was proposed for it."""
    said = said_by(listing)
    proposals: dict[str, list[dict[str, Any]]] = {}
    for made in proposals_followed_by(actor).filter(refinement=found):
        answered = about[1] if about and about[0] == made.pk else None
        proposals.setdefault(made.field, []).append(
            {
                "proposal": made,
                "compared": _compared(made),
                "rows": _rows(made),
                "acts": PROPOSAL_ACTS.buttons(made, actor, answered),
            }
        )
    return [
        {
            "name": name,
            "label": label_of(name),
            "lines": said[name].lines if name in said else (),
            "proposals": proposals.get(name, []),
        }
        for name in SPOKEN_OF
    ]


def _compared(made: Proposal) -> list[tuple[str, str]]:
    """What was said against what is proposed, word by word."""
    if made.wording is None or made.field == INDICATORS:
        return []
    return words_compared(str(made.said or ""), made.wording) or [("new", made.wording)]


def _rows(made: Proposal) -> list[str]:
    """The figures that would be added, as people write them."""
    if made.wording is None or made.field != INDICATORS:
        return []
    return [
        indicator_written(
            Indicator(**{n: column(Indicator, n).to_python(cell) for n, cell in row.items()})
        )
        for row in made.wording
    ]
