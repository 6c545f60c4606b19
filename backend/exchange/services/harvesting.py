"""A harvest: page after page, each in one transaction with where the next begins.

Whoever dies in between goes on from the last page that was written. What is to be taken off is
noted and done at the end, unless it is so much that an operator should look at it first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish
from backend.core.outgoing import Refused, Unanswered
from backend.exchange.events import HarvestEnded
from backend.exchange.harvest import feed, oai
from backend.exchange.harvest.pages import Page, Unreadable
from backend.exchange.models import Action, Market, Origin, Run
from backend.exchange.rules import managing_check

from .taking import page_take
from .withdrawing import withdrawals_do

LEASE = timedelta(minutes=3)  # after which another may go on
FAILURES = 3  # one after another
PAGES = 5_000  # of a run
SPARED = 10  # so many may always go at once
SHARE = 0.2  # of what is held from a market: more at once waits for an operator
READERS: dict[str, Callable[[Market, str], Page]] = {
    Market.Protocol.FEED: feed.page_of,
    Market.Protocol.OAI: oai.page_of,
    Market.Protocol.OAI_DC: oai.page_of,
}


def run_begin(*, actor: Actor, market_id: int) -> Run:
    """Begin a harvest now. Raises NotPermitted, NotFound, WrongState where one is open already, or the
    market is not read."""
    managing_check(actor)
    market = Market.objects.filter(pk=market_id).first()
    if market is None:
        raise NotFound(_("There is no such partner market."))
    if not market.read:
        raise WrongState(_("Nothing is read from this market; change its direction first."))
    run = _begin(market)
    if run is None:
        raise WrongState(_("A harvest of this market is open already."))
    return run


def runs_go_on(*, seconds: float) -> int:
    """Go on with what runs and begin what is due, one after the other; returns how many pages."""
    until, pages = time.monotonic() + seconds, 0
    due = Q(next_run_at__lte=timezone.now()) | Q(runs__state=Run.State.RUNNING)
    read = Market.objects.filter(active=True).exclude(direction=Market.Direction.OUT)
    for market in read.filter(due).distinct().order_by("next_run_at", "pk"):
        run = market.runs.filter(state=Run.State.RUNNING).first() or _begin(market)
        if run is not None:
            pages += run_go_on(run_id=run.pk, seconds=until - time.monotonic())
    return pages


def run_go_on(*, run_id: int, seconds: float) -> int:
    """Take pages of a run until it ends, is stopped or the time is over; returns how many.

    Where another process does so at the moment, nothing is done.
    """
    until, pages = time.monotonic() + seconds, 0
    mine: datetime | None = None
    while time.monotonic() < until:
        run = _claimed(run_id, mine)
        if run is None:
            break
        mine = run.claimed_until
        pages += 1
        if not _page(run):
            break
    if mine is not None:
        Run.objects.filter(pk=run_id, claimed_until=mine).update(claimed_until=None)
    return pages


def _begin(market: Market) -> Run | None:
    with transaction.atomic():
        locked = Market.objects.select_for_update().get(pk=market.pk)
        if locked.runs.filter(state__in=Run.OPEN).exists():
            return None
        return Run.objects.create(market=locked)


def _claimed(run_id: int, mine: datetime | None) -> Run | None:
    """The run, ours for a while; None where it does not run, or is another's at the moment."""
    now = timezone.now()
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=run_id, state=Run.State.RUNNING).first()
        if run is None or (run.claimed_until not in (None, mine) and run.claimed_until > now):
            return None
        run.claimed_until = now + LEASE
        run.save(update_fields=["claimed_until", "updated_at"])
    return Run.objects.select_related("market__organisation", "market__contact").get(pk=run_id)


def _page(run: Run) -> bool:
    """Read and take one page; whether there are more. Nothing is locked while it is read."""
    if run.whole:
        return _ended(run)
    try:
        page = READERS[run.market.protocol](run.market, run.cursor)
        if page.records and page.hash == run.page_hash:
            raise Unreadable("the same page for ever")
        if run.pages >= PAGES:
            raise Unreadable(f"more than {PAGES} pages")
    except Unreadable as fault:
        return _failed(run, str(fault))
    except Refused as refused:
        return _failed(run, f"its address is not asked: {refused}")
    except Unanswered as silent:
        again = run.failures + 1 < FAILURES
        if not again:
            return _failed(run, str(silent))
        Run.objects.filter(pk=run.pk).update(failures=run.failures + 1, error=str(silent)[:500])
        return False
    with transaction.atomic():
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != Run.State.RUNNING or locked.cursor != run.cursor:
            return False
        page_take(locked, run.market, page)
        locked.pages += 1
        locked.failures, locked.error = 0, ""
        locked.page_hash, locked.cursor = page.hash, page.cursor
        locked.whole = not page.cursor
        # Of several pages the first says from when on the next run asks; positions say it by the last.
        first = locked.pages == 1 or run.market.protocol == Market.Protocol.FEED
        locked.mark = page.mark if first else locked.mark
        locked.save()
    return True if page.cursor else _ended(locked)


def _ended(run: Run) -> bool:
    """After the last page: take off what is to be, or hold it."""
    waiting = run.actions.filter(what=Action.What.TO_DELETE).count()
    held = Origin.objects.filter(market=run.market_id, gone_at__isnull=True).count()
    if waiting > max(SPARED, SHARE * held):
        _close(run, Run.State.HELD, "")
    else:
        withdrawals_do(run.pk)
        _close(run, Run.State.FINISHED, "")
    return False


def _failed(run: Run, words: str) -> bool:
    _close(run, Run.State.FAILED, words)
    return False


def _close(run: Run, state: str, words: str) -> None:
    with transaction.atomic():
        market = Market.objects.select_for_update().get(pk=run.market_id)
        locked = Run.objects.select_for_update().get(pk=run.pk)
        locked.state, locked.error, locked.ended_at = state, words[:500], timezone.now()
        locked.save()
        if state != Run.State.FAILED:
            market.mark = locked.mark
        market.next_run_at = timezone.now() + timedelta(hours=market.every_hours)
        market.save(update_fields=["mark", "next_run_at", "updated_at"])
        publish(HarvestEnded(market_id=market.pk, run_id=run.pk, state=state), actor_id=None)
