"""What people say of themselves."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import ProfileEdited
from backend.accounts.models import User
from backend.accounts.storage import photo_drop, photo_keep
from backend.core.outbox import publish

_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{4,28}")


def profile_edit(
    *,
    actor: Actor,
    name: str,
    position: str,
    phone: str,
    photo: File[bytes] | None = None,
    photo_remove: bool = False,
) -> User:
    """Write one's own name, position, telephone and photo.

    Raises NotPermitted for a visitor, ValidationError by field.
    """
    person_id = actor.person
    written = {"name": name, "position": position, "phone": phone}
    written = {field: " ".join(value.split()) for field, value in written.items()}
    if not written["name"]:
        raise ValidationError({"name": _("Write your name.")})
    if written["phone"] and not _PHONE.fullmatch(written["phone"]):
        raise ValidationError(
            {"phone": _("Write a telephone number of digits, for example 0317-1234567.")}
        )
    key = photo_keep(photo) if photo is not None else ""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person_id)
        before = person.photo
        for field, value in written.items():
            setattr(person, field, value)
        if key or photo_remove:
            person.photo = key
        person.full_clean(exclude=["password"])
        person.save()
        publish(ProfileEdited(user_id=person_id), actor_id=person_id)
        if before and before != person.photo:
            transaction.on_commit(lambda: photo_drop(before))
    return person
