"""The states of needs on the map of chains, for queries.

Solved: closed as solved, or a project that it became is completed. In a project: of the pool or
established. In talks: a deal about it runs, or a contract is recorded. Else nobody has answered.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import NEED
from backend.catalog.models import SHOWN, SOLVED, Disclosure, Listing, ListingAudience, Status, Tier
from backend.deals.models import Deal, Stage

from .models import Flag, Project, ProjectNeed


class PoolState(models.TextChoices):
    """What has become of a need, as the map shows it."""

    UNANSWERED = "unanswered", _("Unanswered")
    IN_TALKS = "in_talks", _("In talks or contract")
    SOLVED = "solved", _("Solved")
    IN_PROJECT = "in_project", _("In a project")


_OPEN = (Project.State.POOLED, Project.State.ESTABLISHED)


def _projects(*states: str) -> Exists:
    return Exists(ProjectNeed.objects.filter(need=OuterRef("pk"), project__state__in=states))


def _talks() -> Exists:
    return Exists(
        Deal.objects.filter(need=OuterRef("pk")).exclude(stage__in=(Stage.LOST, Stage.CLOSED))
    )


def flagged(kind: str) -> Exists:
    """For a query of needs: whether a flag of this kind stands."""
    return Exists(Flag.objects.filter(need=OuterRef("pk"), kind=kind, lifted_at__isnull=True))


def needs_pooled(actor: Actor) -> QuerySet[Listing]:
    """Every need that the map counts for the actor, each with ``pool_state`` and ``told``.

    ``told`` is False for what was closed as solved and is shown no longer: it is counted, and named in
    no list. A confidential one counts for registered readers alone, as it was read.
    """
    readable = Exists(
        ListingAudience.objects.filter(
            listing=OuterRef("pk"), tier=Tier.SUMMARY, token__in=actor.audience
        )
    )
    solved = Q(status=Status.CLOSED, closing_reason__in=SOLVED)
    counted = solved if actor.signed_in else solved & ~Q(disclosure=Disclosure.CONFIDENTIAL)
    state = Case(
        When(solved, then=Value(PoolState.SOLVED)),
        When(_projects(Project.State.COMPLETED), then=Value(PoolState.SOLVED)),
        When(_projects(*_OPEN), then=Value(PoolState.IN_PROJECT)),
        When(Q(status=Status.CONTRACTED) | _talks(), then=Value(PoolState.IN_TALKS)),
        default=Value(PoolState.UNANSWERED),
        output_field=CharField(),
    )
    return (
        Listing.objects.filter(kind=NEED.name)
        .annotate(told=readable)
        .filter(Q(told=True, status__in=SHOWN) | counted)
        .annotate(pool_state=state)
    )
