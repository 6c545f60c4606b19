"""What becomes of an application for verification: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.joining import rules
from backend.joining.events import ApplicationAccepted, ApplicationRejected, ApplicationWithdrawn
from backend.joining.models import Application, RejectionReason
from backend.joining.selectors import application_known_to, evidence_ready

State = Application.State


def _locked(application_id: int) -> Application:
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation", "applicant")
        .get(pk=application_id)
    )


def _facts(application: Application, actor: Actor | None) -> dict[str, Any]:
    return {"application_id": application.pk}


def _no_evidence(application: Application) -> Words | None:
    if evidence_ready(application.pk):
        return None
    return _("No licence or certificate is there to decide on, or it is still being checked.")


APPLICATION: Lifecycle[Application] = Lifecycle(
    name="application",
    model=Application,
    states=State,
    find=application_known_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda application: str(application.decided_by or application.applicant),
    settled={
        State.ACCEPTED: _("This application was accepted already."),
        State.REJECTED: _("This application was rejected already."),
        State.WITHDRAWN: _("This application was taken back."),
    },
    transitions=(
        Transition(
            act="accept",
            source=(State.WAITING,),
            target=State.ACCEPTED,
            may=rules.may_decide,
            refused=_("Only operators verify organisations."),
            blocked=_no_evidence,
            event=ApplicationAccepted,
            words=_("Verify"),
            done=_("Verified; its members are told."),
            told=_("The organisation was verified"),
            look="main",
        ),
        Transition(
            act="reject",
            source=(State.WAITING,),
            target=State.REJECTED,
            may=rules.may_decide,
            refused=_("Only operators verify organisations."),
            ask=Ask(
                reasons=RejectionReason,
                reason_column="rejection_reason",
                other=RejectionReason.OTHER,
                note=True,
                note_column="rejection_note",
                missing=_("Say in a few words what is missing; the applicant reads it."),
            ),
            event=ApplicationRejected,
            words=_("Reject"),
            invitation=_("Reject and say what is missing"),
            done=_("Rejected. The applicant reads your reason and may apply again."),
            told=_("The application was rejected"),
            look="danger",
        ),
        Transition(
            act="withdraw",
            source=(State.WAITING,),
            target=State.WITHDRAWN,
            may=rules.may_withdraw_application,
            refused=_("Only who applied takes the application back."),
            event=ApplicationWithdrawn,
            words=_("Take the application back"),
            done=_("Your application is taken back."),
            told=_("The application was taken back"),
        ),
    ),
)
