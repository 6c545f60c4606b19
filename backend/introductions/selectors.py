"""Reads of invitations to talks, within what the reader may know."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, party_query
from backend.accounts.selectors import members_with_duty
from backend.core.errors import NotFound
from backend.deals.models import DealDuty
from backend.mandates.rules import mandated_query

from .models import Introduction

_RELATED = ("buyer", "seller", "need", "offer", "proposed_by", "proposed_for", "deal")


def introductions_followed_by(actor: Actor) -> QuerySet[Introduction]:
    """Those the actor may know of, newest first; the SQL of rules.may_follow."""
    concerned = party_query(
        actor,
        organisations=["buyer", "seller", "proposed_for"],
        people=["need__broker", "offer__broker"],
    )
    return Introduction.objects.filter(concerned).select_related(*_RELATED).order_by("-pk")


def introductions_open(actor: Actor) -> QuerySet[Introduction]:
    """Those that wait for somebody's answer, of the organisation acted for."""
    acting = actor.organisation_id
    mine = Q(buyer=acting) | Q(seller=acting) | Q(proposed_for=acting)
    mine |= mandated_query(actor, "need") | mandated_query(actor, "offer")
    return introductions_followed_by(actor).filter(mine, state=Introduction.State.OPEN)


def introduction_followed_by(actor: Actor, introduction_id: int) -> Introduction:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = introductions_followed_by(actor).filter(pk=introduction_id).first()
    if found is None:
        raise NotFound(_("This invitation does not exist, or you may not see it."))
    return found


def people_asked(introduction: Introduction, side: DealDuty) -> set[int]:
    """Who answers for a side: its deciders, and the contact of its listing."""
    organisation_id = introduction.organisation_of(side).pk
    people = set(members_with_duty(organisation_id, *BINDING).values_list("pk", flat=True))
    listing = introduction.listing_of(side)
    if listing is not None:
        people.add(listing.contact_id)
    return people
