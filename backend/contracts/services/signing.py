"""Signing the agreed text: electronically by each side, or on paper with a scan that both confirm."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.attachments.models import Attachment
from backend.attachments.services import attachment_add
from backend.attachments.storage import bytes_of
from backend.contracts import rules
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.pdf_texts import pdf_text
from backend.contracts.selectors import contract_readable_by
from backend.contracts.validation import signed_on_check
from backend.core.errors import WrongState
from backend.core.lifecycles import moving
from backend.deals.rules import party_of
from backend.signing.models import Document
from backend.signing.selectors import document_of
from backend.signing.services import (
    MadeSignature,
    document_scanned,
    document_void,
    signature_keep,
    signature_make,
)

from .confirming import contract_conclude

_TRIES = 3  # where the other side signs in the same moment
REASON = "签署技术合同"
LEAST_TEXT = 200  # characters: what has fewer is a scan without text


def contract_sign(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Sign the agreed text electronically for the actor's side; with both signatures it is signed.

    Raises NotFound, NotPermitted, WrongState, Stale where the text was agreed anew since, Unavailable
    where signing failed: then nothing was signed, and the document says why.
    """
    for _try in range(_TRIES):
        contract = contract_readable_by(actor, contract_id)
        document = document_of("contract", contract_id)
        made = _made(actor, contract, document, expected_revision)
        with transaction.atomic():
            seen = _seen(contract, document, expected_revision)
            with moving(
                CONTRACT, "sign", contract_id, actor=actor, expected_revision=seen
            ) as contract:
                if made is None:
                    raise WrongState(_("There is nothing to sign; look again."))
                kept = signature_keep(actor=actor, made=made)
                if kept is None:
                    transaction.set_rollback(True)
            if kept is not None:
                if kept.state == Document.State.SIGNED:
                    day = timezone.localdate(made.sealed.signed_at)
                    contract_conclude(contract, signed_on=day, actor_id=actor.user_id)
                return contract
    raise WrongState(_("The other side is signing right now; try again."))


def _made(
    actor: Actor, contract: Contract, document: Document | None, expected: int
) -> MadeSignature | None:
    """The signature, made before anything is locked; None where the table is going to refuse."""
    step = CONTRACT.transition("sign")
    CONTRACT.check_may(step, contract, actor)
    blocked = contract.state not in step.source or step.blocked(contract) is not None
    if blocked or document is None or not document.revision <= expected <= contract.revision:
        return None
    return signature_make(
        actor=actor,
        document_id=document.pk,
        party=rules.signing_party(actor, contract),
        signer_name=str(User.objects.get(pk=actor.person)),
        reason=REASON,
    )


def _seen(contract: Contract, document: Document | None, expected: int) -> int:
    """Another signature in between raises the revision and changes nothing of the text."""
    if document is not None and document.revision <= expected <= contract.revision:
        return contract.revision
    return expected


def contract_reopen(
    *, actor: Actor, contract_id: int, expected_revision: int, note: str
) -> Contract:
    """Go back from the agreed text, saying what should change; signatures made so far are void.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        CONTRACT,
        "reopen",
        contract_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as contract:
        text_void(contract, actor.user_id)
        contract.confirmed_at = contract.confirmed_by = None
        _scan_clear(contract)
    return contract


def text_void(contract: Contract, actor_id: int | None) -> None:
    """The document that was to be signed is not valid any more."""
    document = document_of("contract", contract.pk)
    if document is not None:
        document_void(document_id=document.pk, actor_id=actor_id)


def contract_scan(
    *,
    actor: Actor,
    contract_id: int,
    expected_revision: int,
    upload: File[bytes] | None,
    signed_on: date | None,
) -> Contract:
    """Put up a scan of the paper that both signed, for the other side to confirm.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for ``upload`` where the file is
    refused or bears another text, or ``signed_on``.
    """
    with moving(
        CONTRACT, "scan", contract_id, actor=actor, expected_revision=expected_revision
    ) as contract:
        if upload is None:
            raise ValidationError({"upload": _("Choose the scan of the signed contract.")})
        contract.signed_on = signed_on
        if signed_on is None:
            raise ValidationError({"signed_on": _("Say on which day it was signed.")})
        signed_on_check(contract)
        contract.signed_on = None
        scan = _scan_added(actor, contract, upload)
        contract.scan, contract.scan_signed_on = scan, signed_on
        party = party_of(actor, contract.deal, rules.SIGN)
        contract.scan_by_buyer = party == "buyer"
        contract.returned_note = ""
    return contract


def contract_accept_scan(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Confirm that the scan shows what both signed: the contract is signed.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            CONTRACT, "accept_scan", contract_id, actor=actor, expected_revision=expected_revision
        ) as contract:
            scan, day = contract.scan, contract.scan_signed_on
            document = document_of("contract", contract_id)
            assert scan is not None
            assert day is not None
            if not scan.ready:
                raise WrongState(_("The scan is not ready, or was removed; put it up again."))
            if document is not None:
                document_scanned(document_id=document.pk, sha256=scan.sha256)
        contract_conclude(contract, signed_on=day, actor_id=actor.user_id)
    return contract


def contract_refuse_scan(
    *, actor: Actor, contract_id: int, expected_revision: int, note: str
) -> Contract:
    """Say that the scan is not what was signed. Raises as contract_accept_scan, and ValidationError."""
    with moving(
        CONTRACT,
        "refuse_scan",
        contract_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as contract:
        _scan_clear(contract)
    return contract


def _scan_clear(contract: Contract) -> None:
    contract.scan = contract.scan_by_buyer = contract.scan_signed_on = None


def _scan_added(actor: Actor, contract: Contract, upload: File[bytes]) -> Attachment:
    try:
        scan = attachment_add(
            actor=actor, subject="contract", subject_id=contract.pk, upload=upload
        )
    except ValidationError as error:
        found = error.message_dict
        raise ValidationError({"upload": found.get("file", [])}) from error
    document = document_of("contract", contract.pk)
    text = pdf_text(bytes_of(scan.key)) if scan.media_type == "application/pdf" else ""
    if document is not None and len(text) >= LEAST_TEXT and document.code not in text:
        # A file with text can be read: it must be this text. A picture is for people to compare.
        raise ValidationError(
            {
                "upload": _(
                    "This file is not the agreed text: it lacks its code %(code)s. Print the PDF of "
                    "this page, sign it, and scan that."
                )
                % {"code": document.code}
            }
        )
    return scan
