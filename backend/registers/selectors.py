"""Reads of registers: what is registered is public, the rest concerns host, members and unit."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of, path_to
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_visible_to
from backend.challenges.models import Call, Entry
from backend.core.errors import NotFound

from .models import Member, Registered, RegisterList

State = Registered.State


def registered_readable_by(actor: Actor) -> QuerySet[Registered]:
    """What is, or was, registered, for everybody; what is asked for, for those concerned."""
    public = Q(state__in=[State.LISTED, State.REMOVED])
    concerned = party_query(actor, organisations=["host", "unit", "members__organisation"])
    ids = Registered.objects.filter(public | concerned).values("pk")
    found = Registered.objects.filter(pk__in=ids).select_related("host", "unit")
    return found.order_by("register", "-recognised_on", "pk")


def registered_found(actor: Actor, registered_id: int) -> Registered:
    """One of them. Raises NotFound."""
    found = registered_readable_by(actor).filter(pk=registered_id).first()
    if found is None:
        raise NotFound(_("This is not registered, or you may not see it."))
    return found


def registered_narrowed(
    found: QuerySet[Registered], *, register: str, region: str, level: str
) -> QuerySet[Registered]:
    """Those of a register, in a region, of a level, as far as given; registered ones alone."""
    found = found.filter(state=State.LISTED, register=register)
    if region:
        found = found.filter(region__startswith=beginning_of(region))
    return found.filter(level=level) if level else found


def members_of(registered: Registered) -> QuerySet[Member]:
    """Those named in it."""
    return registered.members.select_related("organisation")


def joint_needs_of(actor: Actor, registered: Registered) -> QuerySet[Listing]:
    """Needs that members brought, as far as the reader may read them."""
    ids = registered.joint_needs.values("need")
    return listings_visible_to(actor).filter(pk__in=ids).select_related("owner")


def joint_entries_of(registered: Registered) -> list[Entry]:
    """Awarded entries of consortia whose every organisation belongs to it: its joint bids that
    everybody may know of."""
    held = members_of(registered).filter(agreed_at__isnull=False)
    ids = {registered.host_id, *held.values_list("organisation", flat=True)}
    told = (Call.State.NOTICE, Call.State.AWARDED, Call.State.COMPLETED, Call.State.ENDED)
    rows = Entry.objects.filter(
        organisation__in=ids, call__state__in=told, state=Entry.State.AWARDED
    )
    found = []
    for entry in rows.select_related("call", "organisation").prefetch_related("members"):
        others = {member.organisation_id for member in entry.members.all()}
        if others and others <= ids:
            found.append(entry)
    return found


def units_for(host_id: int | None) -> QuerySet[Organisation]:
    """The science bureaus that keep registers for a host: of its county, its city, its province."""
    regions = Organisation.objects.filter(pk=host_id or 0).values_list("region", flat=True)
    steps = [step for region in regions for step in path_to(region)]
    units = Organisation.objects.filter(
        kind=Organisation.Kind.GOVERNMENT, unit_kind="science", region__in=steps
    )
    return units.order_by("-region", "pk")


def lists_published() -> QuerySet[RegisterList]:
    """Published lists, newest first: public."""
    return RegisterList.objects.select_related("unit").order_by("-published_on", "-pk")


def list_found(list_id: int) -> RegisterList:
    """One of them. Raises NotFound."""
    found = lists_published().filter(pk=list_id).first()
    if found is None:
        raise NotFound(_("There is no such list."))
    return found
