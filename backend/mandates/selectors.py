"""Reads of mandates, by those who gave and those who hold them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor, Mandated
from backend.accounts.duties import party_query
from backend.accounts.models import Duty, Organisation
from backend.accounts.selectors import members_with_duty, memberships_with_duty
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_of
from backend.core.errors import NotFound

from .models import Mandate
from .rules import GRANT


def mandates_known(actor: Actor) -> QuerySet[Mandate]:
    """Mandates of the actor's organisations, those he holds, and all for operators; newest first."""
    concerned = party_query(actor, organisations=["client", "agency"], people=["broker"])
    related = ("client", "agency", "broker", "listing", "granted_by")
    return Mandate.objects.filter(concerned).select_related(*related).order_by("-pk")


def mandates_in_force(actor: Actor) -> QuerySet[Mandate]:
    """Those of the organisation acted for that hold today."""
    acting = Q(client=actor.organisation_id) | Q(agency=actor.organisation_id)
    return mandates_known(actor).filter(
        acting, state=Mandate.State.ACTIVE, ends_on__gte=timezone.localdate()
    )


def mandate_known(actor: Actor, mandate_id: int) -> Mandate:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = mandates_known(actor).filter(pk=mandate_id).first()
    if found is None:
        raise NotFound(_("This mandate does not exist, or you may not see it."))
    return found


def mandates_read(user_id: int, agency_ids: Collection[int]) -> tuple[Mandated, ...]:
    """What a broker may do for clients today, as his actor carries it."""
    held = Mandate.objects.filter(
        broker_id=user_id,
        agency_id__in=agency_ids,
        state=Mandate.State.ACTIVE,
        ends_on__gte=timezone.localdate(),
    )
    rows = held.order_by("pk").values_list("number", "client_id", "listing_id")
    return tuple(Mandated(*row) for row in rows)


def agency_of_broker(user_id: int) -> Organisation | None:
    """The verified agency for which somebody is a broker; the first of several."""
    held = memberships_with_duty(Duty.BROKER).filter(
        user_id=user_id, organisation__verified_at__isnull=False
    )
    found = held.select_related("organisation").order_by("pk").first()
    return found.organisation if found else None


def listings_to_mandate(actor: Actor) -> QuerySet[Listing]:
    """What the organisation acted for may put into a broker's hands."""
    return listings_of(actor)


def people_of_client(mandate: Mandate) -> set[int]:
    """Who answers for the client, and the contact of the listing."""
    people = set(members_with_duty(mandate.client_id, *GRANT.duties).values_list("pk", flat=True))
    if mandate.listing is not None:
        people.add(mandate.listing.contact_id)
    return people
