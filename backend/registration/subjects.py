"""A registration and a contract from elsewhere as subjects of their papers."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.selectors import members_with_duty
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import OutsideContract, Registration
from .selectors import outside_readable_by, registration_readable_by


def registration_subject(actor: Actor, registration: Registration) -> Subject:
    """A registration that a selector found for the actor, as a subject."""
    writable = registration.state in Registration.WRITABLE
    may = writable and rules.may_apply(actor, registration)
    return Subject(
        name="registration",
        pk=registration.pk,
        title=registration.title,
        url=reverse("registration", args=[registration.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if may else frozenset(),
        # What the registry has seen stands; a completion replaces it before it is submitted again.
        settled_at=None if writable else registration.updated_at,
    )


def outside_subject(actor: Actor, outside: OutsideContract) -> Subject:
    """A contract registered elsewhere, as a subject: its proof hangs there."""
    open_ = outside.state in (OutsideContract.State.REPORTED, OutsideContract.State.RETURNED)
    may = open_ and rules.may_correct(actor, outside)
    return Subject(
        name="outside_contract",
        pk=outside.pk,
        title=outside.title,
        url=reverse("outside_contract", args=[outside.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if may else frozenset(),
        settled_at=None if open_ else outside.updated_at,
    )


def _applicants(registration_id: int) -> list[int]:
    applicant = Registration.objects.values_list("applicant_id", flat=True).get(pk=registration_id)
    return list(members_with_duty(applicant, *rules.TRADING).values_list("pk", flat=True))


def _buyers(outside_id: int) -> list[int]:
    buyer = OutsideContract.objects.values_list("buyer_id", flat=True).get(pk=outside_id)
    found = members_with_duty(buyer or 0, *rules.TRADING)
    return list(found.values_list("pk", flat=True))


register(
    SubjectType(
        name="registration",
        find=lambda actor, pk: registration_subject(actor, registration_readable_by(actor, pk)),
        people=_applicants,
    )
)
register(
    SubjectType(
        name="outside_contract",
        find=lambda actor, pk: outside_subject(actor, outside_readable_by(actor, pk)),
        people=_buyers,
    )
)
