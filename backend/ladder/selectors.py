"""Reads of firms' figures, standings and published lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.accounts.selectors import on_market
from backend.core.errors import NotFound

from .models import FirmYear, GradeList, Standing
from .rules import REPORT, standings_readable


def firm_of(actor: Actor) -> Organisation:
    """The firm that the actor acts for. Raises NotFound."""
    if not REPORT.allows(actor, actor.organisation_id):
        raise NotFound(
            _("This is for members of firms. Switch to your firm at the top of the page.")
        )
    return Organisation.objects.get(pk=actor.organisation_id or 0)


def years_of(firm_id: int) -> QuerySet[FirmYear]:
    """A firm's figures, the latest year first; rights are the caller's."""
    return FirmYear.objects.filter(firm_id=firm_id).order_by("-year")


def years_latest(firm_ids: Iterable[int]) -> dict[int, FirmYear]:
    """The latest figures by firm; rights are the caller's."""
    found = FirmYear.objects.filter(firm_id__in=list(firm_ids)).order_by("year")
    return {row.firm_id: row for row in found}


def standings_of(actor: Actor, firm_id: int) -> QuerySet[Standing]:
    """What the actor may know of a firm's grades, newest first."""
    found = Standing.objects.filter(standings_readable(actor), firm_id=firm_id)
    return found.select_related("firm").order_by("-awarded_on", "-pk")


def standing_found(actor: Actor, standing_id: int) -> Standing:
    """One standing. Raises NotFound, also where the actor may not know of it."""
    found = (
        Standing.objects.filter(standings_readable(actor), pk=standing_id)
        .select_related("firm", "made_by")
        .first()
    )
    if found is None:
        raise NotFound(_("This does not exist, or you may not see it."))
    return found


def holding(day: date | None = None) -> Q:
    """The filter on standings whose grade holds on a day, today unless told otherwise."""
    on = day or timezone.localdate()
    return Q(state=Standing.State.RECOGNISED, awarded_on__lte=on) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    )


def grades_held(firm_ids: Iterable[int]) -> dict[int, list[Standing]]:
    """The grades that firms hold today, by firm: public."""
    found: dict[int, list[Standing]] = {pk: [] for pk in firm_ids}
    rows = Standing.objects.filter(holding(), firm_id__in=list(found)).order_by("awarded_on", "pk")
    for row in rows:
        found[row.firm_id].append(row)
    return found


def firms_within(region: str) -> QuerySet[Organisation]:
    """Verified firms of a region, by name."""
    return Organisation.objects.filter(
        on_market(),
        kind=Organisation.Kind.ENTERPRISE,
        region__startswith=beginning_of(region),
    ).order_by("name", "pk")


def pool_of(region: str, ladder_code: str, grade_code: str = "") -> QuerySet[Standing]:
    """The standings of a region's firms on a ladder; rights are the caller's."""
    found = Standing.objects.filter(
        ladder_code=ladder_code, firm__region__startswith=beginning_of(region)
    ).select_related("firm")
    if grade_code:
        found = found.filter(grade_code=grade_code)
    return found.order_by("grade_code", "firm__name", "pk")


def lists_published() -> QuerySet[GradeList]:
    """Published lists, newest first: public."""
    return GradeList.objects.select_related("unit").order_by("-published_on", "-pk")


def list_published(grade_list_id: int) -> GradeList:
    """One list. Raises NotFound."""
    found = lists_published().filter(pk=grade_list_id).first()
    if found is None:
        raise NotFound(_("There is no such list."))
    return found
