"""Dashboards of an organisation, a broker, the platform: each number counts a list of the reader's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.brokerage.pipeline import Filters, pipeline, stalled_query
from backend.brokerage.selectors import deals_brokered_by
from backend.catalog.kinds import KINDS
from backend.catalog.selectors import listings_on_market, organisations_on_market
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_readable_by
from backend.core.money_fields import Currency
from backend.deals.models import Stage
from backend.deals.selectors import deals_followed_by
from backend.insights import glossary
from backend.insights.glossary import Entry
from backend.insights.values import Cell, Chart, Column, Dashboard, Desk, Figure, Line
from backend.registration.models import Registration
from backend.registration.selectors import registrations_readable_by

YEARS = 5  # of contracts, the running one included


def own_dashboard(actor: Actor, desk: Desk) -> Dashboard:
    """What the reader's lists come to; the number of queries is that of the charts."""
    return Dashboard(
        desk=desk,
        counted_at=timezone.now(),
        figures=_moving(actor) if desk == Desk.BROKER else [],
        charts=[draw(actor) for draw in _CHARTS[desk]],
    )


def _address(name: str, *args: object, **asked: object) -> str:
    return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")


def _count(rows: QuerySet[Any], column: str) -> dict[Any, int]:
    return dict(rows.order_by().values_list(column).annotate(n=Count("pk", distinct=True)))


def _bars(
    entry: Entry,
    head: str,
    counts: dict[Any, int],
    choices: Iterable[tuple[Any, Any]],
    url: Callable[[Any], str],
) -> Chart:
    """A bar for each choice; each counts the list that ``url`` leads to."""
    return Chart(
        code=entry.code,
        title=entry.name,
        entry=entry,
        head=head,
        columns=[Column(_("Number"), drawn=True)],
        lines=[
            Line(str(words), [Cell(counts.get(code, 0), url(code) if counts.get(code) else "")])
            for code, words in choices
        ],
    )


def _listed(actor: Actor, owner: int | None = None) -> Chart:
    found = listings_on_market(actor)
    asked = {} if owner is None else {"owner": owner}
    if owner is not None:
        found = found.filter(owner_id=owner)
    counts = _count(found, "kind")
    kinds = [(kind.name, kind.words.many) for kind in KINDS.values() if counts.get(kind.name)]
    return _bars(
        glossary.LISTED, _("Kind"), counts, kinds, lambda kind: _address("listings", kind, **asked)
    )


def _own_listed(actor: Actor) -> Chart:
    return _listed(actor, actor.organisation_id)


def _deals(actor: Actor) -> Chart:
    counts = _count(deals_followed_by(actor), "stage")
    return _bars(
        glossary.DEALS,
        _("Stage"),
        counts,
        Stage.choices,
        lambda stage: _address("deals", stage=stage),
    )


def _pipeline(actor: Actor) -> Chart:
    counts = _count(deals_brokered_by(actor), "stage")
    return _bars(
        glossary.PIPELINE,
        _("Stage"),
        counts,
        Stage.choices,
        lambda stage: _address("pipeline", stage=stage),
    )


def _moving(actor: Actor) -> list[Figure]:
    due = Q(due_on__lte=timezone.localdate())
    counts = (
        pipeline(actor, Filters())
        .order_by()
        .aggregate(
            running=Count("pk"),
            stalled=Count("pk", filter=stalled_query()),
            due=Count("pk", filter=due),
        )
    )
    told: tuple[tuple[Entry, dict[str, object]], ...] = (
        (glossary.RUNNING, {}),
        (glossary.STALLED, {"stalled": 1}),
        (glossary.DUE, {"due": 1}),
    )
    return [
        Figure(entry, Cell(counts[entry.code], _address("pipeline", **asked)))
        for entry, asked in told
    ]


def _contracts(actor: Actor) -> Chart:
    counts = _count(contracts_readable_by(actor), "state")
    return _bars(
        glossary.CONTRACTS,
        _("State"),
        counts,
        Contract.State.choices,
        lambda state: _address("contracts", state=state),
    )


def _signed(actor: Actor) -> Chart:
    this_year = timezone.localdate().year
    years = range(this_year - YEARS + 1, this_year + 1)
    found = contracts_readable_by(actor).filter(
        state=Contract.State.SIGNED, kind__in=Contract.COUNTED, signed_on__year__gte=years[0]
    )
    rows = found.order_by().values(year=ExtractYear("signed_on"))
    rows = rows.annotate(n=Count("pk"), yuan=Sum("amount", filter=Q(currency=Currency.CNY)))
    held = {row["year"]: row for row in rows}
    lines = []
    for year in years:
        row = held.get(year, {"n": 0, "yuan": None})
        url = _address("contracts", signed_in=year) if row["n"] else ""
        amount = Cell(row["yuan"] or Decimal(0), url, money=True)
        lines.append(Line(str(year), [Cell(row["n"], url), amount]))
    return Chart(
        code="signed",
        title=glossary.SIGNED.name,
        entry=glossary.SIGNED,
        kind="columns",
        head=_("Year"),
        columns=[Column(_("Number of contracts")), Column(_("Contract amount"), drawn=True)],
        lines=lines,
        note=_("Contracts in other currencies are counted; their amounts are not in the sum."),
    )


def _registrations(actor: Actor) -> Chart:
    counts = _count(registrations_readable_by(actor), "state")
    return _bars(
        glossary.REGISTRATIONS,
        _("State"),
        counts,
        Registration.State.choices,
        lambda state: _address("registrations", state=state),
    )


def _organisations(actor: Actor) -> Chart:
    counts = _count(organisations_on_market(actor), "kind")
    return _bars(
        glossary.ORGANISATIONS,
        _("Kind"),
        counts,
        Organisation.Kind.choices,
        lambda kind: _address("organisations", kind=kind),
    )


_OF_DEALS = (_signed, _contracts, _registrations)
_CHARTS: dict[Desk, tuple[Callable[[Actor], Chart], ...]] = {
    Desk.OFFICE: (_own_listed, _deals, *_OF_DEALS),
    Desk.ENTERPRISE: (_own_listed, _deals, *_OF_DEALS),
    Desk.BROKER: (_pipeline, *_OF_DEALS),
    Desk.OPERATOR: (_organisations, _listed, _deals, *_OF_DEALS),
}
