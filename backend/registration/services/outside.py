"""Contracts registered elsewhere: reported by the buyer, counted or not by the science bureau."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.rules import acting_for_one
from backend.core.errors import WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.registration import rules
from backend.registration.events import OutsideReported
from backend.registration.lifecycle import OUTSIDE
from backend.registration.measures import measure_on
from backend.registration.models import CHINA, OutsideContract, Registration
from backend.registration.selectors import twin_of
from backend.registration.values import OutsideValues

State = OutsideContract.State
_WRITTEN = tuple(field.name for field in fields(OutsideValues))


def outside_report(*, actor: Actor, values: OutsideValues) -> OutsideContract:
    """Report a contract that the actor's organisation bought from a seller who registers elsewhere.

    Raises NotPermitted, ValidationError by field, also where it is counted under its number already.
    """
    organisation_id = acting_for_one(
        actor,
        [actor.organisation_id]
        if actor.organisation_id and rules.REPORT.allows(actor, actor.organisation_id)
        else [],
        _("Only the buyer reports a contract; for a university, its technology-transfer office."),
    )
    outside = OutsideContract(
        source=OutsideContract.Source.REPORT,
        state=State.REPORTED,
        buyer_id=organisation_id,
        reported_by_id=actor.person,
    )
    with transaction.atomic():
        _fill(outside, values)
        outside.save()
        publish(OutsideReported(outside_contract_id=outside.pk), actor_id=actor.user_id)
    return outside


def outside_revise(
    *, actor: Actor, outside_contract_id: int, expected_revision: int, values: OutsideValues
) -> OutsideContract:
    """Correct a report that is not counted yet.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        OUTSIDE, "revise", outside_contract_id, actor=actor, expected_revision=expected_revision
    ) as outside:
        _fill(outside, values)
        outside.note = ""
    return outside


def outside_count(
    *, actor: Actor, outside_contract_id: int, expected_revision: int
) -> OutsideContract:
    """Count it as absorbed by the buyer's region; where it was suspected to be another record of a
    known contract, that is settled with it. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        OUTSIDE, "count", outside_contract_id, actor=actor, expected_revision=expected_revision
    ) as outside:
        if Registration.objects.filter(number=outside.number, number__isnull=False).exists():
            raise WrongState(_("A contract is registered here under this number; do not count it."))
        outside.same_as = outside.same_as_outside = None
    return outside


def outside_return(
    *, actor: Actor, outside_contract_id: int, expected_revision: int, note: str
) -> OutsideContract:
    """Return a report to its buyer. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        OUTSIDE,
        "return",
        outside_contract_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as outside:
        return outside


def outside_dismiss(
    *, actor: Actor, outside_contract_id: int, expected_revision: int, note: str
) -> OutsideContract:
    """Do not count it. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the
    note."""
    with moving(
        OUTSIDE,
        "dismiss",
        outside_contract_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as outside:
        return outside


OUTSIDE_SERVICES: dict[str, Callable[..., OutsideContract]] = {
    "revise": outside_revise,
    "count": outside_count,
    "return": outside_return,
    "dismiss": outside_dismiss,
}


def values_written(outside: OutsideContract, values: OutsideValues) -> None:
    """Write the values and check them by themselves. Raises ValidationError by field."""
    for name in _WRITTEN:
        value = getattr(values, name)
        setattr(
            outside, name, " ".join(value.replace("\x00", "").split())
            if isinstance(value, str)
            else value,
        )  # fmt: skip
    if outside.seller_country != CHINA:
        outside.seller_region = ""
    outside.clean_fields(
        exclude={field.name for field in OutsideContract._meta.fields} - set(_WRITTEN)
    )
    if outside.seller_country not in measure_on(timezone.localdate()).codes.countries:
        raise ValidationError({"seller_country": _("Choose from the list.")})
    if outside.seller_country == CHINA and not outside.seller_region:
        raise ValidationError({"seller_region": _("Say in which region the seller sits.")})
    if outside.signed_on > timezone.localdate():
        raise ValidationError({"signed_on": _("The signing date lies in the future.")})
    if outside.technology_amount > outside.contract_amount:
        raise ValidationError(
            {"technology_amount": _("The transaction amount is at most the contract amount.")}
        )
    if outside.seller_name == outside.buyer_name:
        raise ValidationError({"seller_name": _("Buyer and seller are two organisations.")})


def _fill(outside: OutsideContract, values: OutsideValues) -> None:
    buyer = Organisation.objects.get(pk=outside.buyer_id or 0)
    values_written(
        outside,
        OutsideValues(
            **{name: getattr(values, name) for name in _WRITTEN}
            | {"buyer_name": buyer.name, "buyer_region": buyer.region}
        ),
    )
    twin = twin_of(
        number=outside.number,
        seller_name=outside.seller_name,
        buyer_name=outside.buyer_name,
        amount=outside.contract_amount,
        signed_on=outside.signed_on,
        but_id=outside.pk,
    )
    if twin is not None and twin.certain:
        raise ValidationError(
            {"number": _("A contract is known under this number; it need not be reported.")}
        )
    # The bureau sees of which other record this may be a second one, and decides.
    outside.same_as = twin.registration if twin else None
    outside.same_as_outside = twin.outside if twin else None
