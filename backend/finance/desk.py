"""Finance on desks: wishes to check for officers, to answer for banks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Answer, Product, Wish
from .rules import LIST, OFFER
from .selectors import wishes_known

MOST = 6


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    acting = actor.organisation_id
    wishes = wishes_known(actor)
    if LIST.allows(actor, acting):
        wishes = wishes.filter(state=Wish.State.ASKED)
    elif OFFER.allows(actor, acting):
        answered = Answer.objects.filter(bank_id=acting).values("wish_id")
        wishes = wishes.filter(state=Wish.State.LISTED).exclude(pk__in=answered)
    else:
        return None
    rows = list(wishes[:MOST])
    return {"rows": rows, "bank": OFFER.allows(actor, acting)} if rows else None


def _own(actor: Actor) -> QuerySet[Product]:
    return Product.objects.filter(provider_id=actor.organisation_id or 0).order_by("kind", "pk")


def _products(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": list(_own(actor)[:MOST])}


desk_register(
    DeskPart(
        name="finance",
        duties=(Duty.REGIONAL_OFFICER, Duty.SERVICE_MEMBER),
        order=47,
        template="finance/_desk.html",
        context=_waiting,
        of=LIST,
    ),
    DeskPart(
        name="finance_products",
        duties=(Duty.SERVICE_MEMBER,),
        order=46,
        template="finance/_desk_products.html",
        context=_products,
        rests_on=lambda actor: [_own(actor)],
    ),
)
