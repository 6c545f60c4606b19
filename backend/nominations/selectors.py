"""Reads of rounds and applications."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import beginning_of
from backend.core.errors import NotFound
from backend.ladder.models import Standing
from backend.ladder.selectors import holding
from backend.pools.models import Project

from .models import Nomination, Round
from .rules import nominations_readable

LIVE = ~Q(nominations__state="withdrawn")


def rounds_listed() -> QuerySet[Round]:
    """All rounds, the latest first; that they are open is public."""
    applied = Count("nominations", filter=LIVE)
    return Round.objects.select_related("unit").annotate(applied=applied).order_by("-pk")


def round_listed(actor: Actor, nomination_round_id: int) -> Round:
    """One of them. Raises NotFound."""
    found = rounds_listed().filter(pk=nomination_round_id).first()
    if found is None:
        raise NotFound(_("There is no such round of recommendations."))
    return found


def nominations_readable_by(actor: Actor) -> QuerySet[Nomination]:
    """Applications the actor may read, by their rank; those without one in the order they came."""
    found = Nomination.objects.filter(nominations_readable(actor))
    return found.select_related("round__unit", "applicant", "project").order_by(
        F("rank").asc(nulls_last=True), "pk"
    )


def nomination_readable_by(actor: Actor, nomination_id: int) -> Nomination:
    """One of them. Raises NotFound."""
    found = nominations_readable_by(actor).filter(pk=nomination_id).first()
    if found is None:
        raise NotFound(_("This application does not exist, or you may not see it."))
    return found


def nominations_to_rank(round_: Round) -> list[Nomination]:
    """What takes part, in its present order; before the first ranking firms that hold a grade of the
    ladder come first, since those are recommended with preference."""
    found = round_.nominations.filter(state=Nomination.State.APPLIED).select_related(
        "applicant", "project"
    )
    graded = set(Standing.objects.filter(holding()).values_list("firm_id", flat=True))
    return sorted(
        found,
        key=lambda one: (
            one.rank if one.rank is not None else 1000,
            one.applicant_id not in graded,
            one.pk,
        ),
    )


def pool_of(round_: Round) -> QuerySet[Project]:
    """Projects of the region's pool that no programme has taken in yet."""
    found = Project.objects.filter(
        state=Project.State.POOLED, region__startswith=beginning_of(round_.region)
    )
    return found.order_by("number")


def rounds_waiting(unit_id: int) -> QuerySet[Round]:
    """Rounds of a bureau that wait for a ranking, a letter or results."""
    busy = (Round.State.OPEN, Round.State.RANKED, Round.State.SENT)
    return rounds_listed().filter(unit=unit_id, state__in=busy).order_by("closes_on")
