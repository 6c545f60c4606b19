"""The refinement of a need as a subject: what was proposed to its owner is his task until he answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.subjects import Subject, SubjectType, Tier, register
from backend.tasks import conditions

from .models import Refinement
from .selectors import people_helping, people_owning, refinement_followed_by

TO_BE_ANSWERED = "refinement_answered"


def refinement_subject(refinement: Refinement) -> Subject:
    """A refinement that a selector found for the actor, as a subject."""
    return Subject(
        name="refinement",
        pk=refinement.pk,
        title=refinement.listing.title,
        url=reverse("refinement", args=[refinement.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset(),
    )


def _find(actor: Actor, refinement_id: int) -> Subject:
    return refinement_subject(refinement_followed_by(actor, refinement_id))


def _people(refinement_id: int) -> Iterable[int]:
    found = Refinement.objects.select_related("listing").get(pk=refinement_id)
    return people_owning(found.listing) | people_helping(found)


def _answered(refinement_id: int) -> bool:
    asked = Refinement.objects.filter(pk=refinement_id, state=Refinement.State.ASKED)
    return not asked.exists()


register(
    SubjectType(
        name="refinement",
        find=_find,
        people=_people,
        organisations=lambda pk: [Refinement.objects.get(pk=pk).listing.owner_id],
    )
)
conditions.register(
    conditions.Condition(
        TO_BE_ANSWERED,
        "refinement",
        _answered,
        _("Say whether your need is to be refined as proposed"),
    )
)
