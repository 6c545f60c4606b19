"""Writes of invitations. Who invites never learns whether an address has an account."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import InvitationDeclined, InvitationWithdrawn, MemberInvited
from backend.accounts.models import INVITED_FOR, Invitation, Membership, Organisation, User
from backend.accounts.rules import members_manage
from backend.accounts.selectors import invitations_to
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish

from .members import duties_check, member_join

OPEN_AT_ONCE = 200  # invitations of a verified organisation that wait for an answer
OPEN_UNVERIFIED = 10  # of one that nobody has checked: mail must not be sent on its behalf at will
AGAIN_AFTER = timedelta(days=1)  # between two mails to one address
DECLINED_FOR = timedelta(days=30)  # a no holds so long


def member_invite(
    *, actor: Actor, organisation_id: int, email: str, duties: Collection[str]
) -> Invitation:
    """Ask the owner of an address to join; they get a mail whether or not they have an account.

    Raises NotPermitted, NotFound, ValidationError by field.
    """
    members_manage(actor, organisation_id)
    address = email.strip().lower()
    _not_oneself(actor, address)
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
        if organisation is None:
            raise NotFound(_("There is no such organisation."))
        duties_check(organisation, duties)
        _invitable(organisation, address)
        invitation, _created = Invitation.objects.update_or_create(
            organisation=organisation,
            email=address,
            defaults={
                "duties": sorted(set(duties)),
                "state": Invitation.State.OPEN,
                "invited_by_id": actor.user_id,
                "sent_at": timezone.now(),
            },
        )
        publish(
            MemberInvited(organisation_id=organisation.pk, invitation_id=invitation.pk),
            actor_id=actor.user_id,
        )
    return invitation


def _not_oneself(actor: Actor, address: str) -> None:
    """An operator looks after everybody's members, and becomes nobody's by his own word."""
    if actor.user_id is None or not actor.operator:
        return
    own = EmailAddress.objects.filter(user_id=actor.user_id, email__iexact=address)
    if own.exists() or User.objects.filter(pk=actor.user_id, email__iexact=address).exists():
        raise NotPermitted(_("Nobody invites themselves; the organisation’s members do."))


def invitation_withdraw(*, actor: Actor, organisation_id: int, invitation_id: int) -> None:
    """Take an open invitation back. Raises NotPermitted, NotFound, WrongState."""
    members_manage(actor, organisation_id)
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update()
            .filter(pk=invitation_id, organisation_id=organisation_id)
            .first()
        )
        _answer(invitation, Invitation.State.WITHDRAWN)
        publish(
            InvitationWithdrawn(organisation_id=organisation_id, invitation_id=invitation_id),
            actor_id=actor.user_id,
        )


def invitation_accept(*, actor: Actor, invitation_id: int) -> Membership:
    """Join the organisation with the duties offered. Raises NotPermitted, NotFound, WrongState."""
    with transaction.atomic():
        invitation = _own(actor, invitation_id)
        _answer(invitation, Invitation.State.ACCEPTED)
        return member_join(
            organisation=invitation.organisation,
            user_id=actor.person,
            duties=invitation.duties,
            actor_id=actor.user_id,
        )


def invitation_decline(*, actor: Actor, invitation_id: int) -> None:
    """Say no; the organisation reads it. Raises NotPermitted, NotFound, WrongState."""
    with transaction.atomic():
        invitation = _own(actor, invitation_id)
        _answer(invitation, Invitation.State.DECLINED)
        publish(
            InvitationDeclined(
                organisation_id=invitation.organisation_id, invitation_id=invitation_id
            ),
            actor_id=actor.user_id,
        )


def _invitable(organisation: Organisation, address: str) -> None:
    members = Membership.objects.filter(organisation=organisation, active=True)
    if members.filter(user__email__iexact=address).exists():
        raise ValidationError({"email": _("This person is a member already.")})
    now = timezone.now()
    former = Invitation.objects.filter(organisation=organisation, email=address).first()
    if former is not None:
        declined = former.state == Invitation.State.DECLINED
        if declined and now - former.updated_at < DECLINED_FOR:
            raise ValidationError({"email": _("The invitation to this address was declined.")})
        if now - former.sent_at < AGAIN_AFTER and former.state != Invitation.State.ACCEPTED:
            raise ValidationError({"email": _("This address was invited within the last day.")})
    open_now = organisation.invitations.filter(
        state=Invitation.State.OPEN, sent_at__gt=now - INVITED_FOR
    )
    waiting = open_now.exclude(email=address)
    if waiting.count() >= (OPEN_AT_ONCE if organisation.verified else OPEN_UNVERIFIED):
        raise ValidationError(
            {"email": _("Too many invitations wait for an answer; withdraw some first.")}
        )


def _own(actor: Actor, invitation_id: int) -> Invitation:
    found: Invitation | None = (
        invitations_to(actor.person)
        .select_for_update(of=("self",))
        .filter(pk=invitation_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such invitation, or it was answered or withdrawn."))
    return found


def _answer(invitation: Invitation | None, state: Invitation.State) -> None:
    if invitation is None:
        raise NotFound(_("There is no such invitation, or it was answered or withdrawn."))
    if invitation.state != Invitation.State.OPEN:
        raise WrongState(_("This invitation was answered or withdrawn already."))
    invitation.state = state
    invitation.save()
