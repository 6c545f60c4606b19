"""A standing as a subject of files: certificates and papers."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Standing
from .selectors import standing_found


def standing_subject(actor: Actor, standing: Standing) -> Subject:
    """A standing that a selector found for the actor; its papers are for the firm and its officers."""
    parties = rules.may_leave(actor, standing)
    tiers = frozenset({Tier.PARTIES}) if parties or actor.operator else frozenset()
    return Subject(
        name="standing",
        pk=standing.pk,
        title=f"{standing.firm.name} · {standing.grade.words}",
        url=reverse("standing", args=[standing.pk]),
        tiers=tiers,
        acts=frozenset({Act.ATTACH}) if parties else frozenset(),
    )


register(
    SubjectType(
        name="standing",
        find=lambda actor, pk: standing_subject(actor, standing_found(actor, pk)),
    )
)
