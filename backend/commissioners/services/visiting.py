"""Visits: written down, confirmed by the firm, made needs of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.commissioners import rules
from backend.commissioners.events import VisitLogged, VisitMadeNeed
from backend.commissioners.lifecycle import VISIT, visit_locked
from backend.commissioners.models import Appointment, Visit
from backend.commissioners.selectors import (
    appointment_of_own,
    question_readable_by,
    visit_readable_by,
)
from backend.commissioners.values import VisitValues
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.posting.models import NeedDraft
from backend.posting.services import draft_begin_from

from .asking import question_locked, question_settle


def visit_log(*, actor: Actor, values: VisitValues) -> Visit:
    """Write down what was seen and advised at a firm, which is asked to confirm it; a question that
    asked for the visit is answered by it.

    Raises NotFound for a question of somebody else, NotPermitted, ValidationError by field.
    """
    appointment = appointment_of_own(actor)
    unit_id = appointment.selection.unit_id if appointment else actor.organisation_id
    if unit_id is None or not (appointment or rules.may_appoint(actor)):
        raise NotPermitted(rules.NOT_SERVING)
    _check(actor, appointment, values)
    visit = Visit(
        visitor_id=actor.person, unit_id=unit_id, appointment=appointment, **asdict(values)
    )
    with transaction.atomic():
        save_checked(visit)
        publish(VisitLogged(visit_id=visit.pk), actor_id=actor.user_id)
        if values.question_id is not None:
            question_settle(question_locked(values.question_id), actor)
    return visit


def _check(actor: Actor, appointment: Appointment | None, values: VisitValues) -> None:
    errors: dict[str, list[object]] = {}
    firms = Organisation.objects.filter(
        kind=Organisation.Kind.ENTERPRISE, verified_at__isnull=False
    )
    if not firms.filter(pk=values.firm_id).exists():
        errors["firm"] = [_("There is no verified enterprise of this name or credit code.")]
    if values.happened_on > timezone.localdate():
        errors["happened_on"] = [
            _("This day has not come yet; write a visit down once it was made.")
        ]
    elif appointment is not None and values.happened_on < appointment.selection.starts_on:
        errors["happened_on"] = [_("This day lies before your term.")]
    if values.question_id is not None:
        asked = question_readable_by(actor, values.question_id)
        if not rules.may_answer(actor, asked):
            raise NotPermitted(rules.NOT_ASKED)
        if asked.firm_id != values.firm_id:
            errors["firm"] = [_("Another firm asked for this visit.")]
    if errors:
        raise ValidationError(errors)


def visit_confirm(*, actor: Actor, visit_id: int, expected_revision: int | None = None) -> Visit:
    """The firm says that it was so. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        VISIT, "confirm", visit_id, actor=actor, expected_revision=expected_revision
    ) as visit:
        return visit


def visit_dispute(
    *, actor: Actor, visit_id: int, expected_revision: int | None = None, note: str
) -> Visit:
    """The firm says what was different. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        VISIT, "dispute", visit_id, actor=actor, expected_revision=expected_revision, note=note
    ) as visit:
        return visit


def visit_make_need(*, actor: Actor, visit_id: int) -> NeedDraft:
    """Begin a need of the problem and its diagnosis, once: by the visitor on behalf of the firm, which
    confirms it before anybody reads it, or by the firm itself.

    Raises NotFound, NotPermitted, WrongState where there is one, or the firm disputes the visit.
    """
    with transaction.atomic():
        visit_readable_by(actor, visit_id)
        visit = visit_locked(visit_id)
        if not rules.may_make_need(actor, visit):
            raise NotPermitted(_("Who was there, or the firm, makes a need of it."))
        if visit.need_id is not None:
            raise WrongState(_("There is a need of this problem already."))
        if visit.state == Visit.State.DISPUTED:
            raise WrongState(VISIT.settled[Visit.State.DISPUTED])
        visit.need = draft_begin_from(
            actor=actor,
            firm=visit.firm,
            title=visit.problem,
            background="\n\n".join(filter(None, [visit.diagnosis, visit.advice])),
        )
        visit.save(update_fields=["need", "updated_at"])
        publish(VisitMadeNeed(visit_id=visit.pk), actor_id=actor.user_id)
    return visit.need


VISIT_SERVICES: dict[str, Callable[..., Visit]] = {
    "confirm": visit_confirm,
    "dispute": visit_dispute,
}
