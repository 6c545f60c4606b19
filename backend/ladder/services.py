"""Writes of firms' figures, standings and lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish

from . import rules
from .events import FirmSelected, ListPublished, YearReported
from .ladders import Ladder, ladders
from .lifecycle import STANDING
from .models import FirmYear, GradeList, Standing
from .selectors import holding, pool_of
from .values import RecognitionValues, YearValues

FIRST_YEAR = 2000


def year_report(*, actor: Actor, firm_id: int, values: YearValues) -> FirmYear:
    """State a firm's figures of a year, or put them right.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.may_apply(actor, firm_id):
        raise NotPermitted(rules.NOT_FIRM)
    _check_year(values)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=firm_id)
        held = FirmYear.objects.filter(firm_id=firm_id, year=values.year).first()
        row = held or FirmYear(firm_id=firm_id)
        for field in fields(YearValues):
            setattr(row, field.name, getattr(values, field.name))
        row.reported_by_id = actor.person
        row.clean_fields(exclude=["firm", "reported_by"])
        row.save()
        publish(YearReported(firm_year_id=row.pk, firm_id=firm_id), actor_id=actor.user_id)
    return row


def standing_select(*, actor: Actor, firm_id: int, ladder_code: str, grade_code: str) -> Standing:
    """Pick a firm for a grade: an officer of its region, or the firm asks.

    Raises NotFound, NotPermitted, WrongState where it is picked, pooled or recognised already.
    """
    with transaction.atomic():
        firm = Organisation.objects.select_for_update().filter(pk=firm_id).first()
        if firm is None:
            raise NotFound(_("There is no such firm."))
        by_firm = rules.may_apply(actor, firm.pk)
        if not by_firm and not rules.keeps(actor, firm.region):
            raise NotPermitted(rules.NOT_KEEPER)
        ladder, grade = _grade(ladder_code, grade_code)
        if not firm.region.startswith(beginning_of(ladder.region)):
            raise WrongState(_("The firm lies outside the region of this ladder."))
        standing, new = Standing.objects.exclude(state=Standing.State.LEFT).get_or_create(
            firm=firm,
            ladder_code=ladder.code,
            grade_code=grade_code,
            defaults={"equals": grade, "by_firm": by_firm, "made_by_id": actor.person},
        )
        if not new:
            raise WrongState(_("The firm is on its way to this grade already, or has it."))
        publish(FirmSelected(standing_id=standing.pk, firm_id=firm.pk), actor_id=actor.user_id)
    return standing


def standing_enter(*, actor: Actor, standing_id: int, expected_revision: int | None) -> Standing:
    """Take a firm into the pool. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        STANDING, "enter", standing_id, actor=actor, expected_revision=expected_revision
    ) as standing:
        return standing


def standing_recognise(
    *, actor: Actor, standing_id: int, expected_revision: int | None, values: RecognitionValues
) -> Standing:
    """Record that a firm has the grade. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError by field."""
    with moving(
        STANDING, "recognise", standing_id, actor=actor, expected_revision=expected_revision
    ) as standing:
        for field in fields(RecognitionValues):
            setattr(standing, field.name, getattr(values, field.name))
        _check_recognition(standing)
    return standing


def standing_leave(
    *, actor: Actor, standing_id: int, expected_revision: int | None, note: str
) -> Standing:
    """Take a firm out. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        STANDING, "leave", standing_id, actor=actor, expected_revision=expected_revision, note=note
    ) as standing:
        return standing


SERVICES: dict[str, Callable[..., Standing]] = {
    "enter": standing_enter,
    "recognise": standing_recognise,
    "leave": standing_leave,
}


def list_publish(*, actor: Actor, unit_id: int, ladder_code: str, grade_code: str) -> GradeList:
    """Publish who has a grade today; twice a day is refused.

    Raises NotFound, NotPermitted, WrongState where it was published today or nobody has the grade.
    """
    ladder, _equals = _grade(ladder_code, grade_code)
    if not rules.KEEP.allows(actor, unit_id) or not rules.keeps_ladder(actor, ladder):
        raise NotPermitted(rules.NOT_KEEPER)
    today = timezone.localdate()
    with transaction.atomic():
        rows = pool_of(ladder.region, ladder.code, grade_code).filter(holding(today))
        if not rows:
            raise WrongState(_("No firm has this grade today; there is nothing to publish."))
        made, new = GradeList.objects.get_or_create(
            ladder_code=ladder.code,
            grade_code=grade_code,
            published_on=today,
            defaults={
                "unit_id": unit_id,
                "published_by_id": actor.person,
                "rows": [_row(standing) for standing in rows],
            },
        )
        if not new:
            raise WrongState(_("This list was published today already; it stands as it is."))
        publish(ListPublished(grade_list_id=made.pk), actor_id=actor.user_id)
    return made


def _grade(ladder_code: str, grade_code: str) -> tuple[Ladder, str]:
    ladder = ladders().get(ladder_code)
    try:
        if ladder is not None:
            return ladder, ladder.grade(grade_code).equals
    except LookupError:
        pass
    raise NotFound(_("There is no such grade."))


def _row(standing: Standing) -> dict[str, str]:
    def day(value: date | None) -> str:
        return value.isoformat() if value else ""

    return {
        "name": standing.firm.name,
        "name_en": standing.firm.name_en,
        "credit_code": standing.firm.credit_code or "",
        "number": standing.number,
        "awarded_on": day(standing.awarded_on),
        "valid_until": day(standing.valid_until),
    }


def _check_year(values: YearValues) -> None:
    this_year = timezone.localdate().year
    wrong: dict[str, object] = {}
    if not FIRST_YEAR <= values.year <= this_year:
        told = _("Give a year from %(first)s to %(last)s.")
        wrong["year"] = told % {"first": FIRST_YEAR, "last": this_year}
    if not values.founded or values.founded > values.year:
        wrong["founded"] = _("The firm was founded in that year or before.")
    if values.rd_staff > values.staff:
        wrong["rd_staff"] = _("These are part of the staff: no more than all.")
    if values.high_tech_revenue > values.revenue:
        wrong["high_tech_revenue"] = _("This is part of the revenue: no more than all.")
    if wrong:
        raise ValidationError(wrong)


def _check_recognition(standing: Standing) -> None:
    standing.clean_fields(exclude=["firm", "made_by"])
    if standing.awarded_on is None or standing.awarded_on > timezone.localdate():
        raise ValidationError(
            {"awarded_on": [_("Give the day of the certificate, not one to come.")]}
        )
    if standing.valid_until is not None and standing.valid_until < standing.awarded_on:
        raise ValidationError({"valid_until": [_("It is valid from the day of the award on.")]})
    if not standing.occasion:
        raise ValidationError({"occasion": [_("Choose the occasion from the list.")]})
