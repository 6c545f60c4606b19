"""Writes of requests to join."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import DUTIES_OF_KIND, Membership, Organisation
from backend.accounts.services import member_join
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.joining import rules
from backend.joining.events import JoinAsked
from backend.joining.lifecycle import JOIN_REQUEST
from backend.joining.models import JoinRequest
from backend.joining.selectors import domain_proving, organisation_to_join

MOST_OPEN = 5  # requests of one person that nobody answered
MOST_CHARACTERS = 1000
DECLINED_FOR = timedelta(days=7)  # a no holds so long


def join_ask(*, actor: Actor, organisation_id: int, duty: str, note: str) -> JoinRequest:
    """Ask to become a member. A proved address in a confirmed domain of the organisation decides at
    once; else its people do.

    Raises NotPermitted for a visitor, NotFound, ValidationError by field, WrongState.
    """
    person_id = actor.person
    with transaction.atomic():
        organisation = organisation_to_join(organisation_id)
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _askable(person_id, organisation)
        if duty not in DUTIES_OF_KIND[organisation.kind]:
            raise ValidationError({"duty": _("This kind of organisation has no such duty.")})
        if len(note) > MOST_CHARACTERS:
            raise ValidationError({"note": _("At most 1,000 characters.")})
        request = JoinRequest.objects.create(
            person_id=person_id, organisation=organisation, duty=duty, note=note.strip()
        )
        publish(JoinAsked(join_request_id=request.pk), actor_id=person_id)
        proving = domain_proving(person_id, organisation)
        if proving is not None and duty == rules.duty_by_domain(organisation):
            request.domain = proving.domain
            advance(JOIN_REQUEST, "admit", request, actor_id=None)
            _take_in(request, actor_id=None)
    return request


def _askable(person_id: int, organisation: Organisation) -> None:
    if Membership.objects.filter(user=person_id, organisation=organisation, active=True).exists():
        raise WrongState(_("You are a member of this organisation already."))
    asked = JoinRequest.objects.filter(person=person_id)
    waiting = asked.filter(state=JoinRequest.State.OPEN)
    if waiting.filter(organisation=organisation).exists():
        raise WrongState(_("Your request to this organisation waits for an answer already."))
    lately = asked.filter(
        organisation=organisation,
        state=JoinRequest.State.DECLINED,
        updated_at__gt=timezone.now() - DECLINED_FOR,
    )
    if lately.exists():
        raise WrongState(_("Your request was declined lately; ask again after a week."))
    if waiting.count() >= MOST_OPEN:
        raise WrongState(_("Five requests wait for an answer; take one back first."))


def join_accept(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None
) -> JoinRequest:
    """Take them in with the duty they asked for. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        JOIN_REQUEST, "accept", join_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        request.answered_by_id = actor.user_id
        _take_in(request, actor_id=actor.user_id)
    return request


def join_decline(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None, note: str
) -> JoinRequest:
    """Do not take them in, and say why. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        JOIN_REQUEST,
        "decline",
        join_request_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as request:
        request.answered_by_id = actor.user_id
    return request


def join_withdraw(
    *, actor: Actor, join_request_id: int, expected_revision: int | None = None
) -> JoinRequest:
    """Take one's own request back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        JOIN_REQUEST, "withdraw", join_request_id, actor=actor, expected_revision=expected_revision
    ) as request:
        return request


SERVICES: dict[str, Callable[..., JoinRequest]] = {
    "accept": join_accept,
    "decline": join_decline,
    "withdraw": join_withdraw,
}


def _take_in(request: JoinRequest, *, actor_id: int | None) -> None:
    Organisation.objects.select_for_update().get(pk=request.organisation_id)
    member = Membership.objects.filter(
        user=request.person, organisation=request.organisation, active=True
    )
    if member.exists():
        return  # invited in the meantime: the duties that they have stay
    member_join(
        organisation=request.organisation,
        user_id=request.person_id,
        duties=[request.duty],
        actor_id=actor_id,
    )
