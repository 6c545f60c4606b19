"""Visits and questions as subjects of files and conversations."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.selectors import members_with_duty
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from .models import Question, Visit
from .rules import CONFIRM
from .selectors import question_readable_by, visit_readable_by

_ACTS = frozenset({Act.ATTACH, Act.TALK})


def visit_subject(visit: Visit) -> Subject:
    """A visit that a selector found for the actor: pictures and reports hang on it."""
    return Subject(
        name="visit",
        pk=visit.pk,
        title=visit.problem,
        url=reverse("visit", args=[visit.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=_ACTS,
    )


def question_subject(question: Question) -> Subject:
    """A question: what is asked further is said below it."""
    return Subject(
        name="commissioner_question",
        pk=question.pk,
        title=question.title,
        url=reverse("commissioner_question", args=[question.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=_ACTS,
    )


def _visit_people(pk: int) -> Iterable[int]:
    visit = Visit.objects.get(pk=pk)
    members = members_with_duty(visit.firm_id, *CONFIRM.duties).values_list("pk", flat=True)
    return {*members, visit.visitor_id}


def _question_people(pk: int) -> Iterable[int]:
    question = Question.objects.select_related("appointment").get(pk=pk)
    return {question.asked_by_id, question.appointment.person_id}


def _visit(actor: Actor, pk: int) -> Subject:
    return visit_subject(visit_readable_by(actor, pk))


def _question(actor: Actor, pk: int) -> Subject:
    return question_subject(question_readable_by(actor, pk))


register(SubjectType(name="visit", find=_visit, people=_visit_people))
register(SubjectType(name="commissioner_question", find=_question, people=_question_people))
