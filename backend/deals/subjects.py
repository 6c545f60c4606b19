"""The deal as a subject: its parties and brokers talk, attach files and give tasks."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from .models import Deal
from .rules import takes_seat
from .selectors import deal_followed_by, people_in_deal


def deal_subject(actor: Actor, deal: Deal) -> Subject:
    """A deal that a selector found for the actor, as a subject. Operators look on."""
    seated = takes_seat(actor, deal) and not deal.lost
    acts = {Act.TALK, Act.ATTACH, Act.ASSIGN} if seated else set()
    return Subject(
        name="deal",
        pk=deal.pk,
        title=deal.title,
        url=reverse("deal", args=[deal.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset(acts),
        people=cache(lambda: people_in_deal(deal)),
        organisations=lambda: {deal.buyer_id, deal.seller_id},
    )


def _organisations(deal_id: int) -> list[int]:
    return list(Deal.objects.values_list("buyer_id", "seller_id").get(pk=deal_id))


register(
    SubjectType(
        name="deal",
        find=lambda actor, pk: deal_subject(actor, deal_followed_by(actor, pk)),
        people=lambda pk: people_in_deal(Deal.objects.get(pk=pk)),
        organisations=_organisations,
    )
)
