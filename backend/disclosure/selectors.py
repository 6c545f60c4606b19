"""Reads of requests to read in confidence, and of who has read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, party_query
from backend.accounts.selectors import members_with_duty
from backend.catalog.models import Listing
from backend.core.errors import NotFound

from . import rules
from .models import AccessRequest, Reading

_RELATED = ("listing__owner", "organisation", "asked_by", "decided_by")
State = AccessRequest.State


def requests_known_to(actor: Actor) -> QuerySet[AccessRequest]:
    """Those of one's organisations and to them, newest first; the SQL of rules.may_know."""
    concerned = party_query(actor, organisations=["organisation", "listing__owner"])
    return AccessRequest.objects.filter(concerned).select_related(*_RELATED).order_by("-pk")


def request_known_to(actor: Actor, access_request_id: int) -> AccessRequest:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = requests_known_to(actor).filter(pk=access_request_id).first()
    if found is None:
        raise NotFound(_("This request does not exist, or you may not see it."))
    return found


def requests_waiting(actor: Actor) -> QuerySet[AccessRequest]:
    """Those that the actor decides, for the organisation acted for."""
    asked = AccessRequest.objects.filter(state=State.ASKED).select_related(*_RELATED)
    own = rules.DECIDE.query(actor, organisation="listing__owner", contact="listing__contact")
    return asked.filter(own, listing__owner=actor.organisation_id).order_by("pk")


def request_of(listing: Listing, organisation_id: int | None) -> AccessRequest | None:
    """What an organisation asked last about a listing."""
    found = AccessRequest.objects.filter(listing=listing, organisation=organisation_id)
    return found.select_related(*_RELATED).order_by("-pk").first()


def requests_of(listing: Listing) -> QuerySet[AccessRequest]:
    """All about a listing, newest first; who may read them is the caller's matter."""
    return listing.access_requests.select_related(*_RELATED).order_by("-pk")


def readings_of(listing: Listing) -> QuerySet[Reading]:
    """Who read its details, newest first; for its owner."""
    return listing.readings.select_related("user", "organisation").order_by("-at", "-pk")


def people_deciding(listing: Listing) -> set[int]:
    """Who is told that somebody asks."""
    people = set(members_with_duty(listing.owner_id, *BINDING).values_list("pk", flat=True))
    return people | {listing.contact_id}
