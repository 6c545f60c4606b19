"""Reads of contracts registered elsewhere."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.registration.models import OutsideContract
from backend.registration.rules import readable_outside


def outsides_readable_by(actor: Actor) -> QuerySet[OutsideContract]:
    """Those the actor may read, last signed first."""
    found = OutsideContract.objects.filter(readable_outside(actor))
    related = found.select_related("buyer", "same_as__contract", "same_as_outside", "extract")
    return related.order_by("-signed_on", "-pk")


def outside_readable_by(actor: Actor, outside_id: int) -> OutsideContract:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = outsides_readable_by(actor).filter(pk=outside_id).first()
    if found is None:
        raise NotFound(_("This contract does not exist, or you may not see it."))
    return found
