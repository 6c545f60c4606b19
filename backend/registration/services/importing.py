"""A registry's extract, row by row: counted, known already, suspected, or refused with a remedy."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import path_to
from backend.core.errors import NotPermitted
from backend.core.outbox import publish
from backend.registration import rules
from backend.registration.events import ExtractImported, OutsideCounted
from backend.registration.models import Extract, OutsideContract
from backend.registration.selectors import twin_of
from backend.registration.values import OutsideValues

from .outside import values_written

State = OutsideContract.State


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """A row of an extract; ``errors`` by column where it could not be read."""

    number: int
    values: OutsideValues | None
    errors: tuple[tuple[str, str], ...] = ()


def extract_import(*, actor: Actor, name: str, data: bytes, rows: Iterable[ExtractRow]) -> Extract:
    """Take in an extract for the science bureau that the actor acts for.

    Good rows are counted, whatever the others hold; the same extract twice adds nothing. Raises
    NotPermitted.
    """
    bureau = rules.bureau_of(actor)
    if bureau is None or not rules.COUNT.allows(actor, bureau.pk):
        raise NotPermitted(rules.NOT_BUREAU)
    with transaction.atomic():
        extract = Extract.objects.create(
            unit=bureau,
            imported_by_id=actor.person,
            name=name[:255],
            sha256=hashlib.sha256(data).hexdigest(),
        )
        for row in rows:
            _take(extract, bureau, row, actor)
        extract.save()
        publish(
            ExtractImported(
                extract_id=extract.pk, counted=extract.counted, suspected=extract.suspected
            ),
            actor_id=actor.user_id,
        )
    return extract


def _take(extract: Extract, bureau: Organisation, row: ExtractRow, actor: Actor) -> None:
    if row.values is None:
        extract.refused += [[row.number, column, why] for column, why in row.errors]
        return
    outside = OutsideContract(source=OutsideContract.Source.EXTRACT, extract=extract)
    try:
        values_written(outside, row.values)
        if bureau.region not in path_to(outside.buyer_region):
            raise ValidationError(
                {"buyer_region": _("The buyer does not sit in the region of your bureau.")}
            )
    except ValidationError as refused:
        extract.refused += [
            [row.number, _column(field), " ".join(messages)]
            for field, messages in refused.message_dict.items()
        ]
        return
    _place(extract, outside, actor)


def _place(extract: Extract, outside: OutsideContract, actor: Actor) -> None:
    twin = twin_of(
        number=outside.number,
        seller_name=outside.seller_name,
        buyer_name=outside.buyer_name,
        amount=outside.contract_amount,
        signed_on=outside.signed_on,
    )
    if twin is not None and (twin.certain or not outside.number):
        extract.known += 1
        return
    other = twin.outside if twin else None
    if other is not None and not other.number:
        # The buyer had reported it before its number was known.
        other.number = outside.number
        other.revision += 1
        other.save()
        extract.known += 1
        return
    outside.buyer = Organisation.objects.filter(name=outside.buyer_name).first()
    outside.state = State.SUSPECTED if twin else State.COUNTED
    outside.same_as = twin.registration if twin else None
    outside.same_as_outside = other
    outside.save()
    if twin:
        extract.suspected += 1
        return
    extract.counted += 1
    publish(OutsideCounted(outside_contract_id=outside.pk), actor_id=actor.user_id)


def _column(field: str) -> str:
    found = OutsideContract._meta.get_field(field)
    return str(found.verbose_name)  # type: ignore[union-attr]
