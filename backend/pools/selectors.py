"""Reads of pools: the map of chains, needs by state, flags, common problems, projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, CharField, Count, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.catalog.chains import LINK, ChainNode, chains_below, edition
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market, listings_visible_to
from backend.core.errors import NotFound

from .models import Flag, Problem, ProblemNeed, Project, ProjectNeed
from .pooling import PoolState, flagged, needs_pooled


@dataclass(slots=True)
class ChainRow:
    """A node of the map with what is counted in it and all below it."""

    node: ChainNode
    states: Counter[str] = field(default_factory=Counter)
    choke_points: int = 0
    problems: int = 0
    achievements: int = 0
    below: list[ChainRow] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Needs of every state."""
        return sum(self.states.values())

    @property
    def cells(self) -> list[tuple[PoolState, int]]:
        """The states in the order of the table, each with its count."""
        return [(state, self.states[state]) for state in PoolState]


def chain_rows(actor: Actor, *, within: str = "", region: str = "") -> list[ChainRow]:
    """The map: the chains, or what lies in the chain ``within`` down to technologies; of a region.

    Choke points are counted for registered readers alone. The number of queries is fixed.
    """
    needs = needs_in(needs_pooled(actor), region).filter(chain__startswith=within).exclude(chain="")
    pairs = needs.order_by().values_list("chain", "pool_state")  # type: ignore[misc]
    by_state = pairs.annotate(n=Count("pk"))
    states: dict[str, Counter[str]] = {}
    for code, state, n in by_state:
        states.setdefault(code, Counter())[state] += n
    offers = listings_on_market(actor, kind=ACHIEVEMENT.name).filter(chain__startswith=within)
    counted = {
        "achievements": _by_chain(offers.exclude(chain="").order_by()),
        "problems": _by_chain(
            Problem.objects.filter(state=Problem.State.PUBLISHED, chain__startswith=within)
        ),
        "choke_points": _by_chain(
            needs.filter(flagged(Flag.Kind.CHOKE_POINT)) if actor.signed_in else needs.none()
        ),
    }
    return [_row(node, states, counted, deep=bool(within)) for node in chains_below(within)]


def chain_total(rows: Sequence[ChainRow]) -> Counter[str]:
    """The states of all rows together."""
    return sum((row.states for row in rows), Counter())


def _by_chain(found: QuerySet[Listing] | QuerySet[Problem]) -> Counter[str]:
    rows = found.order_by().values_list("chain").annotate(n=Count("pk"))
    return Counter(dict(rows.values_list("chain", "n")))


def _row(
    node: ChainNode,
    states: dict[str, Counter[str]],
    counted: dict[str, Counter[str]],
    *,
    deep: bool,
) -> ChainRow:
    row = ChainRow(node)
    for code, found in states.items():
        if code.startswith(node.code):
            row.states += found
    for name, by_code in counted.items():
        setattr(row, name, sum(n for code, n in by_code.items() if code.startswith(node.code)))
    if deep and node.level <= LINK:
        row.below = [_row(one, states, counted, deep=True) for one in chains_below(node.code)]
    return row


def needs_in(found: QuerySet[Listing], region: str) -> QuerySet[Listing]:
    """Those asked in a region: the need's own, else that of its owner; an empty one narrows nothing."""
    if not region:
        return found
    begins = beginning_of(region)
    return found.filter(
        Q(region__startswith=begins) | Q(region="", owner__region__startswith=begins)
    )


def _in_state(needs: QuerySet[Listing], state: str) -> QuerySet[Listing]:
    return needs.filter(pool_state=state)  # type: ignore[misc]


def pool_of_needs(
    actor: Actor, *, chain: str = "", state: str = "", region: str = "", flag: str = ""
) -> QuerySet[Listing]:
    """The need pool: what the map counts, newest first, narrowed as it is.

    Each carries ``core`` and ``choke_point``. Flags narrow and are told for registered readers alone.
    """
    found = needs_in(needs_pooled(actor), region).filter(chain__startswith=chain)
    if state:
        found = _in_state(found, state)
    if flag:
        found = found.filter(flagged(flag)) if actor.signed_in else found.none()
    for kind in Flag.Kind:
        found = found.annotate(**{kind: flagged(kind)})
    return found.select_related("owner", "need_details").order_by("-published_at", "-pk")


def flags_of(actor: Actor, need: Listing) -> list[Flag]:
    """The flags that stand on a need; nothing for visitors."""
    if not actor.signed_in:
        return []
    return list(_flags().filter(need=need))


def flag_standing(actor: Actor, flag_id: int) -> Flag:
    """A flag on a need that the actor may read. Raises NotFound."""
    found = _flags().filter(pk=flag_id).first() if actor.signed_in else None
    if found is None or not listings_visible_to(actor).filter(pk=found.need_id).exists():
        raise NotFound(_("This flag does not exist, or you may not see it."))
    return found


def board(actor: Actor, *, kind: str, chain: str = "", region: str = "") -> QuerySet[Flag]:
    """The board of flags for registered readers, newest first; of needs that the actor may read."""
    if not actor.signed_in:
        return Flag.objects.none()
    needs = needs_in(needs_pooled(actor), region).filter(chain__startswith=chain)
    needs = needs.filter(told=True)  # type: ignore[misc]
    return (
        _flags()
        .filter(kind=kind, need__in=needs.values("pk"))
        .annotate(
            pool_state=Case(
                *(
                    When(need__in=_in_state(needs, state).values("pk"), then=_text(state))
                    for state in PoolState
                ),
                default=_text(PoolState.UNANSWERED),
            )
        )
        .order_by("-created_at", "-pk")
    )


def _text(state: str) -> Value:
    return Value(str(state), output_field=CharField())


def _flags() -> QuerySet[Flag]:
    return Flag.objects.filter(lifted_at__isnull=True).select_related(
        "need__owner", "flagged_by", "flagged_for"
    )


def problems_readable(actor: Actor) -> QuerySet[Problem]:
    """Published ones; those still asking for their unit, the firms asked, and operators."""
    seen = Q(state=Problem.State.PUBLISHED)
    if actor.operator:
        seen = Q()
    elif actor.signed_in:
        own = ProblemNeed.objects.filter(need__owner__in=list(actor.duties)).values("problem_id")
        seen |= Q(made_for__in=list(actor.duties)) | Q(pk__in=own)
    return (
        Problem.objects.filter(seen)
        .select_related("made_for", "made_by")
        .annotate(firms=_firms())
        .order_by("-published_at", "-pk")
    )


def _firms() -> Count:
    """How many firms agreed that their need is counted."""
    agreed = Q(needs__state=ProblemNeed.State.AGREED)
    return Count("needs__need__owner", filter=agreed, distinct=True)


def problem_readable(actor: Actor, problem_id: int) -> Problem:
    """One of them, with its needs. Raises NotFound."""
    rows = ProblemNeed.objects.select_related("need__owner", "answered_by").order_by("pk")
    found = problems_readable(actor).prefetch_related(Prefetch("needs", rows))
    problem = found.filter(pk=problem_id).first()
    if problem is None:
        raise NotFound(_("This common problem does not exist, or you may not see it."))
    return problem


def asked_of(actor: Actor) -> QuerySet[ProblemNeed]:
    """What firms of the actor are asked and have not answered."""
    asked = ProblemNeed.objects.filter(
        state=ProblemNeed.State.ASKED,
        problem__state=Problem.State.ASKING,
        need__owner=actor.organisation_id,
    )
    return asked.select_related("problem__made_for", "need__owner").order_by("pk")


def projects_listed(
    *, level: str = "", state: str = "", chain: str = "", region: str = ""
) -> QuerySet[Project]:
    """The project pool, newest first; it is public."""
    found = Project.objects.filter(chain__startswith=chain) if chain else Project.objects.all()
    if level:
        found = found.filter(level=level)
    if state:
        found = found.filter(state=state)
    if region:
        found = found.filter(region__startswith=beginning_of(region))
    counted = found.select_related("made_for").annotate(sources=Count("needs"))
    return counted.order_by("-pk")


def project_listed(actor: Actor, project_id: int) -> Project:
    """One project with its needs. Raises NotFound."""
    rows = ProjectNeed.objects.select_related("need__owner").order_by("pk")
    found = Project.objects.select_related("made_for", "made_by", "problem")
    project = found.prefetch_related(Prefetch("needs", rows)).filter(pk=project_id).first()
    if project is None:
        raise NotFound(_("There is no such project in the pool."))
    return project


def readable_among(actor: Actor, ids: Iterable[int]) -> dict[int, Listing]:
    """Of listings with these ids, those that the actor may read."""
    return listings_visible_to(actor).in_bulk(list(ids))


def unit_of(actor: Actor) -> Organisation | None:
    """The organisation acted for."""
    return Organisation.objects.filter(pk=actor.organisation_id or 0).first()


def chain_version() -> str:
    """Which edition of the chains counts."""
    return edition().version


def needs_flag_counts(actor: Actor) -> dict[str, int]:
    """How many needs bear each flag, for a registered reader."""
    if not actor.signed_in:
        return {}
    needs = needs_pooled(actor).filter(told=True).values("pk")  # type: ignore[misc]
    rows = Flag.objects.filter(lifted_at__isnull=True, need__in=needs).values_list("kind")
    return dict(rows.annotate(n=Count("pk")).values_list("kind", "n"))
