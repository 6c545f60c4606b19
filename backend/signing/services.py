"""Writes of documents that are signed: freeze, sign, void. Who may is the matter of their subjects."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.attachments.storage import bytes_keep, bytes_of
from backend.core.errors import NotPermitted, Unavailable, WrongState
from backend.core.outbox import publish

from .events import (
    CertificateRevoked,
    DocumentFrozen,
    DocumentVoided,
    SignatureFailed,
    SignatureMade,
)
from .gateway import Box, SealedPdf, Signer, SigningFailed, gateway
from .models import Credential, Document, Revocation, Signature
from .rules import may_revoke
from .selectors import certificate_known

TRY_AGAIN = _("Nothing was signed; try again in a few minutes.")


@dataclass(frozen=True, slots=True)
class Party:
    """Who is to sign, and where on the last page."""

    box: Box
    organisation: Organisation


def document_prepare(pdf: bytes, parties: Sequence[Party]) -> bytes:
    """The bytes to freeze: the PDF with a field for each party."""
    return gateway().prepare(pdf, [party.box for party in parties])


def document_freeze(
    *,
    subject: str,
    subject_id: int,
    revision: int,
    title: str,
    code: str,
    pdf: bytes,
    parties: Sequence[Party],
    actor_id: int | None,
) -> Document:
    """Keep prepared bytes that are to be signed, in the caller's transaction."""
    digest = hashlib.sha256(pdf).hexdigest()
    key = bytes_keep(pdf)
    document = Document.objects.create(
        subject=subject,
        subject_id=subject_id,
        revision=revision,
        title=title,
        code=code,
        sha256=digest,
        key=key,
        signed_sha256=digest,
        signed_key=key,
    )
    Signature.objects.bulk_create(
        Signature(
            document=document,
            party=party.box.party,
            organisation=party.organisation,
            organisation_name=party.organisation.name,
        )
        for party in parties
    )
    publish(DocumentFrozen(**_facts(document), sha256=digest), actor_id=actor_id)
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSignature:
    """A signature that was made over the bytes ``over`` and is to be kept."""

    document_id: int
    party: str
    over: str
    signer: Signer
    sealed: SealedPdf


def signature_make(
    *, actor: Actor, document_id: int, party: str, signer_name: str, reason: str
) -> MadeSignature:
    """Make the party's signature. It takes a while, so nothing is locked; signature_keep keeps it.

    Raises WrongState where it is signed already or not valid any more, Unavailable where signing
    failed: that is noted on the signature, and can be tried again.
    """
    document = Document.objects.get(pk=document_id)
    waiting = document.signatures.select_related("organisation").get(party=party)
    _check_open(document, waiting)
    signer = Signer(
        user_id=actor.person,
        name=signer_name,
        organisation_id=waiting.organisation_id,
        organisation=waiting.organisation_name,
    )
    try:
        sealed = gateway().sign(
            bytes_of(document.signed_key), party=party, signer=signer, reason=reason
        )
    except SigningFailed as failure:
        _note_failure(actor, waiting.pk, failure.code)
        said = Signature.Failure(failure.code).label
        raise Unavailable(format_lazy("{} {}", said, TRY_AGAIN)) from failure
    return MadeSignature(
        document_id=document_id,
        party=party,
        over=document.signed_sha256,
        signer=signer,
        sealed=sealed,
    )


def signature_keep(*, actor: Actor, made: MadeSignature) -> Document | None:
    """Keep a signature in the caller's transaction; None where another party signed in this moment:
    then it is made again over what is there now.

    Raises WrongState as signature_make.
    """
    document = Document.objects.select_for_update().get(pk=made.document_id)
    row = document.signatures.select_for_update().get(party=made.party)
    _check_open(document, row)
    if document.signed_sha256 != made.over:
        return None
    digest = hashlib.sha256(made.sealed.pdf).hexdigest()
    row.state, row.failure, row.failed_at = Signature.State.SIGNED, "", None
    row.signer_id, row.signer_name = made.signer.user_id, made.signer.name
    row.signed_at, row.serial, row.mark = (
        made.sealed.signed_at,
        made.sealed.serial,
        made.sealed.mark,
    )
    row.sha256 = digest
    row.save()
    document.signed_sha256, document.signed_key = digest, bytes_keep(made.sealed.pdf)
    if not document.signatures.exclude(state=Signature.State.SIGNED).exists():
        document.state = Document.State.SIGNED
    document.save()
    publish(
        SignatureMade(**_facts(document), party=made.party, sha256=digest), actor_id=actor.user_id
    )
    return document


def document_scanned(*, document_id: int, sha256: str) -> None:
    """All confirmed a scan of the signed paper, in the caller's transaction."""
    document = Document.objects.select_for_update().get(pk=document_id)
    document.scan_sha256, document.state = sha256, Document.State.SIGNED
    document.save()


def document_void(*, document_id: int, actor_id: int | None) -> None:
    """The document is not to be signed any more, in the caller's transaction; safe to repeat."""
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.state != Document.State.VOID:
        document.state = Document.State.VOID
        document.save()
        publish(DocumentVoided(**_facts(document)), actor_id=actor_id)


def certificate_revoke(*, actor: Actor, certificate_id: int, reason: str) -> Credential:
    """Revoke a person's certificate from now on; what it signed before stands.

    Raises NotFound, NotPermitted, ValidationError for ``reason``, WrongState where it was
    revoked already.
    """
    with transaction.atomic():
        certificate_known(actor, certificate_id)
        credential = Credential.objects.select_for_update().get(pk=certificate_id)
        if not may_revoke(actor, credential):
            raise NotPermitted(_("The person, or who answers for the organisation, revokes it."))
        if reason not in Revocation.values:
            raise ValidationError({"reason": [_("Choose why it is revoked.")]})
        if credential.revoked_at is not None:
            raise WrongState(_("This certificate was revoked already."))
        credential.revoked_at = timezone.now()
        credential.retired_at = credential.retired_at or credential.revoked_at
        credential.revoked_by_id, credential.revoked_reason = actor.person, reason
        credential.save()
        publish(
            CertificateRevoked(certificate_id=credential.pk, reason=reason), actor_id=actor.user_id
        )
    return credential


def certificates_of_leaver_revoke(*, organisation_id: int, user_id: int) -> int:
    """Who left an organisation signs for it no more; returns how many ended. Safe to repeat."""
    with transaction.atomic():
        held = Credential.objects.select_for_update().filter(
            organisation_id=organisation_id, user_id=user_id, revoked_at=None
        )
        found = list(held.order_by("pk"))
        for credential in found:
            credential.revoked_at = timezone.now()
            credential.retired_at = credential.retired_at or credential.revoked_at
            credential.revoked_reason = Revocation.LEFT
            credential.save()
            event = CertificateRevoked(certificate_id=credential.pk, reason=Revocation.LEFT.value)
            publish(event, actor_id=None)
    return len(found)


def _check_open(document: Document, signature: Signature) -> None:
    if document.state == Document.State.VOID:
        raise WrongState(_("This document is not valid any more; look again."))
    if signature.made:
        raise WrongState(_("Your side has signed already."))
    if document.state != Document.State.OPEN:
        raise WrongState(_("This document is signed already."))


def _note_failure(actor: Actor, signature_id: int, code: str) -> None:
    with transaction.atomic():
        row = (
            Signature.objects.select_for_update(of=("self",))
            .select_related("document")
            .get(pk=signature_id)
        )
        if row.made:
            return
        row.state, row.failure, row.failed_at = Signature.State.FAILED, code, timezone.now()
        row.save()
        publish(
            SignatureFailed(**_facts(row.document), party=row.party, failure=code),
            actor_id=actor.user_id,
        )


def _facts(document: Document) -> dict[str, Any]:
    return {
        "document_id": document.pk,
        "hangs_on": document.subject,
        "hangs_on_id": document.subject_id,
    }
