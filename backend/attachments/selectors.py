"""Reads of files, within what the reader may know of their subjects."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.subjects import Subject, subject_for

from . import rules
from .models import Attachment

LINK_SECONDS = 300
_SALT = "attachments.link"
_MISSING = _("This file does not exist, or you may not see it.")
NOT_READY = _("This file is not ready yet, or was refused.")
_SHOWN = (Attachment.State.READY, Attachment.State.QUARANTINED, Attachment.State.REFUSED)


def attachments_of(subject: Subject) -> list[Attachment]:
    """The files of a subject that its finder may read, newest first.

    Each is the current version and carries ``earlier``, the ones that it replaced, newest first.
    """
    rows = list(
        Attachment.objects.filter(
            subject=subject.name, subject_id=subject.pk, tier__in=subject.tiers, state__in=_SHOWN
        )
        .select_related("added_by", "organisation")
        .order_by("-pk")
    )
    by_pk = {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in rows}
    for row in rows:
        row.earlier = []  # type: ignore[attr-defined]
        before = by_pk.get(row.replaces_id or 0)
        while before is not None:
            row.earlier.append(before)  # type: ignore[attr-defined]
            before = by_pk.get(before.replaces_id or 0)
    return [row for row in rows if row.pk not in replaced]


def attachments_in(
    name: str, ids: Collection[int] | QuerySet[Any], tiers: Collection[str]
) -> QuerySet[Attachment]:
    """All files, removed and refused ones too, of subjects of one kind within tiers; rights are the
    caller's."""
    return Attachment.objects.filter(subject=name, subject_id__in=ids, tier__in=tiers)


def attachments_of_each(name: str, ids: Collection[int]) -> dict[int, list[Attachment]]:
    """The current files of several subjects of one kind, oldest first; rights are the caller's."""
    found: dict[int, list[Attachment]] = {}
    rows = Attachment.objects.filter(subject=name, subject_id__in=ids, state__in=_SHOWN)
    current = rows.filter(replaced_by__isnull=True).select_related("added_by")
    for row in current.order_by("pk"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def attachment_for(actor: Actor, attachment_id: int) -> tuple[Attachment, Subject]:
    """A file and its subject as the actor may know them. Raises NotFound, also where he may not."""
    found = (
        Attachment.objects.filter(pk=attachment_id, state__in=_SHOWN)
        .select_related("added_by", "organisation")
        .first()
    )
    if found is None:
        raise NotFound(_MISSING)
    subject = subject_for(actor, found.subject, found.subject_id)
    if not rules.may_read(subject, found):
        raise NotFound(_MISSING)
    return found, subject


def link_token(actor: Actor, attachment: Attachment) -> str:
    """What opens the file for this actor during the next LINK_SECONDS."""
    return signing.dumps({"file": attachment.pk, "for": actor.user_id}, salt=_SALT)


def attachment_of_token(actor: Actor, token: str) -> Attachment:
    """The file that a link opens, if it is this actor's, still young, and he may still read it.

    Raises NotFound otherwise, and where the file waits in quarantine or was refused.
    """
    try:
        held = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise NotFound(_("This link has expired; open the file from its page again.")) from error
    if held["for"] != actor.user_id:
        raise NotFound(_MISSING)
    found, _subject = attachment_for(actor, held["file"])
    if not found.ready:
        raise NotFound(NOT_READY)
    return found
