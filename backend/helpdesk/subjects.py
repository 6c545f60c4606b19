"""The ticket as a subject: who asked and the platform talk and send files."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from .models import Ticket
from .selectors import operators, ticket_known_to


def ticket_subject(actor: Actor, ticket: Ticket) -> Subject:
    """A ticket that a selector found for the actor, as a subject."""
    return Subject(
        name=Ticket.SUBJECT,
        pk=ticket.pk,
        title=str(ticket),
        url=reverse("ticket", args=[ticket.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH, Act.TALK}),
    )


def _people(ticket_id: int) -> set[int]:
    return operators() | {Ticket.objects.values_list("person_id", flat=True).get(pk=ticket_id)}


register(
    SubjectType(
        name=Ticket.SUBJECT,
        find=lambda actor, pk: ticket_subject(actor, ticket_known_to(actor, pk)),
        people=_people,
    )
)
