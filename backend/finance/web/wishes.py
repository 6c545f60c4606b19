"""Financing wishes, white lists, and the banks' answers."""

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
from backend.accounts.models import Organisation
from backend.accounts.trail import trail_entries
from backend.core.acts import Acts, Answered
from backend.core.errors import NotPermitted, WrongState
from backend.core.requests import ids_posted
from backend.finance import rules
from backend.finance.forms import AnswerForm, CheckForm, WishForm
from backend.finance.lifecycle import WISH
from backend.finance.models import Wish
from backend.finance.selectors import (
    answers_of,
    figures_of,
    lenders_of,
    lenders_possible,
    white_lists_of,
    wish_found,
    wishes_known,
)
from backend.finance.services import (
    SERVICES,
    answer_give,
    lender_admit,
    lender_dismiss,
    white_list_publish,
    wish_make,
)
from backend.finance.suggesting import stage_of
from backend.ladder.selectors import grades_held, years_latest

ACTS = Acts(lifecycle=WISH, services=SERVICES, forms={"check": CheckForm})
PAGE = 20


@login_required
@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """Wishes that concern the reader; officers also their lists and figures."""
    actor = actor_in(request)
    rows = wishes_known(actor)
    state = request.GET.get("state", "")
    if state in Wish.State.values:
        rows = rows.filter(state=state)
    else:
        state = ""
    lists = rules.LIST.allows(actor, actor.organisation_id)
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": Wish.State.choices,
        "lists": white_lists_of(actor.organisation_id or 0) if lists else [],
        "keeps": lists,
        "lenders": lenders_of(actor.organisation_id or 0) if lists else [],
        "possible": lenders_possible(actor.organisation_id or 0) if lists else [],
        "figures": figures_of(actor) if lists else None,
        "wishes": rules.WISH.allows(actor, actor.organisation_id),
    }
    return render(request, "finance/wishes.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Ask for money, with consent."""
    actor = actor_in(request)
    firm_id = actor.organisation_id or 0
    if not rules.WISH.allows(actor, firm_id):
        raise NotPermitted(rules.NOT_FIRM)
    stage = stage_of(years_latest([firm_id]).get(firm_id))
    form = WishForm(request.POST or None, initial=_begun(request, stage))
    if request.method == "POST" and form.is_valid():
        try:
            made = wish_make(actor=actor, firm_id=firm_id, values=form.values())
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Noted. Your bureau has your credit checked first."))
            return redirect("wish", made.pk)
    firm = Organisation.objects.get(pk=firm_id)
    context = {"form": form, "firm": firm}
    return render(request, "finance/make.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, stage: str) -> dict[str, object]:
    """What the form begins with: the firm's stage, and the kind of the product asked for."""
    return {"stage": stage, "months": 12, "kind": request.GET.get("kind", "")}


@login_required
@require_safe
def wish(request: HttpRequest, wish_id: int) -> HttpResponse:
    """One wish, its check and its answers."""
    return _page(request, wish_id)


@login_required
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, wish_id: int, act: str) -> HttpResponse:
    """Check, decline, end."""
    return ACTS.answer(request, wish_id, act, page=_page)


@login_required
@require_POST
def answer(request: HttpRequest, wish_id: int) -> HttpResponse:
    """A bank's answer."""
    actor = actor_in(request)
    wish_found(actor, wish_id)
    if not rules.OFFER.allows(actor, actor.organisation_id):
        raise NotPermitted(rules.NOT_PROVIDER)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_give(
                actor=actor,
                wish_id=wish_id,
                bank_id=actor.organisation_id or 0,
                values=form.values(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
        except WrongState as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Answered. The firm is told."))
            return redirect("wish", wish_id)
    return _page(request, wish_id, form=form)


@login_required
@require_POST
def lender(request: HttpRequest, *, admits: bool) -> HttpResponse:
    """Confirm a bank, or send it no more lists."""
    actor = actor_in(request)
    (bank_id,) = ids_posted(request, "bank") or [0]
    change = lender_admit if admits else lender_dismiss
    change(actor=actor, unit_id=actor.organisation_id or 0, bank_id=bank_id)
    told = _("Confirmed; the next white list goes there.")
    messages.success(
        request, told if admits else _("It gets and reads no lists of yours any more.")
    )
    return redirect("wishes")


@login_required
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Send a new version of the white list."""
    actor = actor_in(request)
    try:
        made = white_list_publish(actor=actor, unit_id=actor.organisation_id or 0)
    except WrongState as refusal:
        messages.error(request, str(refusal.message))
    else:
        told = {"number": made.number, "banks": made.banks.count()}
        messages.success(request, _("Version %(number)s went to %(banks)s banks.") % told)
    return redirect("wishes")


def _page(
    request: HttpRequest,
    wish_id: int,
    answered: Answered | None = None,
    form: AnswerForm | None = None,
) -> HttpResponse:
    actor = actor_in(request)
    found = wish_found(actor, wish_id)
    answers = list(answers_of(actor, found))
    bank = rules.OFFER.allows(actor, actor.organisation_id) and found.state == Wish.State.LISTED
    own = next((one for one in answers if one.bank_id == actor.organisation_id), None)
    sides = actor.operator or actor.belongs_to(found.firm_id) or rules.may_check(actor, found)
    context = {
        "wish": found,
        "answers": answers,
        "grades": grades_held([found.firm_id])[found.firm_id],
        "figures": years_latest([found.firm_id]).get(found.firm_id) if sides else None,
        "acts": ACTS.buttons(found, actor, answered),
        "refusal": answered.refusal if answered else None,
        "form": (form or AnswerForm(initial=AnswerForm.initial_from(own))) if bank else None,
        "trail": trail_entries([("wish", found.pk)]) if sides else [],
    }
    status = answered.status if answered else 422 if form is not None else 200
    return render(request, "finance/wish.html", context, status=status)
