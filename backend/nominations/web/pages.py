"""Rounds of recommendations, their applications, the ranking and the letter."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.sheets import download
from backend.nominations import rules, selectors, services
from backend.nominations.downloads import letter_pdf
from backend.nominations.forms import EstablishForm, NominationForm, RoundForm
from backend.nominations.lifecycle import NOMINATION, ROUND
from backend.nominations.models import Nomination, Round
from backend.nominations.subjects import nomination_subject
from backend.nominations.values import Ranked

PAGE = 20
# Ranking has a form of its own on the round's page.
ROUND_ACTS = Acts(
    lifecycle=ROUND,
    services={name: act for name, act in services.ROUND_SERVICES.items() if name != "rank"},
)
ACTS = Acts(
    lifecycle=NOMINATION,
    services=services.NOMINATION_SERVICES,
    forms={"establish": EstablishForm},
)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Rounds of all bureaus, and one's own applications."""
    actor = actor_in(request)
    mine = selectors.nominations_readable_by(actor).filter(applicant=actor.organisation_id)
    context = {
        "page": Paginator(selectors.rounds_listed(), PAGE).get_page(request.GET.get("page")),
        "mine": mine.order_by("-pk")[:PAGE],
        "may_open": rules.bureau_recommending(actor) is not None,
    }
    return render(request, "nominations/rounds.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Pass on the call of a higher programme."""
    actor = actor_in(request)
    if rules.bureau_recommending(actor) is None:
        raise NotPermitted(rules.NOT_BUREAU)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.round_open(actor=actor, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            return redirect("nomination_round", made.pk)
    context = {"form": form}
    return render(request, "nominations/new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def round_page(request: HttpRequest, nomination_round_id: int) -> HttpResponse:
    """What is supported; to its bureau the applications in their order, to others their own."""
    return _round(request, nomination_round_id)


@login_required
@require_http_methods(["GET", "POST"])
def round_act(request: HttpRequest, nomination_round_id: int, act: str) -> HttpResponse:
    """Recommend, close, cancel."""
    return ROUND_ACTS.answer(request, nomination_round_id, act, page=_round)


@login_required
@require_POST
def rank(request: HttpRequest, nomination_round_id: int) -> HttpResponse:
    """Put the applications into the order of the places that were typed."""
    actor = actor_in(request)
    found = selectors.round_listed(actor, nomination_round_id)
    if not rules.may_run(actor, found):
        raise NotPermitted(rules.NOT_BUREAU)
    try:
        services.ranking_set(
            actor=actor,
            nomination_round_id=nomination_round_id,
            ranking=_ranking(selectors.nominations_to_rank(found), request.POST),
        )
    except ValidationError as refused:
        raise WrongState(refused.messages[0]) from refused
    messages.success(request, _("Ranked."))
    return redirect("nomination_round", nomination_round_id)


@login_required
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, nomination_round_id: int) -> HttpResponse:
    """Apply for the organisation acted for."""
    actor = actor_in(request)
    found = selectors.round_listed(actor, nomination_round_id)
    if rules.applicant_of(actor, found) is None:
        raise NotPermitted(rules.NOT_OF_REGION)
    form = NominationForm(request.POST or None, round_=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.nomination_apply(
                actor=actor, nomination_round_id=found.pk, values=form.values()
            )
        except ValidationError as refused:
            form.add_service_errors(refused)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Applied. Attach what proves it."))
            return redirect("nomination", made.pk)
    context = {"form": form, "round": found}
    return render(request, "nominations/apply.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def letter(request: HttpRequest, nomination_round_id: int) -> HttpResponse:
    """The letter as PDF, for the bureau and operators."""
    actor = actor_in(request)
    found = selectors.round_listed(actor, nomination_round_id)
    if not found.letter or not (actor.operator or rules.may_run(actor, found)):
        raise NotFound(_("There is no such letter."))
    return download(letter_pdf(found), f"{found.letter}.pdf", "application/pdf")


@login_required
@require_safe
def nomination(request: HttpRequest, nomination_id: int) -> HttpResponse:
    """One application: what it is, where it stands, its files."""
    return _nomination(request, nomination_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, nomination_id: int, act: str) -> HttpResponse:
    """Withdraw it; put its result on record."""
    return ACTS.answer(request, nomination_id, act, page=_nomination)


def _ranking(found: list[Nomination], typed: Mapping[str, str]) -> list[Ranked]:
    """By the places that were typed, equal ones as they stood."""

    def place(one: Nomination) -> tuple[int, int]:
        text = typed.get(f"place-{one.pk}", "")
        known = text.isascii() and text.isdecimal() and len(text) <= 4
        return (int(text) if known else 10_000, found.index(one))

    return [
        Ranked(nomination_id=one.pk, remark=typed.get(f"remark-{one.pk}", ""))
        for one in sorted(found, key=place)
    ]


def _round(request: HttpRequest, pk: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = selectors.round_listed(actor, pk)
    runs = rules.may_run(actor, found)
    ranking = found.state in (Round.State.OPEN, Round.State.RANKED)
    context = {
        "round": found,
        "nominations": selectors.nominations_readable_by(actor)
        .filter(round=found)
        .exclude(state=Nomination.State.WITHDRAWN),
        "to_rank": selectors.nominations_to_rank(found) if runs and ranking else [],
        "runs": runs,
        "applies": found.state == Round.State.OPEN and rules.applicant_of(actor, found) is not None,
        "acts": ROUND_ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("nomination_round", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "nominations/round.html", context, status=status)


def _nomination(request: HttpRequest, pk: int, answered: Answered | None = None) -> HttpResponse:
    actor = actor_in(request)
    found = selectors.nomination_readable_by(actor, pk)
    context = {
        "nomination": found,
        "round": found.round,
        "subject": nomination_subject(actor, found),
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "trail": trail_entries([("nomination", found.pk)]),
    }
    status = answered.status if answered else 200
    return render(request, "nominations/nomination.html", context, status=status)
