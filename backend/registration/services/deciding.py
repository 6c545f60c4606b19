"""What the registry does: recognise, register, return, hear experts, refuse, revoke."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.contracts.models import SUBTYPES, ContractType
from backend.core.errors import WrongState
from backend.core.lifecycles import NOTE_LENGTH, moving
from backend.core.numbers import serial_take
from backend.registration.lifecycle import REGISTRATION
from backend.registration.models import OutsideContract, Registration
from backend.registration.selectors import twin_of, yuan
from backend.registration.values import Recognition

from .terms import term_set


def registration_recognise(
    *, actor: Actor, registration_id: int, expected_revision: int, values: Recognition
) -> Registration:
    """Recognise the contract: of which type, and how much of its amount is for technology.

    What differs from the contract needs a note. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError by field.
    """
    with moving(
        REGISTRATION,
        "recognise",
        registration_id,
        actor=actor,
        expected_revision=expected_revision,
    ) as registration:
        _check(registration, values)
        assert values.technology_amount is not None
        registration.type, registration.subtype = values.type, values.subtype
        registration.technology_amount = values.technology_amount
        registration.reason = ""
        registration.note = values.note.replace("\x00", "").strip()
        registration.recognised_by_id = actor.user_id
    return registration


def registration_register(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Register what was recognised, under the next number of the registry's region and year.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        REGISTRATION, "register", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        assert registration.registry is not None
        today = timezone.localdate()
        region = registration.registry.region[:6]
        registration.number = registration.measure.number(
            year=today.year,
            region=region,
            serial=serial_take(f"registration:{region}", today.year),
        )
        registration.registered_on = today
        registration.registered_by_id = actor.user_id
        _settle_twin(registration)
    return registration


def registration_return(
    *, actor: Actor, registration_id: int, expected_revision: int, reason: str, note: str
) -> Registration:
    """Return an application for completion; its term ends, and begins anew with the completion.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for reason or note.
    """
    with moving(
        REGISTRATION,
        "return",
        registration_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as registration:
        registration.due_on = None
        registration.recognised_by = None
    return registration


def registration_dispute(
    *, actor: Actor, registration_id: int, expected_revision: int
) -> Registration:
    """Hear experts on an application: the longer term holds.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        REGISTRATION, "dispute", registration_id, actor=actor, expected_revision=expected_revision
    ) as registration:
        registration.disputed = True
        term_set(registration)
    return registration


def registration_refuse(
    *, actor: Actor, registration_id: int, expected_revision: int, reason: str, note: str = ""
) -> Registration:
    """Do not register, for a reason that the applicant reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for reason or note.
    """
    with moving(
        REGISTRATION,
        "refuse",
        registration_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as registration:
        registration.due_on = None
    return registration


def registration_revoke(
    *, actor: Actor, registration_id: int, expected_revision: int, reason: str, note: str
) -> Registration:
    """Revoke a registration; its number stays on record and is given to none else.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for reason or note.
    """
    with moving(
        REGISTRATION,
        "revoke",
        registration_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as registration:
        if registration.reports.filter(state="reported").exists():
            raise WrongState(_("A reported change waits for you; decide on it first."))
    return registration


def _settle_twin(registration: Registration) -> None:
    """What was counted as registered elsewhere is the same contract: it counts once."""
    twin = twin_of(
        number="",
        seller_name=registration.contract.seller.name,
        buyer_name=registration.contract.buyer.name,
        amount=yuan(registration.contract_amount, registration.rate),
        signed_on=registration.signed_on,
    )
    if twin is not None and twin.outside is not None:
        twin.outside.state = OutsideContract.State.DISMISSED
        twin.outside.same_as = registration
        twin.outside.save()


def _check(registration: Registration, values: Recognition) -> None:
    if values.type not in ContractType.values:
        raise ValidationError({"type": _("Choose from the list.")})
    if values.subtype and values.subtype not in SUBTYPES[values.type]:
        raise ValidationError({"subtype": _("This contract type has no such subtype.")})
    amount = values.technology_amount
    if amount is None or amount < 0 or amount.as_tuple().exponent < -2:  # type: ignore[operator]
        raise ValidationError(
            {"technology_amount": _("Write an amount, for example 500000 or 50万.")}
        )
    if amount > registration.contract_amount:
        raise ValidationError(
            {"technology_amount": _("The transaction amount is at most the contract amount.")}
        )
    if len(values.note) > NOTE_LENGTH:
        raise ValidationError({"note": _("At most 2,000 characters.")})
    said = (registration.type, registration.subtype, registration.technology_amount)
    if said != (values.type, values.subtype, amount) and not values.note.strip():
        raise ValidationError(
            {"note": _("Say why type or amount differ from what the contract says.")}
        )
