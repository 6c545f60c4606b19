"""Writes of files: take in, replace, withdraw, check."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.subjects import Subject, subject_for, subject_type

from . import rules
from .content import cleaned, safe_name
from .events import AttachmentAdded, AttachmentRefused, AttachmentWithdrawn
from .models import Attachment
from .scanning import virus_found
from .selectors import attachment_for
from .storage import bytes_drop, bytes_keep, bytes_of

MAX_FILES = 200  # of one subject, versions included
_REPLACED = _("Somebody replaced or removed this file in the meantime; look again.")


def attachment_add(
    *,
    actor: Actor,
    subject: str,
    subject_id: int,
    upload: File[bytes],
    tier: str = "",
    replaces_id: int | None = None,
) -> Attachment:
    """Take in a file. Without a tier it is for the parties; a new version keeps the tier of the old.

    Raises NotFound, NotPermitted, WrongState where the replaced file is no more the current one or the
    subject is full, ValidationError for ``file`` or ``tier``.
    """
    found = subject_for(actor, subject, subject_id)
    attaching_check(actor, found)
    tier = (
        _tier(found, tier) if replaces_id is None else _replaceable(actor, found, replaces_id).tier
    )
    data = _read(upload)
    name = safe_name(upload.name or "")
    file_type, data = cleaned(name, data)
    key = bytes_keep(data)
    attachment = Attachment(
        subject=found.name,
        subject_id=found.pk,
        tier=tier,
        name=name,
        media_type=file_type.media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        key=key,
        state=Attachment.State.QUARANTINED if settings.CLAMD else Attachment.State.READY,
        replaces_id=replaces_id,
        added_by_id=actor.person,
        organisation_id=actor.organisation_id,
    )
    try:
        _write(actor, found, attachment)
    except BaseException:
        bytes_drop(key)
        raise
    return attachment


def _write(actor: Actor, subject: Subject, attachment: Attachment) -> None:
    with transaction.atomic():
        if attachment.replaces_id is not None:
            # Of two who replace one version the second finds it replaced.
            Attachment.objects.select_for_update().get(pk=attachment.replaces_id)
            _replaceable(actor, subject, attachment.replaces_id)
        attachment.save()
        publish(
            AttachmentAdded(
                attachment_id=attachment.pk,
                hangs_on=attachment.subject,
                hangs_on_id=attachment.subject_id,
                file=attachment.name,
                replaces=attachment.replaces_id is not None,
            ),
            actor_id=actor.user_id,
        )


def attaching_check(actor: Actor, subject: Subject) -> None:
    """Raise NotPermitted where the actor may not attach, WrongState where no more files fit."""
    if actor.user_id is None or not rules.may_attach(subject):
        raise NotPermitted(_("You may not add files here."))
    held = Attachment.objects.filter(subject=subject.name, subject_id=subject.pk)
    if held.exclude(state=Attachment.State.WITHDRAWN).count() >= MAX_FILES:
        raise WrongState(_("There are many files here already; remove some first."))


def attachment_withdraw(*, actor: Actor, attachment_id: int) -> None:
    """Remove a file with its earlier versions. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        Attachment.objects.select_for_update().filter(pk=attachment_id).first()
        attachment, subject = attachment_for(actor, attachment_id)
        if not rules.may_withdraw(actor, subject, attachment):
            raise NotPermitted(_("Only those who added this file remove it."))
        if hasattr(attachment, "replaced_by"):
            raise WrongState(_REPLACED)
        before: Attachment | None = attachment
        while before is not None:
            before.state = Attachment.State.WITHDRAWN
            before.save(update_fields=["state", "updated_at"])
            before = before.replaces
        publish(
            AttachmentWithdrawn(attachment_id=attachment.pk, file=attachment.name),
            actor_id=actor.user_id,
        )


def attachment_check(*, attachment_id: int) -> None:
    """Let the scanner look at a file in quarantine; repeatable. Raises Unavailable."""
    attachment = Attachment.objects.get(pk=attachment_id)
    if attachment.state != Attachment.State.QUARANTINED:
        return
    found = virus_found(settings.CLAMD, bytes_of(attachment.key)) if settings.CLAMD else ""
    with transaction.atomic():
        attachment = Attachment.objects.select_for_update().get(pk=attachment_id)
        if attachment.state != Attachment.State.QUARANTINED:
            return
        attachment.state = Attachment.State.REFUSED if found else Attachment.State.READY
        attachment.save(update_fields=["state", "updated_at"])
        if found:
            refused = AttachmentRefused(
                attachment_id=attachment.pk, file=attachment.name, found=found
            )
            publish(refused, actor_id=None)
            transaction.on_commit(lambda: bytes_drop(attachment.key))


def _replaceable(actor: Actor, here: Subject, attachment_id: int) -> Attachment:
    """The current version of a file of ``here``, where the actor may replace it."""
    attachment, subject = attachment_for(actor, attachment_id)
    if (subject.name, subject.pk) != (here.name, here.pk):
        # Its readers and tier are another subject's.
        raise NotFound(_("There is no such file here."))
    if not rules.may_replace(actor, subject, attachment):
        raise NotPermitted(_("Only those who added this file replace it."))
    if hasattr(attachment, "replaced_by"):
        raise WrongState(_REPLACED)
    return attachment


def _tier(subject: Subject, tier: str) -> str:
    known = subject_type(subject.name).tiers
    tier = tier or known[-1]
    if tier not in known:
        raise ValidationError({"tier": [_("Choose who may read the file.")]})
    return tier


def _read(upload: File[bytes]) -> bytes:
    if (upload.size or 0) > settings.FILE_MAX_BYTES:
        megabytes = settings.FILE_MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            {"file": [_("The file is larger than %(n)s MB; make it smaller.") % {"n": megabytes}]}
        )
    data: bytes = upload.read()
    return data
