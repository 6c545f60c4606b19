"""Writes of memberships: joining, other duties, leaving.

Each locks the organisation first, so that of its last two deciders only one can leave at a time.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.events import MemberDutiesChanged, MemberJoined, MemberLeft
from backend.accounts.models import DUTIES_OF_KIND, Membership, MembershipDuty, Organisation
from backend.accounts.rules import members_manage
from backend.accounts.selectors import members_with_duty
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish


def member_duties_change(
    *, actor: Actor, organisation_id: int, user_id: int, duties: Collection[str]
) -> Membership:
    """Give a member other duties.

    Raises NotPermitted, NotFound, ValidationError by field, WrongState where nobody would be left
    who decides.
    """
    with transaction.atomic():
        membership = _managed(actor, organisation_id, user_id)
        duties_check(membership.organisation, duties)
        _duties_write(membership, duties)
        _still_decided(organisation_id)
        publish(
            MemberDutiesChanged(
                organisation_id=organisation_id, user_id=user_id, duties=tuple(sorted(set(duties)))
            ),
            actor_id=actor.user_id,
        )
    return membership


def member_remove(*, actor: Actor, organisation_id: int, user_id: int) -> None:
    """End somebody's membership. Raises NotPermitted, NotFound, WrongState for the last decider."""
    with transaction.atomic():
        _end(_managed(actor, organisation_id, user_id), removed=True, actor_id=actor.user_id)


def member_leave(*, actor: Actor, organisation_id: int) -> None:
    """End one's own membership. Raises NotFound, WrongState for the last one who decides."""
    with transaction.atomic():
        membership = _locked(organisation_id, actor.person)
        _end(membership, removed=False, actor_id=actor.user_id)


def member_join(
    *, organisation: Organisation, user_id: int, duties: Collection[str], actor_id: int | None
) -> Membership:
    """Make a person a member, again where they were one; part of the caller's transaction."""
    membership, _created = Membership.objects.update_or_create(
        user_id=user_id, organisation=organisation, defaults={"active": True}
    )
    _duties_write(membership, duties)
    joined = MemberJoined(
        organisation_id=organisation.pk, user_id=user_id, duties=tuple(sorted(set(duties)))
    )
    publish(joined, actor_id=actor_id)
    return membership


def duties_check(organisation: Organisation, duties: Collection[str]) -> None:
    """Raise ValidationError where there are none, or this kind of organisation has no such duty."""
    if not duties:
        raise ValidationError({"duties": _("Choose one duty at least.")})
    if not set(duties) <= set(DUTIES_OF_KIND[organisation.kind]):
        raise ValidationError({"duties": _("This kind of organisation has no such duty.")})


def _managed(actor: Actor, organisation_id: int, user_id: int) -> Membership:
    members_manage(actor, organisation_id)
    return _locked(organisation_id, user_id)


def _locked(organisation_id: int, user_id: int) -> Membership:
    Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    found = (
        Membership.objects.select_related("organisation")
        .filter(organisation_id=organisation_id, user_id=user_id, active=True)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such member."))
    return found


def _end(membership: Membership, *, removed: bool, actor_id: int | None) -> None:
    membership.active = False
    membership.save()
    membership.duties.all().delete()
    _still_decided(membership.organisation_id)
    publish(
        MemberLeft(
            organisation_id=membership.organisation_id, user_id=membership.user_id, removed=removed
        ),
        actor_id=actor_id,
    )


def _duties_write(membership: Membership, duties: Collection[str]) -> None:
    membership.duties.exclude(duty__in=duties).delete()
    MembershipDuty.objects.bulk_create(
        [MembershipDuty(membership=membership, duty=duty) for duty in sorted(set(duties))],
        ignore_conflicts=True,
    )


def _still_decided(organisation_id: int) -> None:
    if not members_with_duty(organisation_id, *BINDING).exists():
        raise WrongState(
            _("Somebody must answer for the organisation: give a colleague that duty first.")
        )
