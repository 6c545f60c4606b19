"""Changes of a registered contract: reported by the applicant, entered by the registry."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.registration import rules
from backend.registration.events import ChangeReported
from backend.registration.lifecycle import CHANGE_REPORT, REGISTRATION, registration_locked
from backend.registration.models import ChangeReport, Registration
from backend.registration.selectors import registration_readable_by
from backend.registration.values import ChangeValues

Kind = ChangeReport.Kind


def change_report(*, actor: Actor, registration_id: int, values: ChangeValues) -> ChangeReport:
    """Tell the registry that a registered contract was changed, terminated or declared void.

    Raises NotFound, NotPermitted, WrongState where it is not registered or a report waits already,
    ValidationError by field.
    """
    with transaction.atomic():
        registration_readable_by(actor, registration_id)
        registration = registration_locked(registration_id)
        if not rules.may_apply(actor, registration):
            raise NotPermitted(rules.NOT_APPLICANT)
        if registration.state != Registration.State.REGISTERED:
            raise WrongState(_("Only of a registered contract are changes reported."))
        if registration.reports.filter(state=ChangeReport.State.REPORTED).exists():
            raise WrongState(_("The registry has not entered your last report yet."))
        report = ChangeReport(
            registration=registration,
            kind=values.kind,
            happened_on=values.happened_on,  # type: ignore[misc]  # checked by clean_fields
            words=values.words.replace("\x00", "").strip(),
            contract_amount=values.contract_amount,
            technology_amount=values.technology_amount,
            benefits_used=values.benefits_used,
            benefits=values.benefits.replace("\x00", "").strip(),
            reported_by_id=actor.person,
        )
        _check(registration, report)
        report.save()
        publish(
            ChangeReported(
                registration_id=registration.pk, change_report_id=report.pk, kind=report.kind
            ),
            actor_id=actor.user_id,
        )
    return report


def change_note(*, actor: Actor, change_report_id: int, expected_revision: int) -> ChangeReport:
    """Enter a reported change: amounts are the new ones from now on; a contract that ended or was void
    has its registration cancelled. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        CHANGE_REPORT, "note", change_report_id, actor=actor, expected_revision=expected_revision
    ) as report:
        registration = report.registration
        if report.kind != Kind.CHANGE:
            advance(REGISTRATION, "cancel", registration, actor_id=actor.user_id)
            return report
        if report.contract_amount is not None:
            registration.contract_amount = report.contract_amount
        if report.technology_amount is not None:
            registration.technology_amount = report.technology_amount
        registration.revision += 1
        registration.save()
    return report


def change_return(
    *, actor: Actor, change_report_id: int, expected_revision: int, note: str
) -> ChangeReport:
    """Return a report with a note; the applicant reports anew.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        CHANGE_REPORT,
        "return",
        change_report_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as report:
        return report


CHANGE_SERVICES: dict[str, Callable[..., ChangeReport]] = {
    "note": change_note,
    "return": change_return,
}


def _check(registration: Registration, report: ChangeReport) -> None:
    report.clean_fields(exclude=["registration", "reported_by"])
    if report.kind not in Kind.values:
        raise ValidationError({"kind": _("Choose from the list.")})
    if report.happened_on > timezone.localdate():
        raise ValidationError({"happened_on": _("This day lies in the future.")})
    if report.happened_on < registration.signed_on:
        raise ValidationError({"happened_on": _("The contract was not signed yet on this day.")})
    if report.benefits_used and not report.benefits:
        raise ValidationError({"benefits": _("Say which preferences were used, and how much.")})
    if report.kind != Kind.CHANGE:
        return
    whole = report.contract_amount
    technology = report.technology_amount
    whole = registration.contract_amount if whole is None else whole
    technology = registration.technology_amount if technology is None else technology
    if technology > whole:
        raise ValidationError(
            {"technology_amount": _("The transaction amount is at most the contract amount.")}
        )
