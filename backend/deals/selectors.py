"""Reads of deals, within what the reader may follow."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.core.errors import NotFound

from .models import Deal, DealPerson


def deals_followed(actor: Actor, *, prefix: str = "") -> Q:
    """The SQL of rules.may_follow, for deals or what ``prefix`` leads from to them."""
    found = party_query(actor, organisations=[f"{prefix}buyer", f"{prefix}seller"])
    if actor.operator or actor.user_id is None:
        return found
    own = DealPerson.objects.filter(user_id=actor.user_id).values("deal_id")
    return found | Q(**{f"{prefix}pk__in": own})


def deals_followed_by(actor: Actor) -> QuerySet[Deal]:
    """Deals the actor may see, last moved first."""
    return (
        Deal.objects.filter(deals_followed(actor))
        .select_related("buyer", "seller", "need", "offer")
        .prefetch_related("people")
        .order_by("-updated_at", "-pk")
    )


def deal_followed_by(actor: Actor, deal_id: int) -> Deal:
    """One deal. Raises NotFound, also where the actor may not know of it."""
    found = deals_followed_by(actor).filter(pk=deal_id).first()
    if found is None:
        raise NotFound(_("This deal does not exist, or you may not see it."))
    return found
