"""Who decides on requests to join, mail domains, applications and suspensions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import DUTIES_OF_KIND, Duty, Organisation
from backend.accounts.rules import VERIFY

from .models import Application, JoinRequest

ANSWER = action("join_answer", _("Answer requests to join"), BINDING)
CLAIM = action("mail_domain_claim", _("Name a mail domain of the organisation"), BINDING)
CONFIRM = action("mail_domain_confirm", _("Confirm a mail domain"), [], operator=True)
APPLY = action("organisation_apply", _("Apply for verification again"), BINDING)
SUSPEND = action("organisation_suspend", _("Suspend an organisation"), [], operator=True)


def may_answer(actor: Actor, request: JoinRequest) -> bool:
    """Who answers for the organisation, never for themselves."""
    return request.person_id != actor.user_id and ANSWER.allows(actor, request.organisation_id)


def may_withdraw(actor: Actor, request: JoinRequest) -> bool:
    """Who asked."""
    return actor.signed_in and request.person_id == actor.user_id


def duty_by_domain(organisation: Organisation) -> Duty | None:
    """The duty that an address alone gives: one that binds the organisation in nothing but its
    holder's own matters. None where this kind of organisation has no such duty."""
    for duty in DUTIES_OF_KIND[organisation.kind]:
        if duty not in BINDING:
            return duty
    return None


def may_decide(actor: Actor, application: Application) -> bool:
    """Operators, over what they did not ask themselves."""
    return application.applicant_id != actor.user_id and VERIFY.allows(
        actor, application.organisation_id
    )


def may_withdraw_application(actor: Actor, application: Application) -> bool:
    """Who applied."""
    return actor.signed_in and application.applicant_id == actor.user_id
