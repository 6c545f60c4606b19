"""The application as a subject: its evidence hangs on it, for the applicant's side and operators."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from .models import Application
from .selectors import application_known_to


def application_subject(actor: Actor, application: Application) -> Subject:
    """An application that a selector found for the actor, as a subject."""
    mine = application.applicant_id == actor.user_id
    waiting = application.state == Application.State.WAITING
    return Subject(
        name=Application.SUBJECT,
        pk=application.pk,
        title=str(application.organisation),
        url=reverse("application", args=[application.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset({Act.ATTACH}) if mine and waiting else frozenset(),
        settled_at=None if waiting else application.updated_at,
    )


register(
    SubjectType(
        name=Application.SUBJECT,
        find=lambda actor, pk: application_subject(actor, application_known_to(actor, pk)),
        organisations=lambda pk: [Application.objects.get(pk=pk).organisation_id],
    )
)
