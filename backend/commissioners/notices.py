"""What people are told of commissioners, visits and questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Appointment, Question, Visit
from .selectors import appointments_followed_by, questions_readable_by, visits_readable_by

State = Appointment.State


def _appointments(actor: Actor, ids: Collection[int]) -> Mapping[int, Appointment]:
    return appointments_followed_by(actor).in_bulk(ids)


def _visits(actor: Actor, ids: Collection[int]) -> Mapping[int, Visit]:
    return visits_readable_by(actor).in_bulk(ids)


def _questions(actor: Actor, ids: Collection[int]) -> Mapping[int, Question]:
    return questions_readable_by(actor).in_bulk(ids)


def _who(appointment: Appointment) -> dict[str, str]:
    return {
        "who": str(appointment.person),
        "unit": named(appointment.selection.unit),
        "home": named(appointment.home),
    }


def _said(appointment: Appointment, payload: Mapping[str, Any]) -> str:
    words = {
        State.PROPOSED: _("%(unit)s proposes %(who)s as commissioner"),
        State.APPLIED: _("%(who)s applies as commissioner"),
        State.SELECTED: _("%(unit)s selected %(who)s as commissioner and asks to release"),
        State.SERVING: _("%(home)s released %(who)s as commissioner"),
        State.TURNED_DOWN: _("%(unit)s did not select %(who)s"),
        State.REFUSED: _("%(home)s did not release %(who)s"),
        State.WITHDRAWN: _("%(who)s withdrew"),
        State.ENDED: _("%(unit)s ended the term of %(who)s"),
    }
    return words[State(appointment.state)] % _who(appointment)


COMMISSIONERS = Topic(name="commissioners", words=gettext_lazy("Science commissioners"))
APPOINTMENT = About(
    name="appointment",
    read=_appointments,
    url=lambda appointment: reverse("appointment", args=[appointment.pk]),
    title=lambda appointment: f"{appointment.person} · {appointment.field}",
    topic=COMMISSIONERS,
)
VISIT = About(
    name="visit",
    read=_visits,
    url=lambda visit: reverse("visit", args=[visit.pk]),
    title=lambda visit: visit.problem,
    topic=COMMISSIONERS,
)
QUESTION = About(
    name="commissioner_question",
    read=_questions,
    url=lambda question: reverse("commissioner_question", args=[question.pk]),
    title=lambda question: question.title,
    topic=COMMISSIONERS,
)
ASKED_HOME = NoticeKind(
    name="appointment_selected",
    label=gettext_lazy("One of our people is selected as commissioner"),
    about=APPOINTMENT,
    importance=Importance.TURN,
    sentence=_said,
    mail=gettext_lazy("Release the person for the term, or say why not."),
    tone="wait",
)
PROPOSED = NoticeKind(
    name="appointment_proposed",
    label=gettext_lazy("A unit proposes me as commissioner"),
    about=APPOINTMENT,
    importance=Importance.TURN,
    sentence=_said,
    mail=gettext_lazy("Agree to serve, or withdraw."),
    tone="wait",
)
MOVED = NoticeKind(
    name="appointment_moved",
    label=gettext_lazy("What becomes of an application as commissioner"),
    about=APPOINTMENT,
    importance=Importance.RESULT,
    sentence=_said,
)
LOGGED = NoticeKind(
    name="visit_logged",
    label=gettext_lazy("Somebody wrote down a visit to us"),
    about=VISIT,
    importance=Importance.TURN,
    sentence=lambda visit, payload: (
        _("%(who)s wrote down a visit and a diagnosis; was it so?") % {"who": visit.visitor}
    ),
    mail=gettext_lazy("Confirm the visit, or say what was different."),
    tone="wait",
)
VISITED = NoticeKind(
    name="visit_answered",
    label=gettext_lazy("A firm answered about my visit"),
    about=VISIT,
    importance=Importance.RESULT,
    sentence=lambda visit, payload: (
        (
            _("%(firm)s confirmed your visit")
            if visit.state == Visit.State.CONFIRMED
            else _("%(firm)s did not confirm your visit")
        )
        % {"firm": named(visit.firm)}
    ),
)
ASKED = NoticeKind(
    name="commissioner_asked",
    label=gettext_lazy("A firm asks me as commissioner"),
    about=QUESTION,
    importance=Importance.TURN,
    sentence=lambda question, payload: (
        (
            _("%(firm)s asks you to come and look at it")
            if question.wants_visit
            else _("%(firm)s asks you as commissioner")
        )
        % {"firm": named(question.firm)}
    ),
    mail=gettext_lazy("Answer below the question, or write the visit down."),
    tone="wait",
)
ANSWERED = NoticeKind(
    name="commissioner_answered",
    label=gettext_lazy("A commissioner answered my question"),
    about=QUESTION,
    importance=Importance.RESULT,
    sentence=lambda question, payload: (
        _("%(who)s answered your question") % {"who": question.appointment.person}
    ),
)

notices_register(PROPOSED, ASKED_HOME, MOVED, LOGGED, VISITED, ASKED, ANSWERED)
