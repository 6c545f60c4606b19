"""What becomes of the report of a change."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.rules import NOT_OWN
from backend.core.errors import NotFound
from backend.core.lifecycles import Ask, Lifecycle, Transition
from backend.core.models import Fact
from backend.registration import events, rules
from backend.registration.models import ChangeReport
from backend.registration.selectors import registrations_readable_by

from .registrations import registration_locked

State = ChangeReport.State


def report_found(actor: Actor, report_id: int) -> ChangeReport:
    """A report on a registration that the actor may read. Raises NotFound."""
    readable = registrations_readable_by(actor).order_by()
    found = (
        ChangeReport.objects.filter(pk=report_id, registration__in=readable)
        .select_related("registration")
        .first()
    )
    if found is None:
        raise NotFound(_("This report does not exist, or you may not see it."))
    return found


def report_locked(report_id: int) -> ChangeReport:
    """The report and before it its registration, locked."""
    parent = ChangeReport.objects.values_list("registration_id", flat=True).get(pk=report_id)
    registration = registration_locked(parent)
    report = ChangeReport.objects.select_for_update(of=("self",)).get(pk=report_id)
    report.registration = registration
    return report


def _facts(report: ChangeReport, actor: Any) -> dict[str, Any]:
    return {
        "registration_id": report.registration_id,
        "change_report_id": report.pk,
        "kind": report.kind,
    }


def _told(event: Fact) -> str:
    return gettext("Change entered: %(kind)s") % {
        "kind": ChangeReport.Kind(event.payload["kind"]).label
    }


def _decides(actor: Actor, report: ChangeReport) -> bool:
    return rules.may_decide(actor, report.registration)


CHANGE_REPORT: Lifecycle[ChangeReport] = Lifecycle(
    name="change_report",
    model=ChangeReport,
    states=State,
    find=report_found,
    lock=report_locked,
    facts=_facts,
    settled={
        State.NOTED: _("This change is entered already."),
        State.RETURNED: _("It was returned; the applicant reports anew."),
    },
    transitions=(
        Transition(
            act="note",
            source=(State.REPORTED,),
            target=State.NOTED,
            may=_decides,
            refused=NOT_OWN,
            event=events.ChangeNoted,
            words=_("Enter the change"),
            done=_("Entered."),
            told=_told,
            look="main",
        ),
        Transition(
            act="return",
            source=(State.REPORTED,),
            target=State.RETURNED,
            may=_decides,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("What should be completed or corrected?"),
                note_column="note",
                missing=_("Say what should be completed or corrected."),
            ),
            event=events.ChangeReturned,
            words=_("Return the report"),
            done=_("Returned. The applicant reads what is asked for."),
            told=_("Report of a change returned"),
        ),
    ),
)
