"""Partner markets: who they are, for everybody; how they are read, for operators."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.actors import actor_in
from backend.core.errors import NotFound
from backend.exchange import selectors, services
from backend.exchange.documents import market_id as own_id
from backend.exchange.forms import MarketForm, MarketNewForm
from backend.exchange.models import Action, Market
from backend.exchange.rules import managing_check, may_manage

PAGE = 50
RUNS = 20
SECONDS = 20  # that a harvest begun by hand goes on at once; the schedule does the rest
ACTS: dict[str, tuple[Callable[..., object], Callable[[], str]]] = {
    "stop": (services.run_stop, lambda: _("Stopped; it can go on where it is.")),
    "resume": (services.run_resume, lambda: _("It goes on where it stopped.")),
    "release": (services.run_release, lambda: _("What was held back is taken off.")),
    "discard": (services.run_discard, lambda: _("Nothing is taken off.")),
}


@require_safe
def markets(request: HttpRequest) -> HttpResponse:
    """Who our partners are, and how many listings come from each."""
    actor = actor_in(request)
    manages = may_manage(actor)
    found = list(selectors.markets_managed(actor) if manages else selectors.markets_partnered())
    if manages:
        runs = selectors.runs_latest(market.last_run_id for market in found)  # type: ignore[attr-defined]
        for market in found:
            market.run = runs.get(market.last_run_id)  # type: ignore[attr-defined]
    context = {"markets": found, "manages": manages, "own_id": own_id()}
    return render(request, "exchange/markets.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def market_new(request: HttpRequest) -> HttpResponse:
    """Take a market among the partners."""
    actor = actor_in(request)
    managing_check(actor)
    form = MarketNewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.market_add(actor=actor, values=form.values(), **form.about())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            return redirect("exchange_market", made.pk)
    context = {"form": form}
    return render(request, "exchange/market_new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def market(request: HttpRequest, market_id: int) -> HttpResponse:
    """One with its harvests; a POST changes how it is read."""
    actor = actor_in(request)
    found = selectors.market_managed(actor, market_id)
    form = MarketForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.market_change(actor=actor, market_id=market_id, values=form.values())
        except ValidationError as refused:
            form.add_service_errors(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("exchange_market", market_id)
    context = {
        "market": found,
        "form": form,
        "runs": found.runs.order_by("-pk")[:RUNS],
        "held": found.origins.filter(gone_at__isnull=True).count(),
    }
    return render(request, "exchange/market.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def harvest(request: HttpRequest, market_id: int) -> HttpResponse:
    """Begin a harvest now."""
    actor = actor_in(request)
    run = services.run_begin(actor=actor, market_id=market_id)
    services.run_go_on(run_id=run.pk, seconds=SECONDS)
    return redirect("exchange_run", run.pk)


@login_required
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """What a harvest did, record by record."""
    actor = actor_in(request)
    found = selectors.run_managed(actor, run_id)
    what = request.GET.get("what", "")
    actions = found.actions.order_by("pk")
    if what in Action.What.values:
        actions = actions.filter(what=what)
    page = Paginator(actions, PAGE).get_page(request.GET.get("page"))
    waiting = found.actions.filter(what=Action.What.TO_DELETE).count()
    context = {"run": found, "page": page, "what": what, "whats": Action.What, "waiting": waiting}
    return render(request, "exchange/run.html", context)


@login_required
@require_POST
def run_act(request: HttpRequest, run_id: int, act: str) -> HttpResponse:
    """Stop it, go on with it, let go or keep what it held back."""
    actor = actor_in(request)
    selectors.run_managed(actor, run_id)
    if act not in ACTS:
        raise NotFound(_("There is nothing at this address."))
    service, told = ACTS[act]
    service(actor=actor, run_id=run_id)
    if act == "resume":
        services.run_go_on(run_id=run_id, seconds=SECONDS)
    messages.success(request, told())
    return redirect("exchange_run", run_id)


def _initial(found: Market) -> dict[str, object]:
    names = ("protocol", "address", "site", "direction", "every_hours", "active")
    return {name: getattr(found, name) for name in names}
