"""Reads of documents that are signed, within the readers of their subjects; and what a PDF tells."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.subjects import Subject, Tier, subject_for

from .gateway import NotReadable, SignatureFound, gateway
from .models import Credential, Document, Signature
from .rules import REVOKE

_MISSING = _("This document does not exist, or you may not see it.")


def document_of(subject: str, subject_id: int) -> Document | None:
    """The newest document of a subject, with its signatures; rights are the caller's."""
    found = Document.objects.filter(subject=subject, subject_id=subject_id)
    return found.prefetch_related("signatures__organisation").order_by("-pk").first()


def document_readable_by(actor: Actor, document_id: int) -> tuple[Document, Subject]:
    """A document and its subject. Raises NotFound, also for who is no party to it."""
    found = Document.objects.prefetch_related("signatures").filter(pk=document_id).first()
    if found is None:
        raise NotFound(_MISSING)
    subject = subject_for(actor, found.subject, found.subject_id)
    if Tier.PARTIES not in subject.tiers:
        raise NotFound(_MISSING)
    return found, subject


class Verdict(StrEnum):
    """What is to be held of a file."""

    INTACT = "intact"  # signed by all, unchanged
    PARTLY = "partly"  # unchanged, and some have not signed
    SCAN = "scan"  # the scan that all confirmed
    TEXT = "text"  # the agreed text, without a signature
    VOID = "void"  # unchanged, but not valid any more
    REVOKED = "revoked"  # unchanged, but signed by a certificate after it was revoked
    CHANGED = "changed"
    FOREIGN = "foreign"  # nothing of this platform
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Validation:
    """A verdict with the document that the file is, where it is one of ours, and its signatures."""

    verdict: Verdict
    sha256: str
    document: Document | None = None
    signatures: Sequence[SignatureFound] = ()

    @property
    def missing(self) -> list[Signature]:
        """Who has not signed in this copy."""
        if self.document is None:
            return []
        held = {found.mark for found in self.signatures}
        return [one for one in self.document.signatures.all() if one.mark not in held]


def pdf_validate(pdf: bytes) -> Validation:
    """What is to be held of a file, whoever asks: it tells no more than the file itself does."""
    digest = hashlib.sha256(pdf).hexdigest()
    scan = Document.objects.filter(scan_sha256=digest).first() if digest else None
    if scan is not None:
        return Validation(_standing(scan, Verdict.SCAN), digest, scan)
    try:
        found = _with_revocations(gateway().validate(pdf))
    except NotReadable:
        return Validation(Verdict.UNREADABLE, digest)
    if not found:
        text = Document.objects.filter(sha256=digest).first()
        if text is None:
            return Validation(Verdict.FOREIGN, digest)
        return Validation(_standing(text, Verdict.TEXT), digest, text)
    return _signed(digest, found)


def _with_revocations(found: Sequence[SignatureFound]) -> list[SignatureFound]:
    """The signatures with what became of their certificates since."""
    serials = [one.serial for one in found if one.ours]
    revoked = dict(
        Credential.objects.filter(serial__in=serials, revoked_at__isnull=False).values_list(
            "serial", "revoked_at"
        )
    )
    return [replace(one, revoked_at=revoked.get(one.serial) if one.ours else None) for one in found]


def _signed(digest: str, found: Sequence[SignatureFound]) -> Validation:
    ours = [one for one in found if one.ours]
    marks = [one.mark for one in found]
    known = Signature.objects.filter(mark__in=marks).exclude(mark="").select_related("document")
    row = known.prefetch_related("document__signatures").first()
    document = row.document if row is not None else None
    if not ours and document is None:
        return Validation(Verdict.FOREIGN, digest, signatures=found)
    whole = all(one.intact and one.signed_at for one in found) and found[-1].last
    if not whole or len(ours) < len(found):
        return Validation(Verdict.CHANGED, digest, document, found)
    if any(one.too_late for one in found):
        return Validation(Verdict.REVOKED, digest, document, found)
    if document is None:
        return Validation(Verdict.INTACT, digest, signatures=found)
    all_signed = {one.mark for one in document.signatures.all()} <= set(marks)
    verdict = Verdict.INTACT if all_signed else Verdict.PARTLY
    return Validation(_standing(document, verdict), digest, document, found)


def _standing(document: Document, verdict: Verdict) -> Verdict:
    return Verdict.VOID if document.state == Document.State.VOID else verdict


def certificates_known(actor: Actor) -> QuerySet[Credential]:
    """The certificates of people that the actor may know of: his own, those of whoever signs for his
    organisations where he answers for them, all for operators; newest first."""
    found = Credential.objects.filter(purpose=Credential.Purpose.PERSON).defer("private_key")
    found = found.select_related("user", "organisation", "revoked_by").order_by("-pk")
    if actor.operator:
        return found
    managed = [pk for pk in actor.duties if REVOKE.allows(actor, pk)]
    return found.filter(Q(user=actor.user_id or 0) | Q(organisation__in=managed))


def certificate_known(actor: Actor, certificate_id: int) -> Credential:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = certificates_known(actor).filter(pk=certificate_id).first()
    if found is None:
        raise NotFound(_("This certificate does not exist, or you may not see it."))
    return found
