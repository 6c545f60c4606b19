"""A copy of what is kept of a person, and closing an account."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Membership, User
from backend.accounts.services import member_leave
from backend.accounts.storage import photo_drop
from backend.core.errors import NotFound, WrongState
from backend.core.outbox import publish
from backend.tasks.models import Task
from notifications import facade as notifications

from .events import PersonErased, PersonExported
from .selectors import obstacles_to_closing, person_data

# What organisations go on from, and the record of the administration.
KEPT = (Membership, Task, LogEntry)
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
        _forget(person)
        person.email = f"erased-{person.pk}@invalid"
        person.name = ERASED
        person.phone = person.position = person.photo = ""
        person.is_active = person.is_staff = person.is_superuser = False
        # Its digest is in every session: whatever is still signed in ends with it.
        person.set_unusable_password()
        person.save()
        publish(PersonErased(person_id=person.pk), actor_id=None)


def _forget(person: User) -> None:
    """Remove what served this person alone: notices, and every row that a person's row would take with
    it, so that what apps add later is thought of too."""
    for relation in User._meta.related_objects:
        if relation.on_delete is models.CASCADE and relation.related_model not in KEPT:
            own = relation.related_model._base_manager.filter(**{relation.field.name: person})
            own.delete()
    if person.photo:
        transaction.on_commit(partial(photo_drop, person.photo))
    notifications.person_forget(person.pk)
