"""Reads of panels, sittings and lists of needs, within what the reader may know."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import beginning_of
from backend.catalog.kinds import NEED
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import listings_visible_to
from backend.core.errors import NotFound

from .models import SHOWN, Item, Member, Panel, Sitting, Verdict

OFFERED = 200  # needs offered for an agenda


def _concerned(actor: Actor, panel: str) -> Q:
    """Officers of the unit and members of the panel that a lookup leads to."""
    if actor.user_id is None:
        return Q(pk__in=[])
    mine = Member.objects.filter(user_id=actor.user_id, dismissed_at__isnull=True)
    return Q(**{f"{panel}unit__in": list(actor.duties)}) | Q(
        **{f"{panel}pk__in": mine.values("panel_id")}
    )


def panels_followed_by(actor: Actor) -> QuerySet[Panel]:
    """Panels of one's unit, and those that one is a member of."""
    return Panel.objects.filter(_concerned(actor, "")).select_related("unit").order_by("pk")


def panel_followed_by(actor: Actor, panel_id: int) -> Panel:
    """One of them. Raises NotFound."""
    found = panels_followed_by(actor).filter(pk=panel_id).first()
    if found is None:
        raise NotFound(_("This panel does not exist, or you may not see it."))
    return found


def members_of_panel(panel: Panel) -> QuerySet[Member]:
    """Its present members, kind by kind."""
    found = panel.members.filter(dismissed_at__isnull=True)
    return found.select_related("user").order_by("kind", "pk")


def member_of(actor: Actor, panel: Panel) -> Member | None:
    """The actor as a member of the panel; None where he is none."""
    if actor.user_id is None:
        return None
    return members_of_panel(panel).filter(user_id=actor.user_id).first()


def sittings_followed_by(actor: Actor) -> QuerySet[Sitting]:
    """Sittings of those panels, the latest first."""
    return (
        Sitting.objects.filter(_concerned(actor, "panel__"))
        .select_related("panel__unit")
        .order_by("-held_on", "-pk")
    )


def sitting_followed_by(actor: Actor, sitting_id: int) -> Sitting:
    """One of them. Raises NotFound."""
    found = sittings_followed_by(actor).filter(pk=sitting_id).first()
    if found is None:
        raise NotFound(_("This sitting does not exist, or you may not see it."))
    return found


def items_of(sitting: Sitting) -> QuerySet[Item]:
    """The agenda with verdicts."""
    verdicts = Verdict.objects.select_related("member__user")
    return (
        sitting.items.select_related("listing__owner", "merged_with", "sitting__panel")
        .prefetch_related(Prefetch("verdicts", verdicts))
        .order_by("position")
    )


def needs_for_agenda(actor: Actor, sitting: Sitting) -> QuerySet[Listing]:
    """Needs that an officer may read wholly, of the region of the panel's unit, newest first."""
    held = sitting.items.values("listing_id")
    region = beginning_of(sitting.panel.unit.region)
    near = Q(region__startswith=region) | Q(region="", owner__region__startswith=region)
    asked = Q(refinements__unit=sitting.panel.unit_id, refinements__state="open")
    found = listings_visible_to(actor).filter(
        near | asked, kind=NEED.name, status__in=[Status.DRAFT, Status.PUBLISHED]
    )
    found = found.filter(details_readable=True).exclude(pk__in=held)  # type: ignore[misc]
    return found.order_by("-updated_at", "-pk").distinct()


def need_lists() -> QuerySet[Sitting]:
    """Lists that were drawn up, the latest first: everybody knows that there are such."""
    closed = Sitting.objects.filter(state=Sitting.State.CLOSED)
    return closed.select_related("panel__unit").order_by("-closed_at", "-pk")


def need_list(sitting_id: int) -> Sitting:
    """One of them. Raises NotFound."""
    found = need_lists().filter(pk=sitting_id).first()
    if found is None:
        raise NotFound(_("There is no such need list."))
    return found


def rows_for(actor: Actor, sitting: Sitting) -> list[dict[str, Any]]:
    """The rows of a list that the actor may read: all for the panel and its unit, one's own wholly, of
    the others what goes on and what one may know of. A need that another was merged with is named to
    whom may know of it, too."""
    if sittings_followed_by(actor).filter(pk=sitting.pk).exists() or actor.operator:
        return list(sitting.rows)
    ids = [row[name] for row in sitting.rows for name in ("listing_id", "merged_with_id")]
    visible = set(listings_visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        row if row["merged_with_id"] in {None, *visible} else row | {"merged_with": ""}
        for row in sitting.rows
        if actor.belongs_to(row["owner_id"])
        or (row["decision"] in SHOWN and row["listing_id"] in visible)
    ]
