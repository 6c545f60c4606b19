"""Who selects commissioners, who applies, who releases them, who confirms what they did."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, party_to
from backend.accounts.models import Duty
from backend.accounts.rules import not_concerned

from .models import Appointment, Question, Visit

_HOMES = (
    Duty.UNIVERSITY_OFFICE, Duty.ENTERPRISE_MEMBER, Duty.SERVICE_MEMBER, Duty.BROKER,
)  # fmt: skip
APPOINT = action(
    "commissioner_appoint",
    _("Select science commissioners, set up stations"),
    [Duty.REGIONAL_OFFICER],
)
APPLY = action(
    "commissioner_apply", _("Apply as a science commissioner"), [Duty.RESEARCHER, *_HOMES]
)
RELEASE = action("commissioner_release", _("Release one's people as science commissioners"), _HOMES)
CONFIRM = action(
    "visit_confirm",
    _("Ask science commissioners, confirm their visits"),
    [Duty.ENTERPRISE_MEMBER],
)
NOT_UNIT = _("Only officers of the unit that selects do this.")
NOT_APPLYING = _("Members of a verified university, institute, firm or agency apply.")
NOT_PERSON = _("Only the person does this.")
NOT_HOME = _("Only those who answer for the home institution do this, and nobody for oneself.")
NOT_FIRM = _("Only members of the firm do this.")
NOT_SERVING = _("Only commissioners in service and officers write visits down.")
NOT_ASKED = _("Only the commissioner who was asked answers.")


def may_appoint(actor: Actor) -> bool:
    """Whether the actor selects for the unit acted for."""
    return APPOINT.allows(actor, actor.organisation_id)


def may_decide(actor: Actor, appointment: Appointment) -> bool:
    """Officers of the unit that selects; nobody on oneself or on people of one's own institution."""
    return APPOINT.allows(actor, appointment.selection.unit_id) and not_concerned(
        actor, people=[appointment.person_id], organisations=[appointment.home_id]
    )


def may_apply(actor: Actor) -> bool:
    """Whether the actor applies, from the organisation acted for."""
    own = actor.organisation_id
    return own not in actor.unverified and APPLY.allows(actor, own)


def is_person(actor: Actor, appointment: Appointment) -> bool:
    """The person alone."""
    return actor.user_id is not None and actor.user_id == appointment.person_id


def may_release(actor: Actor, appointment: Appointment) -> bool:
    """Whether the actor speaks for the home institution; nobody releases oneself."""
    own = actor.user_id == appointment.person_id
    return not own and RELEASE.allows(actor, appointment.home_id)


def may_confirm(actor: Actor, visit: Visit) -> bool:
    """Members of the firm; who visited confirms nothing."""
    return actor.user_id != visit.visitor_id and CONFIRM.allows(actor, visit.firm_id)


def may_make_need(actor: Actor, visit: Visit) -> bool:
    """Who was there writes it on behalf of the firm, or the firm itself writes it."""
    return actor.user_id == visit.visitor_id or CONFIRM.allows(actor, visit.firm_id)


def may_ask(actor: Actor) -> bool:
    """Whether the actor asks for the firm acted for."""
    return CONFIRM.allows(actor, actor.organisation_id)


def may_answer(actor: Actor, question: Question) -> bool:
    """The commissioner who was asked."""
    return is_person(actor, question.appointment)


def may_follow(actor: Actor, appointment: Appointment) -> bool:
    """The person, the home institution and the unit."""
    return party_to(
        actor,
        organisations=[appointment.home_id, appointment.selection.unit_id],
        people=[appointment.person_id],
    )
