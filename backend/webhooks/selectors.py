"""Reads of webhooks and of what happened, for those who answer for an organisation."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.selectors import actor_of, members_with_duty
from backend.core.errors import NotFound

from .models import Endpoint, Message, Occurrence
from .rules import MANAGE, managing_check


def endpoints_of(actor: Actor, organisation_id: int) -> QuerySet[Endpoint]:
    """Those of an organisation, oldest first. Raises NotFound."""
    managing_check(actor, organisation_id)
    return Endpoint.objects.filter(organisation=organisation_id).order_by("pk")


def endpoint_of(actor: Actor, endpoint_id: int) -> Endpoint:
    """One that the actor manages. Raises NotFound."""
    managed = [pk for pk in actor.duties if MANAGE.allows(actor, pk)]
    found = Endpoint.objects.filter(pk=endpoint_id, organisation__in=managed).first()
    if found is None:
        raise NotFound(_("There is no such webhook, or you may not see it."))
    return found


def messages_of(endpoint: Endpoint) -> QuerySet[Message]:
    """What an endpoint was told, newest first, with each attempt."""
    return endpoint.messages.prefetch_related("tries").order_by("-pk")


def occurrences_of(actor: Actor, *, after: int = 0) -> QuerySet[Occurrence]:
    """What happened to the organisation acted for since an id, oldest first. Raises NotFound."""
    if actor.organisation_id is None:
        raise NotFound(_("You act for no organisation."))
    managing_check(actor, actor.organisation_id)
    rows = Occurrence.objects.filter(organisation=actor.organisation_id, pk__gt=after)
    return rows.order_by("pk")


def reader_of(organisation_id: int) -> Actor | None:
    """Somebody whose word is the organisation's: what he may know, its machines may."""
    person = members_with_duty(organisation_id, *BINDING).order_by("pk").first()
    return None if person is None else actor_of(person, organisation_id=organisation_id)
