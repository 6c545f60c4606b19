"""Questions of firms to commissioners, answered online or by a visit."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.commissioners import rules
from backend.commissioners.events import QuestionAnswered, QuestionAsked
from backend.commissioners.models import Question
from backend.commissioners.selectors import appointment_readable_by, question_readable_by
from backend.core.errors import NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked


def question_ask(
    *,
    actor: Actor,
    appointment_id: int,
    firm_id: int,
    title: str,
    text: str,
    wants_visit: bool = False,
) -> Question:
    """Ask a commissioner in service, for a firm. Raises NotFound, NotPermitted, WrongState,
    ValidationError by field."""
    if not rules.CONFIRM.allows(actor, firm_id):
        raise NotPermitted(rules.NOT_FIRM)
    appointment = appointment_readable_by(actor, appointment_id)
    if not appointment.serving:
        raise WrongState(_("This commissioner is not in service now."))
    question = Question(
        appointment=appointment,
        firm_id=firm_id,
        asked_by_id=actor.person,
        title=" ".join(title.split()),
        text=text.strip(),
        wants_visit=wants_visit,
    )
    with transaction.atomic():
        save_checked(question)
        told = QuestionAsked(commissioner_question_id=question.pk)
        publish(told, actor_id=actor.user_id)
    return question


def question_answer(*, actor: Actor, question_id: int, answer: str) -> Question:
    """Answer online; an answer may be put right. Raises NotFound, NotPermitted, ValidationError."""
    found = question_readable_by(actor, question_id)
    if not rules.may_answer(actor, found):
        raise NotPermitted(rules.NOT_ASKED)
    if not answer.strip():
        raise ValidationError({"answer": [_("Write an answer.")]})
    with transaction.atomic():
        question = question_locked(question_id)
        question.answer = answer.strip()
        question_settle(question, actor)
    return question


def question_locked(question_id: int) -> Question:
    """The question, locked; rights are the caller's."""
    return Question.objects.select_for_update(of=("self",)).get(pk=question_id)


def question_settle(question: Question, actor: Actor) -> None:
    """Keep that a locked question is answered, and tell who asked, once."""
    first = question.answered_at is None
    question.answered_at = question.answered_at or timezone.now()
    save_checked(question)
    if first:
        told = QuestionAnswered(commissioner_question_id=question.pk)
        publish(told, actor_id=actor.user_id)
