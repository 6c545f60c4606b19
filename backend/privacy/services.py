"""A copy of what is kept of a person, and closing an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Membership, User
from backend.accounts.services import member_leave
from backend.brokerage.models import SavedView
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish
from backend.following.models import Follow, SavedSearch
from notifications import facade as notifications

from .events import PersonErased, PersonExported
from .selectors import obstacles_to_closing, person_data

ERASED = "—"  # instead of a name where a trail or a contract names who acted


def person_export(*, actor: Actor) -> dict[str, Any]:
    """A copy of what is kept of the person who asks; that it was taken is on record."""
    with transaction.atomic():
        found = person_data(actor)
        publish(PersonExported(person_id=actor.person), actor_id=actor.user_id)
    return found


def person_erase(*, actor: Actor) -> None:
    """Close the account of the person who asks: name, addresses, ways to sign in, memberships,
    searches, follows and notices go. What organisations hold (listings, messages, contracts, the
    trail) stays theirs and names nobody any more.

    Raises WrongState while something runs that only this person answers for.
    """
    with transaction.atomic():
        person = User.objects.select_for_update().filter(pk=actor.person, is_active=True).first()
        if person is None:
            raise NotFound(_("There is no such account."))
        if obstacles_to_closing(actor):
            raise WrongState(_("First hand over what runs under your name."))
        for organisation_id in Membership.objects.filter(user=person, active=True).values_list(
            "organisation_id", flat=True
        ):
            member_leave(actor=actor, organisation_id=organisation_id)
        _forget(person.pk)
        person.email = f"erased-{person.pk}@invalid"
        person.name = ERASED
        person.is_active = person.is_staff = person.is_superuser = False
        # Its digest is in every session: whatever is still signed in ends with it.
        person.set_unusable_password()
        person.save()
        publish(PersonErased(person_id=person.pk), actor_id=None)


def _forget(person: int) -> None:
    """Remove what served this person alone."""
    for of_user in (EmailAddress, SavedSearch, Follow):
        of_user.objects.filter(user=person).delete()
    SavedView.objects.filter(owner=person).delete()
    notifications.person_forget(person)
