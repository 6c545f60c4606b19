"""Reads of imports."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import KINDS
from backend.core.errors import NotFound

from .models import Import, RefusedLine


def imports_known_to(actor: Actor) -> QuerySet[Import]:
    """Those of organisations for which the actor imports such listings, newest first."""
    found = Import.objects.select_related("owner", "asked_by", "contact").order_by("-pk")
    if actor.operator:
        return found
    known = Q(pk__in=[])
    for name, kind in KINDS.items():
        owners = [pk for pk in actor.duties if kind.listed_by.allows(actor, pk)]
        if owners:
            known |= Q(kind=name, owner_id__in=owners)
    return found.filter(known)


def import_known_to(actor: Actor, import_id: int) -> Import:
    """One. Raises NotFound where the actor may not know of it."""
    found = imports_known_to(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound(_("There is no such import, or you may not see it."))
    return found


def imports_waiting(actor: Actor) -> QuerySet[Import]:
    """Those that wait for a word of the organisation acted for."""
    waits = (Import.State.UPLOADED, Import.State.CHECKED, Import.State.FAILED)
    return imports_known_to(actor).filter(owner_id=actor.organisation_id, state__in=waits)


def lines_refused(run: Import) -> QuerySet[RefusedLine]:
    """The rows that its last step refused, in their order."""
    return run.lines.order_by("number")
