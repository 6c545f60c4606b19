"""Calls are written, and changed until their deadline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.selectors import listings_on_market
from backend.challenges import rules
from backend.challenges.events import CallChanged, CallDrafted
from backend.challenges.kinds import WHOLE, CallKind, Conditions, kinds
from backend.challenges.lifecycle import CALL
from backend.challenges.models import Call, Entry, Funding
from backend.challenges.selectors import call_locked, call_visible_to, deciders_of, levels_above
from backend.challenges.values import CallValues
from backend.challenges.versions import call_content
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.versions.services import version_keep
from backend.versions.words import column

Errors = dict[str, list[object]]
CHANGED = (Call.State.DRAFT, Call.State.JUSTIFIED, Call.State.POSTED)
TEXTS = {"title": True, "task": True, "requirements": False}
WRITTEN = {"title", "task", "requirements", "budget", "currency", "awards", "notice_days"}
NOT_POSTING = _("Members of an enterprise or officers post calls. Switch to that organisation.")


def call_draft(*, actor: Actor, values: CallValues) -> Call:
    """Begin a call of the organisation acted for; who begins it runs it.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.may_post(actor):
        raise NotPermitted(NOT_POSTING)
    poster = Organisation.objects.get(pk=actor.organisation_id or 0)
    call = Call(poster=poster, runner_id=actor.person, closes_at=values.closes_at)
    with transaction.atomic():
        _apply(call, actor, values)
        call.number = number_take("call")
        call.save()
        publish(CallDrafted(call_id=call.pk), actor_id=actor.user_id)
    return call


def call_change(
    *, actor: Actor, call_id: int, expected_revision: int | None = None, values: CallValues
) -> Call:
    """Change a call. One that is posted gets a new edition: what was handed in holds no more until
    its owner confirms it.

    Raises NotFound, NotPermitted, WrongState after the deadline, Stale, ValidationError by field.
    """
    with transaction.atomic():
        call_visible_to(actor, call_id)
        call = call_locked(call_id)
        _changing_check(call, actor, expected_revision)
        before, since = call_content(call), call.updated_at
        _apply(call, actor, values)
        posted = call.state == Call.State.POSTED
        if posted and call.passed:
            raise ValidationError({"closes_at": [_("Set a deadline that lies ahead.")]})
        call.revision += 1
        if posted and call_content(call) != before:
            call.edition += 1
            held = call.entries.filter(state=Entry.State.HANDED_IN)
            held.update(state=Entry.State.TO_CONFIRM, updated_at=timezone.now())
            publish(CallChanged(call_id=call.pk, edition=call.edition), actor_id=actor.user_id)
        call.save()
        version_keep(
            subject="call",
            subject_id=call.pk,
            content=call_content(call),
            changed_by_id=actor.user_id,
            before=before,
            before_by_id=call.runner_id,
            before_since=since,
        )
    return call


def _changing_check(call: Call, actor: Actor, expected: int | None) -> None:
    if not rules.may_run(actor, call):
        raise NotPermitted(rules.NOT_RUNNING)
    if call.state not in CHANGED or (call.state == Call.State.POSTED and call.passed):
        raise WrongState(_("After the deadline the conditions stand as they are."))
    if expected is not None and expected != call.revision:
        raise Stale(
            CALL.stale,
            changed_by=str(call.runner),
            changed_at=call.updated_at,
            revision=call.revision,
        )


def _apply(call: Call, actor: Actor, values: CallValues) -> None:
    """Write the values into the call. Raises ValidationError by field."""
    errors: Errors = {}
    kind = kinds().get(values.kind)
    if kind is None or (call.pk and values.kind != call.kind):
        raise ValidationError({"kind": [_("Choose a kind of call; it does not change later.")]})
    if call.poster.kind not in kind.posters:
        raise NotPermitted(_("Your organisation does not post calls of this kind."))
    call.kind = kind.name
    _texts(call, values, errors)
    _money(call, kind, values, errors)
    _people(call, actor, kind, values, errors)
    call.conditions = asdict(_conditions(kind, values, errors))
    call.closes_at = values.closes_at
    if not call.pk and values.closes_at <= timezone.now():
        errors["closes_at"] = [_("Set a deadline that lies ahead.")]
    call.notice_days = kind.notice_days if values.notice_days is None else values.notice_days
    if errors:
        raise ValidationError(errors)
    call.clean_fields(exclude={f.name for f in Call._meta.fields} - WRITTEN)


def _texts(call: Call, values: CallValues, errors: Errors) -> None:
    for name, required in TEXTS.items():
        text = getattr(values, name).strip()
        most = column(Call, name).max_length
        if required and not text:
            errors[name] = [_("This is needed.")]
        elif most is not None and len(text) > most:
            errors[name] = [_("At most %(n)s characters.") % {"n": most}]
        setattr(call, name, text)


def _money(call: Call, kind: CallKind, values: CallValues, errors: Errors) -> None:
    if values.mode not in kind.modes:
        errors["mode"] = [_("Choose how the call awards.")]
        return
    mode = kind.mode(values.mode)
    if not 1 <= values.awards <= mode.awards:
        errors["awards"] = [_("In this mode 1 to %(n)s can be awarded.") % {"n": mode.awards}]
    if kind.funding and values.funding not in kind.funding:
        errors["funding"] = [_("Say whose money it is.")]
    if values.budget is None and kind.priced:
        errors["budget"] = [_("Say how much there is at most.")]
    call.mode, call.awards = values.mode, values.awards
    call.funding = Funding(values.funding) if values.funding in kind.funding else ""
    call.budget, call.currency = values.budget, values.currency


def _people(call: Call, actor: Actor, kind: CallKind, values: CallValues, errors: Errors) -> None:
    if values.decider_id is not None:
        if not deciders_of(actor).filter(pk=values.decider_id).exists():
            errors["decider"] = [_("Choose somebody of your organisation who may post calls.")]
        elif values.decider_id == call.runner_id:
            errors["decider"] = [_("Who decides and who runs the call must be two people.")]
    call.decider_id = values.decider_id
    if values.need_id is not None and values.need_id != call.need_id:
        wanted = listings_on_market(actor).filter(pk=values.need_id).first()
        if wanted is None or not wanted.type.seeks:
            errors["need"] = [_("Choose a need that is on the market.")]
    call.need_id = values.need_id
    if not 0 <= values.level <= max(0, len(kind.levels) - 1):
        errors["level"] = [_("Choose one of the levels.")]
    call.level = values.level
    if values.above_id is not None and values.above_id != call.above_id:
        above = levels_above(actor, kind.name).filter(pk=values.above_id).first()
        if above is None or above.level != values.level + 1:
            errors["above"] = [_("Choose a call of the next level that is not over.")]
    call.above_id = values.above_id


def _conditions(kind: CallKind, values: CallValues, errors: Errors) -> Conditions:
    weights: Mapping[str, Any] = {c.name: c.weight for c in kind.criteria} | dict(values.weights)
    if unknown := set(values.weights) - {c.name for c in kind.criteria}:
        errors["weights"] = [_("There is no criterion “%(name)s”.") % {"name": sorted(unknown)[0]}]
    elif any(weight < 0 for weight in weights.values()):
        errors["weights"] = [_("A weight is not below zero.")]
    elif sum(weights.values()) != WHOLE:
        errors["weights"] = [
            _("The weights of the criteria come to %(sum)s; they must make 100.")
            % {"sum": sum(weights.values())}
        ]
    more = kind.mode(values.mode).questions if values.mode in kind.modes else ()
    return Conditions(
        questions=kind.questions + more,
        criteria=tuple(replace(c, weight=weights[c.name]) for c in kind.criteria),
        phases=kind.phases,
        sealed=kind.sealed,
        priced=kind.priced,
    )
