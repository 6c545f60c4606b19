"""Reads of records of integrity and of draws."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.accounts.regions import beginning_of
from backend.core.dates import day
from backend.core.errors import NotFound

from .models import Block, Draw, Sanction

State = Sanction.State


def sanction_of(
    block: Block,
    *,
    region: str,
    organisation_id: int | None = None,
    person_id: int | None = None,
) -> Sanction | None:
    """What bars an organisation or a person today from what a region posts or pays (by its code); of
    several the one that lasts longest."""
    today = timezone.localdate()
    whom = Q(organisation=organisation_id) if organisation_id else Q(person=person_id)
    found = Sanction.objects.filter(whom, starts_on__lte=today, ends_on__gte=today)
    standing = found.exclude(state=State.LIFTED).order_by("-ends_on")
    return next(
        (
            one
            for one in standing
            if block in one.blocks and region.startswith(beginning_of(one.scope))
        ),
        None,
    )


def barred_words(
    block: Block,
    *,
    region: str,
    organisation_id: int | None = None,
    person_id: int | None = None,
) -> object | None:
    """Why an organisation or a person may not do something in a region today; None where they may."""
    found = sanction_of(block, region=region, organisation_id=organisation_id, person_id=person_id)
    if found is None:
        return None
    return _("%(name)s is barred from %(what)s until %(until)s: %(ground)s") % {
        "name": found,
        "what": block.label,
        "until": day(found.ends_on),
        "ground": found.ground,
    }


def sanctions_readable_by(actor: Actor) -> QuerySet[Sanction]:
    """What bars organisations, for everybody; the rest for whom it is about and for the unit."""
    public = Q(organisation__isnull=False) & ~Q(blocks=[])
    concerned = party_query(
        actor, organisations=["organisation", "recorded_for"], people=["person"]
    )
    related = ("organisation", "person", "recorded_for", "recorded_by")
    found = Sanction.objects.filter(public | concerned).select_related(*related)
    return found.order_by("-pk")


def sanction_readable_by(actor: Actor, sanction_id: int) -> Sanction:
    """One of them. Raises NotFound."""
    found = sanctions_readable_by(actor).filter(pk=sanction_id).first()
    if found is None:
        raise NotFound(_("There is no such entry in the list."))
    return found


def sanctions_about(actor: Actor) -> QuerySet[Sanction]:
    """What is on record of the actor and of the organisation acted for, and holds or was objected to."""
    mine = Q(person=actor.user_id) | Q(organisation=actor.organisation_id or 0)
    found = Sanction.objects.filter(mine, ends_on__gte=timezone.localdate())
    return found.exclude(state=State.LIFTED).order_by("-pk")


def draws_listed() -> QuerySet[Draw]:
    """All draws, newest first: public."""
    return Draw.objects.select_related("unit").order_by("-pk")


def draw_found(actor: Any, draw_id: int) -> Draw:
    """One of them; public. Raises NotFound."""
    found = draws_listed().prefetch_related("drawn").filter(pk=draw_id).first()
    if found is None:
        raise NotFound(_("There is no such draw."))
    return found
