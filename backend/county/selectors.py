"""Reads of rounds, figures and releases, within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import beginning_of, regions
from backend.core.errors import NotFound

from .models import Figure, MoneyUse, Objection, Release, Round, SupplyTask
from .results import Result, result_of
from .rules import releases_readable, rounds_readable, units_acted_for
from .schemes import Indicator, Scheme, scheme_named

result_read = lru_cache(maxsize=32)(result_of)  # a content never changes


def counties_within(region: str) -> list[str]:
    """The codes of the counties, districts and county-level cities of a region."""
    begins = beginning_of(region)
    return [code for code, one in regions().items() if one.level == 3 and code.startswith(begins)]


def rounds_readable_by(actor: Actor) -> QuerySet[Round]:
    """Rounds the actor works on or looks after, the newest year first."""
    found = Round.objects.filter(rounds_readable(actor)).select_related("unit").distinct()
    return found.order_by("-year", "region")


def round_readable_by(actor: Actor, index_round_id: int) -> Round:
    """One of them. Raises NotFound."""
    found = rounds_readable_by(actor).filter(pk=index_round_id).first()
    if found is None:
        raise NotFound(_("This round does not exist, or you may not see it."))
    return found


def tasks_readable_by(actor: Actor) -> QuerySet[SupplyTask]:
    """The tasks of the bureau's rounds, and those of the actor's own units."""
    found = SupplyTask.objects.select_related("round__unit", "unit", "delivered_by")
    if not actor.operator:
        units = units_acted_for(actor)
        found = found.filter(Q(unit__in=units) | Q(round__unit__in=units))
    return found.order_by("round_id", "supplier", "county")


def task_readable_by(actor: Actor, supply_task_id: int) -> SupplyTask:
    """One of them. Raises NotFound."""
    found = tasks_readable_by(actor).filter(pk=supply_task_id).first()
    if found is None:
        raise NotFound(_("This task does not exist, or you may not see it."))
    return found


def releases_readable_by(actor: Actor) -> QuerySet[Release]:
    """Releases the actor may read, the newest year and version first; each with ``superseded``: whether
    a later version of it is published."""
    later = Release.objects.filter(
        round=OuterRef("round"), version__gt=OuterRef("version"), state=Release.State.PUBLISHED
    )
    found = Release.objects.filter(releases_readable(actor)).annotate(superseded=Exists(later))
    return found.select_related("round__unit", "drafted_by", "approved_by").order_by(
        "-round__year", "round__region", "-version"
    )


def release_readable_by(actor: Actor, index_release_id: int) -> Release:
    """One of them. Raises NotFound."""
    found = releases_readable_by(actor).filter(pk=index_release_id).first()
    if found is None:
        raise NotFound(_("This release does not exist, or it is not published yet."))
    return found


def objections_readable_by(actor: Actor) -> QuerySet[Objection]:
    """Objections of the bureau's rounds, and those that the actor's county raised."""
    found = Objection.objects.select_related("figure__round__unit", "figure__task", "organisation")
    if not actor.operator:
        units = units_acted_for(actor)
        found = found.filter(Q(organisation__in=units) | Q(figure__round__unit__in=units))
    return found.order_by("-pk")


def objection_readable_by(actor: Actor, figure_objection_id: int) -> Objection:
    """One of them. Raises NotFound."""
    found = objections_readable_by(actor).filter(pk=figure_objection_id).first()
    if found is None:
        raise NotFound(_("This objection does not exist, or you may not see it."))
    return found


def release_published(region: str, year: int) -> Release | None:
    """The newest published version of a region's year; None where nothing is published."""
    found = Release.objects.filter(
        round__region=region, round__year=year, state=Release.State.PUBLISHED
    )
    return found.select_related("round").order_by("-version").first()


def release_running(round_: Round) -> Release | None:
    """The version that is being worked on; None where there is none."""
    return round_.releases.filter(state__in=Release.RUNNING).first()


def figures_frozen(round_: Round) -> bool:
    """Whether figures may not change now: a release of them is in review, approved or published, and no
    new draft has been begun."""
    newest = round_.releases.order_by("-version").first()
    return newest is not None and newest.state != Release.State.DRAFT


def figures_of(round_: Round) -> QuerySet[Figure]:
    """The figures that stand."""
    return Figure.objects.filter(round=round_, replaced_at=None)


def table_of(
    round_: Round,
) -> tuple[dict[str, dict[str, Decimal | None]], frozenset[tuple[str, str]]]:
    """The checked figures of a round by county and indicator, and which of them were computed."""
    table: dict[str, dict[str, Decimal | None]] = {county: {} for county in round_.counties}
    computed = set()
    for one in figures_of(round_).filter(task__state=SupplyTask.State.ACCEPTED):
        if one.county in table:
            table[one.county][one.indicator] = one.value
            if one.source == Figure.Source.COMPUTED:
                computed.add((one.county, one.indicator))
    return table, frozenset(computed)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with how many of its figures there are."""

    task: SupplyTask
    indicators: tuple[Indicator, ...]
    given: int
    wanted: int


def task_rows(round_: Round, tasks: QuerySet[SupplyTask]) -> list[TaskRow]:
    """The tasks of a round in the scheme's order, each with what was handed in."""
    scheme = scheme_named(round_.scheme)
    given: dict[int, int] = {}
    for pk in figures_of(round_).exclude(value=None).values_list("task_id", flat=True):
        given[pk] = given.get(pk, 0) + 1
    order = list(scheme.suppliers)
    rows = []
    for task in sorted(tasks, key=lambda one: (order.index(one.supplier), one.county)):
        indicators = scheme.supplied_by(task.supplier)
        places = 1 if task.county else len(round_.counties)
        rows.append(TaskRow(task, indicators, given.get(task.pk, 0), len(indicators) * places))
    return rows


def task_places(task: SupplyTask) -> list[str]:
    """The counties of whose figures a task is."""
    return [task.county] if task.county else list(task.round.counties)


def task_table(task: SupplyTask) -> dict[tuple[str, str], Figure]:
    """The standing figures of a task, with their open objections as ``open_objections``."""
    open_ = Prefetch(
        "objections",
        queryset=Objection.objects.filter(state=Objection.State.RAISED),
        to_attr="open_objections",
    )
    found = task.figures.filter(replaced_at=None).prefetch_related(open_)
    return {(one.county, one.indicator): one for one in found}


def county_figures(round_: Round, county: str) -> list[tuple[Indicator, Figure | None]]:
    """A county's own figures of a round, as its officers may object to them."""
    scheme = scheme_named(round_.scheme)
    held = {one.indicator: one for one in figures_of(round_).filter(county=county)}
    return [(one, held.get(one.code)) for one in scheme.indicators]


def uses_of(release: Release, county: str) -> QuerySet[MoneyUse]:
    """What a county did with the incentive of a release, the newest first."""
    found = MoneyUse.objects.filter(release=release, county=county)
    return found.order_by("-spent_on", "-pk")


def use_readable_by(actor: Actor, money_use_id: int) -> MoneyUse:
    """A use of money, for the county's officers, the bureau's and operators. Raises NotFound."""
    found = MoneyUse.objects.select_related("release__round", "organisation")
    if not actor.operator:
        units = units_acted_for(actor)
        found = found.filter(Q(organisation__in=units) | Q(release__round__unit__in=units))
    use = found.filter(pk=money_use_id).first()
    if use is None:
        raise NotFound(_("This use of an incentive does not exist, or you may not see it."))
    return use


def scheme_for(round_: Round) -> Scheme:
    """The scheme that a round is judged by."""
    return scheme_named(round_.scheme)


def result_for(release: Release) -> Result:
    """What a release says."""
    return result_read(release.content)
