"""The texts that markets share: read by everybody, published by operators, accepted by markets."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.exchange import selectors, services
from backend.exchange.forms import AccordForm
from backend.exchange.models import Accord
from backend.exchange.rules import managing_check, may_manage


@require_safe
def accords(request: HttpRequest) -> HttpResponse:
    """The three texts, each in the version that holds and those before."""
    actor = actor_in(request)
    found = list(selectors.accords_all())
    series = [
        {"words": one.label, "versions": [accord for accord in found if accord.series == one]}
        for one in Accord.Series
    ]
    return render(
        request, "exchange/accords.html", {"series": series, "manages": may_manage(actor)}
    )


@require_safe
def accord(request: HttpRequest, accord_id: int) -> HttpResponse:
    """One version, and who accepted it."""
    actor = actor_in(request)
    found = selectors.accord_called(accord_id)
    accepted = {one.market_id for one in found.acceptances.all()}
    asked = selectors.markets_answered_for(actor).exclude(pk__in=accepted)
    holds = selectors.accord_newest(found.series) == found
    english = not (get_language() or "").startswith("zh")
    context = {
        "accord": found,
        "holds": holds,
        "asked": asked if holds else [],
        "title": (english and found.title_en) or found.title,
        "text": (english and found.text_en) or found.text,
    }
    return render(request, "exchange/accord.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def accord_new(request: HttpRequest) -> HttpResponse:
    """Publish a version."""
    actor = actor_in(request)
    managing_check(actor)
    form = AccordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.accord_publish(actor=actor, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            messages.success(request, _("Published; partner markets can accept it."))
            return redirect("exchange_accord", made.pk)
    context = {"form": form}
    return render(request, "exchange/accord_new.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def accord_accept(request: HttpRequest, accord_id: int, market_id: int) -> HttpResponse:
    """Accept it for a market."""
    actor = actor_in(request)
    services.accord_accept(actor=actor, accord_id=accord_id, market_id=market_id)
    messages.success(request, _("The text is accepted."))
    return redirect("exchange_accord", accord_id)
