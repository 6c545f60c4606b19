"""What becomes of an application and a term, and of a visit: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import events, rules
from .models import Appointment, Visit
from .selectors import appointment_readable_by, places_left, visit_readable_by

State = Appointment.State


def appointment_locked(appointment_id: int) -> Appointment:
    """The appointment, locked; rights are the caller's."""
    return (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("person", "home", "selection__unit")
        .get(pk=appointment_id)
    )


def visit_locked(visit_id: int) -> Visit:
    """The visit, locked; rights are the caller's."""
    return (
        Visit.objects.select_for_update(of=("self",))
        .select_related("firm", "visitor", "unit")
        .get(pk=visit_id)
    )


def _full(appointment: Appointment) -> Any:
    return None if places_left(appointment.selection) else FULL


FULL = _("As many are selected as are wanted.")

APPOINTMENT: Lifecycle[Appointment] = Lifecycle(
    name="appointment",
    model=Appointment,
    states=State,
    find=appointment_readable_by,
    lock=appointment_locked,
    facts=lambda appointment, actor: {"appointment_id": appointment.pk},
    changed_by=lambda appointment: str(appointment.selection.unit),
    settled={
        State.TURNED_DOWN: _("The unit did not select this person."),
        State.REFUSED: _("The home institution did not release this person."),
        State.WITHDRAWN: _("The person withdrew."),
        State.ENDED: _("This term has ended."),
    },
    transitions=(
        Transition(
            act="agree",
            source=(State.PROPOSED,),
            target=State.SELECTED,
            may=rules.is_person,
            refused=rules.NOT_PERSON,
            event=events.CommissionerAgreed,
            words=_("Agree to serve"),
            done=_("Noted. Your institution is asked to release you."),
            told=_("The person agreed; the home institution is asked"),
            look="main",
        ),
        Transition(
            act="select",
            source=(State.APPLIED,),
            target=State.SELECTED,
            may=rules.may_decide,
            refused=NOT_OWN,
            blocked=_full,
            event=events.CommissionerSelected,
            words=_("Select"),
            done=_("Selected. The home institution is asked to release."),
            told=_("Selected; the home institution is asked"),
            look="main",
        ),
        Transition(
            act="turn_down",
            source=(State.APPLIED,),
            target=State.TURNED_DOWN,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="note",
                missing=_("Say in a few words why; the applicant reads it."),
            ),
            event=events.CommissionerTurnedDown,
            words=_("Do not select"),
            done=_("The applicant is told."),
            told=_("Not selected"),
            look="danger",
        ),
        Transition(
            act="withdraw",
            source=(State.PROPOSED, State.APPLIED, State.SELECTED),
            target=State.WITHDRAWN,
            may=rules.is_person,
            refused=rules.NOT_PERSON,
            event=events.CommissionerWithdrew,
            words=pgettext_lazy("commissioner", "Withdraw"),
            done=pgettext_lazy("commissioner", "Withdrawn."),
            told=_("The person withdrew"),
            look="danger",
        ),
        Transition(
            act="release",
            source=(State.SELECTED,),
            target=State.SERVING,
            may=rules.may_release,
            refused=rules.NOT_HOME,
            event=events.CommissionerReleased,
            words=_("Release for the term"),
            done=_("Released. The commissioner and the unit are told."),
            told=_("The home institution released the commissioner"),
            look="main",
        ),
        Transition(
            act="refuse",
            source=(State.SELECTED,),
            target=State.REFUSED,
            may=rules.may_release,
            refused=rules.NOT_HOME,
            ask=Ask(
                note_required=True,
                note_label=_("Why not?"),
                note_column="note",
                missing=_("Say in a few words why; the unit reads it."),
            ),
            event=events.CommissionerRefused,
            words=_("Do not release"),
            done=_("The unit is told."),
            told=_("The home institution did not release the commissioner"),
            look="danger",
        ),
        Transition(
            act="end",
            source=(State.SERVING,),
            target=State.ENDED,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why does it end early?"),
                note_column="note",
                missing=_("Say in a few words why; the commissioner reads it."),
            ),
            event=events.CommissionerEnded,
            words=_("End the term"),
            done=_("The term has ended."),
            told=_("The term was ended"),
        ),
    ),
)

VISIT: Lifecycle[Visit] = Lifecycle(
    name="visit",
    model=Visit,
    states=Visit.State,
    find=visit_readable_by,
    lock=visit_locked,
    facts=lambda visit, actor: {"visit_id": visit.pk},
    changed_by=lambda visit: str(visit.firm),
    settled={
        Visit.State.CONFIRMED: _("The firm has confirmed this visit."),
        Visit.State.DISPUTED: _("The firm did not confirm this visit."),
    },
    transitions=(
        Transition(
            act="confirm",
            source=(Visit.State.LOGGED,),
            target=Visit.State.CONFIRMED,
            may=rules.may_confirm,
            refused=rules.NOT_FIRM,
            event=events.VisitConfirmed,
            words=pgettext_lazy("visit", "It was so"),
            done=_("Confirmed. It counts in the figures of the year."),
            told=_("The firm confirmed the visit"),
            look="main",
        ),
        Transition(
            act="dispute",
            source=(Visit.State.LOGGED,),
            target=Visit.State.DISPUTED,
            may=rules.may_confirm,
            refused=rules.NOT_FIRM,
            ask=Ask(
                note_required=True,
                note_label=_("What was different?"),
                note_column="note",
                missing=_("Say in a few words what was different."),
            ),
            event=events.VisitDisputed,
            words=pgettext_lazy("visit", "It was not so"),
            done=_("The visitor reads what was different."),
            told=_("The firm did not confirm the visit"),
            look="danger",
        ),
    ),
)
