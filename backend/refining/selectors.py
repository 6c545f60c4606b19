"""Reads of refinements and acts of help, within what the reader may know."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, MembershipDuty, Organisation, UnitKind
from backend.accounts.regions import path_to
from backend.accounts.selectors import members_with_duty, on_market
from backend.catalog.models import Listing
from backend.core.errors import NotFound

from .models import Help, Proposal, Refinement

_RELATED = ("listing__owner", "listing__need_details", "unit", "asked_by", "asked_for")
_WAITING = Count("proposals", filter=Q(proposals__state=Proposal.State.OPEN), distinct=True)


def refinements_followed_by(actor: Actor) -> QuerySet[Refinement]:
    """Those of one's own needs, and those that one helps with or asked for, newest first."""
    if actor.user_id is None:
        return Refinement.objects.none()
    concerned = (
        Q(listing__owner__in=list(actor.duties))
        | Q(asked_for__in=list(actor.duties))
        | Q(helpers__user=actor.user_id)
        | Q(listing__broker=actor.user_id)
        | Q(unit__in=list(actor.duties))
    )
    if actor.operator:
        concerned = Q()
    return (
        Refinement.objects.filter(pk__in=Refinement.objects.filter(concerned).values("pk"))
        .select_related(*_RELATED)
        .prefetch_related("helpers__user")
        .annotate(waiting=_WAITING)
        .order_by("-pk")
    )


def refinement_followed_by(actor: Actor, refinement_id: int) -> Refinement:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = refinements_followed_by(actor).filter(pk=refinement_id).first()
    if found is None:
        raise NotFound(_("This refinement does not exist, or you may not see it."))
    return found


def refinements_running(actor: Actor) -> QuerySet[Refinement]:
    """Those that are proposed or open."""
    return refinements_followed_by(actor).filter(state__in=Refinement.RUNNING)


def refinement_of(actor: Actor, listing: Listing) -> Refinement | None:
    """The one that runs over a need, where the actor may know of it."""
    return refinements_running(actor).filter(listing=listing).first()


def proposals_followed_by(actor: Actor) -> QuerySet[Proposal]:
    """Remarks and proposals on the refinements that the actor follows, in their order."""
    mine = refinements_followed_by(actor).values("pk")
    related = ("refinement__listing__owner", "made_by", "answered_by")
    return Proposal.objects.filter(refinement__in=mine).select_related(*related).order_by("pk")


def proposal_followed_by(actor: Actor, need_proposal_id: int) -> Proposal:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = proposals_followed_by(actor).filter(pk=need_proposal_id).first()
    if found is None:
        raise NotFound(_("This proposal does not exist, or you may not see it."))
    return found


def people_helping(refinement: Refinement) -> set[int]:
    """Who helps: those who were asked, the need's broker, the officers of the unit."""
    people = set(refinement.helpers.values_list("user_id", flat=True))
    if refinement.listing.broker_id is not None:
        people.add(refinement.listing.broker_id)
    if refinement.unit_id is not None:
        officers = members_with_duty(refinement.unit_id, Duty.REGIONAL_OFFICER)
        people |= set(officers.values_list("pk", flat=True))
    return people


def people_owning(listing: Listing) -> set[int]:
    """Who decides about a need: its contact and those who answer for its owner."""
    people = set(members_with_duty(listing.owner_id, *BINDING).values_list("pk", flat=True))
    return people | {listing.contact_id}


def units_for(listing: Listing) -> QuerySet[Organisation]:
    """Offices of science and technology that act where the need's firm is, the nearest first, of which
    somebody is here to answer."""
    wanted = path_to(listing.region or listing.owner.region)
    answering = MembershipDuty.objects.filter(
        duty=Duty.REGIONAL_OFFICER,
        membership__organisation=OuterRef("pk"),
        membership__active=True,
    )
    offices = Organisation.objects.filter(
        on_market(),
        Exists(answering),
        kind=Organisation.Kind.GOVERNMENT,
        unit_kind__in=[UnitKind.SCIENCE, UnitKind.PARK],
        region__in=wanted,
    )
    return offices.order_by("-region", "pk")


def helps_of(listing: Listing) -> QuerySet[Help]:
    """Acts of help for a need, the latest first; who may read its details may read them."""
    return listing.helps.select_related("unit", "noted_by")
