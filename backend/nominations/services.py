"""Writes of rounds and applications."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.pools.models import Project
from backend.pools.services import PROJECT_SERVICES

from .events import NominationApplied, NominationRoundOpened
from .lifecycle import NOMINATION, ROUND
from .models import Nomination, Round
from .rules import NOT_BUREAU, NOT_OF_REGION, applicant_of, bureau_recommending
from .selectors import pool_of, round_listed
from .values import NominationValues, Ranked, RoundValues

MAX_REMARK = 500
Kept = Nomination.State


def round_open(*, actor: Actor, values: RoundValues) -> Round:
    """Pass on the call of a higher programme. Raises NotPermitted, ValidationError by field."""
    bureau = bureau_recommending(actor)
    if bureau is None:
        raise NotPermitted(NOT_BUREAU)
    if values.closes_on < timezone.localdate():
        raise ValidationError({"closes_on": _("This day is over; give a later one.")})
    made = Round(unit=bureau, region=bureau.region, opened_by_id=actor.person, **asdict(values))
    with transaction.atomic():
        save_checked(made)
        publish(NominationRoundOpened(nomination_round_id=made.pk), actor_id=actor.user_id)
    return made


def nomination_apply(
    *, actor: Actor, nomination_round_id: int, values: NominationValues
) -> Nomination:
    """Apply for the organisation acted for.

    Raises NotFound, NotPermitted, WrongState once applications are over, ValidationError by field.
    """
    round_listed(actor, nomination_round_id)
    with transaction.atomic():
        round_ = Round.objects.select_for_update().get(pk=nomination_round_id)
        applicant = applicant_of(actor, round_)
        if applicant is None:
            raise NotPermitted(NOT_OF_REGION)
        if round_.state != Round.State.OPEN:
            raise WrongState(_("This round takes no applications any more."))
        if round_.closes_on < timezone.localdate():
            raise WrongState(_("Applications were taken until an earlier day."))
        made = Nomination(
            round=round_,
            applicant=applicant,
            project=_of_pool(round_, values.project_id),
            title=" ".join(values.title.split()),
            text=values.text.strip(),
            requested=values.requested,
            applied_by_id=actor.person,
        )
        _once(made)
        save_checked(made)
        publish(NominationApplied(nomination_id=made.pk), actor_id=actor.user_id)
    return made


def ranking_set(
    *,
    actor: Actor,
    nomination_round_id: int,
    expected_revision: int | None = None,
    ranking: Sequence[Ranked],
) -> Round:
    """Put what was applied for into an order, the first foremost; again until it is recommended.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError where one lacks or is there twice.
    """
    with moving(
        ROUND, "rank", nomination_round_id, actor=actor, expected_revision=expected_revision
    ) as round_:
        held = {
            one.pk: one for one in round_.nominations.select_for_update().filter(state=Kept.APPLIED)
        }
        if sorted(one.nomination_id for one in ranking) != sorted(held):
            raise ValidationError({"ranking": [_("Rank every application, each once.")]})
        if any(len(one.remark) > MAX_REMARK for one in ranking):
            raise ValidationError({"ranking": [_("A remark has at most 500 characters.")]})
        for place, one in enumerate(ranking, start=1):
            row = held[one.nomination_id]
            row.rank, row.remark = place, one.remark.strip()
            row.save(update_fields=["rank", "remark", "updated_at"])
    return round_


def round_send(
    *, actor: Actor, nomination_round_id: int, expected_revision: int | None = None
) -> Round:
    """Recommend the foremost within the quota by a numbered letter. Raises as ``moving``."""
    with moving(
        ROUND, "send", nomination_round_id, actor=actor, expected_revision=expected_revision
    ) as round_:
        round_.letter, round_.sent_at = number_take("recommendation"), timezone.now()
        rows = round_.nominations.select_for_update().filter(state=Kept.APPLIED).order_by("rank")
        for place, row in enumerate(rows, start=1):
            act = "recommend" if place <= round_.quota else "pass_over"
            advance(NOMINATION, act, row, actor_id=actor.user_id)
    return round_


def round_close(
    *, actor: Actor, nomination_round_id: int, expected_revision: int | None = None
) -> Round:
    """All results are known. Raises as ``moving``."""
    with moving(
        ROUND, "close", nomination_round_id, actor=actor, expected_revision=expected_revision
    ) as round_:
        return round_


def round_cancel(
    *, actor: Actor, nomination_round_id: int, expected_revision: int | None = None, note: str
) -> Round:
    """The round falls away. Raises as ``moving``."""
    with moving(
        ROUND,
        "cancel",
        nomination_round_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as round_:
        return round_


def nomination_withdraw(
    *, actor: Actor, nomination_id: int, expected_revision: int | None = None
) -> Nomination:
    """Take an application back. Raises as ``moving``."""
    with moving(
        NOMINATION, "withdraw", nomination_id, actor=actor, expected_revision=expected_revision
    ) as nomination:
        return nomination


def nomination_establish(
    *,
    actor: Actor,
    nomination_id: int,
    expected_revision: int | None = None,
    number: str,
    granted: Decimal | None = None,
) -> Nomination:
    """Put on record that the programme took it in, with the number it gave and the money; its project
    of the pool is established with it. Raises as ``moving``, ValidationError by field."""
    with moving(
        NOMINATION, "establish", nomination_id, actor=actor, expected_revision=expected_revision
    ) as nomination:
        if not number.strip():
            raise ValidationError({"number": [_("Give the number of the established project.")]})
        if granted is not None and granted < 0:
            raise ValidationError({"granted": [_("An amount is not below zero.")]})
        nomination.result, nomination.granted = number.strip()[:200], granted
        project = nomination.project
        if project is not None and project.state == Project.State.POOLED:
            named = f"{nomination.round.programme} {nomination.result}"
            if project.made_for_id == nomination.round.unit_id:
                PROJECT_SERVICES["establish"](actor=actor, pool_project_id=project.pk, note=named)
    return nomination


def nomination_reject(
    *, actor: Actor, nomination_id: int, expected_revision: int | None = None, note: str
) -> Nomination:
    """Put on record that the programme did not. Raises as ``moving``."""
    with moving(
        NOMINATION,
        "reject",
        nomination_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as nomination:
        return nomination


ROUND_SERVICES: dict[str, Callable[..., Round]] = {
    "rank": ranking_set,
    "send": round_send,
    "close": round_close,
    "cancel": round_cancel,
}
NOMINATION_SERVICES: dict[str, Callable[..., Nomination]] = {
    "withdraw": nomination_withdraw,
    "establish": nomination_establish,
    "reject": nomination_reject,
}


def _of_pool(round_: Round, project_id: int | None) -> Project | None:
    if project_id is None:
        return None
    found = pool_of(round_).filter(pk=project_id).first()
    if found is None:
        raise ValidationError({"project": [_("Choose a project of the region's pool.")]})
    return found


def _once(made: Nomination) -> None:
    others = Nomination.objects.filter(round=made.round).exclude(state=Kept.WITHDRAWN)
    if others.filter(applicant=made.applicant, title=made.title).exists():
        raise ValidationError({"title": [_("You applied with this project already.")]})
    if made.project is not None and others.filter(project=made.project).exists():
        raise ValidationError({"project": [_("Somebody applied with this project already.")]})
