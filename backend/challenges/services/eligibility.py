"""Who may enter a call; who may not is told why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.challenges import rules
from backend.challenges.models import Call
from backend.core.errors import NotPermitted
from backend.integrity.models import Block
from backend.integrity.selectors import barred_words

PERSON = "person"


def entrant_check(
    actor: Actor, call: Call, *, alone: bool, joining: bool = False
) -> Organisation | None:
    """The organisation that enters, None for a person alone. Raises NotPermitted with the reason."""
    actor.person  # noqa: B018 - raises for a visitor
    if actor.belongs_to(call.poster_id):
        raise NotPermitted(_("Members of the poster do not enter its calls."))
    if actor.user_id in {call.runner_id, call.decider_id} or rules.is_reviewer(actor, call):
        raise NotPermitted(_("Who runs, decides or reviews does not enter."))
    person_barred = barred_words(Block.CALLS, region=call.poster.region, person_id=actor.person)
    if person_barred is not None:
        raise NotPermitted(person_barred)
    if alone:
        if PERSON not in call.type.entrants:
            raise NotPermitted(_("Organisations enter calls of this kind, not single people."))
        return None
    organisation = Organisation.objects.filter(pk=actor.organisation_id or 0).first()
    if organisation is None:
        raise NotPermitted(_("Choose the organisation for which you enter."))
    allowed = rules.may_enter_for(actor, organisation.pk)
    if not (allowed or joining):
        raise NotPermitted(_("Your duties in this organisation do not let you enter calls."))
    organisation_check(call, organisation)
    return organisation


def organisation_check(call: Call, organisation: Organisation) -> None:
    """Raise NotPermitted where an organisation may not take part, with the reason."""
    told = organisation_barred(call, organisation)
    if told is not None:
        raise NotPermitted(told)


def organisation_barred(call: Call, organisation: Organisation) -> object | None:
    """Why an organisation may not take part in a call; None where it may."""
    words = {"name": organisation.name}
    if organisation.pk == call.poster_id:
        return _("%(name)s posts this call and cannot take part in it.") % words
    if organisation.kind not in call.type.entrants:
        return _("%(name)s is not among those who may enter calls of this kind.") % words
    if not organisation.verified:
        return _("%(name)s waits for verification; only verified organisations enter.") % words
    return barred_words(Block.CALLS, region=call.poster.region, organisation_id=organisation.pk)
