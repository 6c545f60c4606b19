"""Who is told of commissioners, visits and questions."""

from __future__ import annotations

from typing import Any

from backend.accounts.duties import Action
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from . import events, notices
from .models import Appointment, Question, Visit
from .rules import APPOINT, CONFIRM, RELEASE

_TO_UNIT = (events.CommissionerApplied, events.CommissionerAgreed, events.CommissionerWithdrew)


def appointment_notify(event: Any, event_id: int) -> None:
    """The unit learns of applications and answers, the home institution is asked, the person learns of
    all that others decided."""
    appointment = Appointment.objects.select_related("selection").get(pk=event.appointment_id)
    person, unit = {appointment.person_id}, appointment.selection.unit_id
    key = f"event:{event_id}"
    told, kind = person, notices.MOVED
    if isinstance(event, (events.CommissionerSelected, events.CommissionerAgreed)):
        asked = _with(appointment.home_id, RELEASE) - person
        notice_send(
            notices.ASKED_HOME, readers=actors_of(asked), about=appointment.pk, key=f"{key}:home"
        )
    if isinstance(event, events.CommissionerProposed):
        kind = notices.PROPOSED
    elif isinstance(event, _TO_UNIT):
        told = _with(unit, APPOINT) - person
    elif isinstance(event, (events.CommissionerReleased, events.CommissionerRefused)):
        told = person | _with(unit, APPOINT)
    elif isinstance(event, events.CommissionerEnded):
        told = person | _with(appointment.home_id, RELEASE)
    notice_send(kind, readers=actors_of(told), about=appointment.pk, key=key)


def visit_notify(event: Any, event_id: int) -> None:
    """The firm is asked; the visitor learns of its answer."""
    visit = Visit.objects.get(pk=event.visit_id)
    logged = isinstance(event, events.VisitLogged)
    people = _with(visit.firm_id, CONFIRM) - {visit.visitor_id} if logged else {visit.visitor_id}
    kind = notices.LOGGED if logged else notices.VISITED
    notice_send(kind, readers=actors_of(people), about=visit.pk, key=f"event:{event_id}")


def question_notify(event: Any, event_id: int) -> None:
    """The commissioner is asked; who asked learns of the answer."""
    question = Question.objects.select_related("appointment").get(pk=event.commissioner_question_id)
    asked = isinstance(event, events.QuestionAsked)
    reader = question.appointment.person_id if asked else question.asked_by_id
    kind = notices.ASKED if asked else notices.ANSWERED
    notice_send(kind, readers=actors_of({reader}), about=question.pk, key=f"event:{event_id}")


def _with(organisation_id: int, action: Action) -> set[int]:
    return set(members_with_duty(organisation_id, *action.duties).values_list("pk", flat=True))
