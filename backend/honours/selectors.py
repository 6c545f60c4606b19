"""Reads of case pages."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed

from .models import Case


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Published ones, and those of the actor's own deals; newest first."""
    seen = Q(state=Case.State.PUBLISHED) | deals_followed(actor, prefix="deal__")
    related = Case.objects.select_related("deal__buyer", "deal__seller")
    return related.filter(seen).distinct().order_by("-published_at", "-pk")


def case_visible_to(actor: Actor, case_id: int) -> Case:
    """One. Raises NotFound where the actor may not know of it."""
    found = cases_visible_to(actor).filter(pk=case_id).first()
    if found is None:
        raise NotFound(_("There is no such case, or you may not see it."))
    return found


def case_of(deal: Deal) -> Case | None:
    """The case page of a deal, None where nobody wrote one."""
    return Case.objects.filter(deal=deal).first()
