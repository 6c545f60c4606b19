"""What the applicant does: begin, fill in, enclose, submit, take back, object."""

from __future__ import annotations

from dataclasses import fields

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.regions import region_of
from backend.accounts.rules import acting_for_one
from backend.attachments.selectors import attachment_for
from backend.attachments.services import attachment_add
from backend.attachments.storage import bytes_of
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_for_registration, contract_readable_by
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.registration import rules
from backend.registration.events import RegistrationBegun
from backend.registration.lifecycle import REGISTRATION, facts_of, registration_locked
from backend.registration.measures import measure_on
from backend.registration.models import Enclosure, Registration
from backend.registration.selectors import (
    REGISTERABLE,
    registration_readable_by,
    registries_for,
)
from backend.registration.values import RegistrationValues

from .prefilling import contract_enclose, values_prefilled
from .terms import term_set

State = Registration.State


def registration_begin(*, actor: Actor, contract_id: int) -> Registration:
    """Begin the application for a signed contract, filled in with what is known already.

    Who asks twice gets the one that there is. Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        contract = contract_readable_by(actor, contract_id)
        Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
        contract = contract_for_registration(contract.pk).contract
        if contract.kind not in REGISTERABLE:
            raise WrongState(_("This agreement has no amounts of its own to be registered."))
        applicant_id = _applicant(actor, contract)
        held = Registration.objects.filter(contract=contract).first()
        if held is not None:
            return held
        registration = Registration(
            contract=contract,
            applicant_id=applicant_id,
            measure_name=measure_on(timezone.localdate()).name,
        )
        _take_over(registration)
        _fill(registration, values_prefilled(registration, actor))
        registration.save()
        publish(RegistrationBegun(**_begun(registration)), actor_id=actor.user_id)
        contract_enclose(actor, registration)
    return registration


def registration_write(
    *, actor: Actor, registration_id: int, expected_revision: int, values: RegistrationValues
) -> Registration:
    """Fill in the form; what is still missing does not keep it from being kept.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        REGISTRATION, "write", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        _take_over(registration)
        _fill(registration, values)
    return registration


def registration_enclose(
    *, actor: Actor, registration_id: int, code: str, upload: File[bytes]
) -> Enclosure:
    """Hand in a paper of the measure's list; one handed in before is replaced.

    Raises NotFound, NotPermitted, WrongState, ValidationError for ``file``.
    """
    registration = registration_readable_by(actor, registration_id)
    _writable(actor, registration, code)
    held = registration.enclosures.filter(code=code).select_related("attachment").first()
    attachment = attachment_add(
        actor=actor,
        subject="registration",
        subject_id=registration.pk,
        upload=upload,
        replaces_id=held.attachment_id if held and _current(held) else None,
    )
    with transaction.atomic():
        registration = registration_locked(registration_id)
        _writable(actor, registration, code)
        enclosure, _new = Enclosure.objects.update_or_create(
            registration=registration, code=code, defaults={"attachment": attachment}
        )
    return enclosure


def registration_enclose_copy(
    *, actor: Actor, registration_id: int, code: str, attachment_id: int
) -> Enclosure:
    """Hand in a file that hangs on the contract or its deal, as a copy that the registry may read.

    Raises NotFound, NotPermitted, WrongState.
    """
    found, subject = attachment_for(actor, attachment_id)
    contract = registration_readable_by(actor, registration_id).contract
    if (subject.name, subject.pk) not in (("contract", contract.pk), ("deal", contract.deal_id)):
        raise NotFound(_("This file does not belong to the contract."))
    if not found.ready:
        raise WrongState(_("This file is not ready yet, or was refused."))
    return registration_enclose(
        actor=actor,
        registration_id=registration_id,
        code=code,
        upload=ContentFile(bytes_of(found.key), name=found.name),
    )


def registration_submit(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Send the application to its registry; a completion goes the same way, and the term begins anew.

    Raises NotFound, NotPermitted, WrongState where something is missing, Stale.
    """
    with moving(
        REGISTRATION, "submit", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        _receive(registration)
    return registration


def registration_take_back(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Take back what is with the registry. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        REGISTRATION, "take_back", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        registration.received_on = registration.due_on = None
    return registration


def registration_discard(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Delete an application that was not submitted. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        REGISTRATION, "discard", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        if registration.received_on is not None:
            raise WrongState(_("The registry has seen this application; it is kept."))
    return registration


def registration_object(
    *, actor: Actor, registration_id: int, expected_revision: int, note: str
) -> Registration:
    """Object to a refusal: the registry hears experts and decides anew.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        REGISTRATION,
        "object",
        registration_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as registration:
        registration.disputed = True
        objection = registration.note
        _receive(registration)
        registration.note = objection
    return registration


def registration_renew(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Open a refused application again, to change and submit it.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        REGISTRATION, "renew", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        registration.disputed = False
    return registration


def _receive(registration: Registration) -> None:
    """The registry has it from today on."""
    _take_over(registration)
    registration.reason = registration.note = ""
    registration.received_on = timezone.localdate()
    term_set(registration)


def _take_over(registration: Registration) -> None:
    """What the contract says stands on the form as it is now."""
    contract = registration.contract
    registration.title = contract.title
    registration.type, registration.subtype = contract.type, contract.subtype
    registration.signed_on = contract.signed_on  # type: ignore[assignment]
    registration.contract_amount = contract.amount
    registration.technology_amount = contract.technology_amount
    registration.currency = contract.currency


def _fill(registration: Registration, values: RegistrationValues) -> None:
    names = [field.name for field in fields(RegistrationValues)]
    for name in names:
        value = getattr(values, name)
        setattr(registration, name, value.replace("\x00", "") if isinstance(value, str) else value)
    written = {*names, "registry"} - {"registry_id"}
    registration.clean_fields(exclude={field.name for field in Registration._meta.fields} - written)
    _check_codes(registration)
    _check_registry(registration)


def _check_codes(registration: Registration) -> None:
    codes = registration.measure.codes
    lists = {
        "seller_country": codes.countries, "buyer_country": codes.countries,
        "seller_nature": codes.natures, "buyer_nature": codes.natures,
        "right": codes.rights, "plan": codes.plans,
    }  # fmt: skip
    for name, known in lists.items():
        code = getattr(registration, name)
        if code and code not in known:
            raise ValidationError({name: _("Choose from the list.")})
    for side in ("seller", "buyer"):
        region = getattr(registration, f"{side}_region")
        if region and (len(region) != 6 or region_of(region) is None):
            raise ValidationError({f"{side}_region": _("Choose from the list.")})


def _check_registry(registration: Registration) -> None:
    """The registry is one of those that are competent for the applicant's own region."""
    competent = {unit.pk for unit in registries_for(registration.applicant.region)}
    if registration.registry_id is not None and registration.registry_id not in competent:
        raise ValidationError({"registry": _("Choose a registry of the applicant's region.")})


def _applicant(actor: Actor, contract: Contract) -> int:
    """The seller; the buyer where the seller sits abroad, and so has no Chinese credit code."""
    possible = [contract.seller_id]
    if contract.seller.credit_code is None:
        possible.append(contract.buyer_id)
    allowed = [pk for pk in possible if rules.APPLY.allows(actor, pk)]
    if not allowed and rules.APPLY.allows(actor, contract.buyer_id):
        raise NotPermitted(
            _("The seller registers this contract; a buyer only where the seller sits abroad.")
        )
    return acting_for_one(actor, allowed, rules.NOT_APPLICANT)


def _writable(actor: Actor, registration: Registration, code: str) -> None:
    if not rules.may_apply(actor, registration):
        raise NotPermitted(rules.NOT_APPLICANT)
    if registration.state not in Registration.WRITABLE:
        raise WrongState(_("Papers are handed in before submission, or after it was returned."))
    if registration.measure.item(code) is None:
        raise NotFound(_("The measure asks for no such paper."))


def _current(enclosure: Enclosure) -> bool:
    return enclosure.attachment.ready and not hasattr(enclosure.attachment, "replaced_by")


def _begun(registration: Registration) -> dict[str, int]:
    facts = facts_of(registration)
    return {name: facts[name] for name in ("registration_id", "contract_id")}
