"""Opening a round: one task for each department, one for each county."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, UnitKind
from backend.accounts.selectors import on_market
from backend.core.errors import NotPermitted
from backend.core.outbox import publish
from backend.county import rules
from backend.county.events import RoundOpened
from backend.county.models import Round, SupplyTask
from backend.county.schemes import COUNTY, PLATFORM, schemes
from backend.county.selectors import counties_within
from backend.county.values import RoundValues


def round_open(*, actor: Actor, values: RoundValues) -> Round:
    """Ask departments and counties of the bureau's region for the figures of a year.

    Raises NotPermitted for whoever is no officer of a city's or province's science bureau,
    ValidationError by field.
    """
    bureau = rules.opening_bureau_of(actor)
    if bureau is None:
        raise NotPermitted(rules.NOT_OPENING)
    _check(bureau.region, values)
    with transaction.atomic():
        round_ = Round(
            scheme=values.scheme,
            region=bureau.region,
            year=values.year,
            supply_due=values.supply_due,
            unit=bureau,
            opened_by_id=actor.person,
            counties=counties_within(bureau.region),
        )
        round_.clean_fields()
        round_.save()
        SupplyTask.objects.bulk_create(_tasks(round_))
        publish(RoundOpened(index_round_id=round_.pk), actor_id=actor.user_id)
    return round_


def _check(region: str, values: RoundValues) -> None:
    if values.scheme not in {scheme.code for scheme in schemes()}:
        raise ValidationError({"scheme": _("Choose from the list.")})
    today = timezone.localdate()
    if values.year > today.year:
        raise ValidationError(
            {"year": _("This year has not begun; figures are of a year that has.")}
        )
    if values.supply_due < today:
        raise ValidationError({"supply_due": _("This day is over; give the suppliers time.")})
    if Round.objects.filter(region=region, year=values.year).exists():
        raise ValidationError({"year": _("There is a round for this year already.")})


def _tasks(round_: Round) -> list[SupplyTask]:
    scheme = next(one for one in schemes() if one.code == round_.scheme)
    units: dict[str, int] = {}
    counties: dict[str, int] = {}
    found = Organisation.objects.filter(on_market(), kind="government")
    for pk, region, kind in found.order_by("-pk").values_list("pk", "region", "unit_kind"):
        if region == round_.region:
            units[kind] = pk
        elif kind == UnitKind.SCIENCE:
            counties[region] = pk
    # The science department's figures are the bureau's own.
    units[UnitKind.SCIENCE] = units[PLATFORM] = round_.unit_id
    tasks = [
        SupplyTask(round=round_, supplier=supplier, unit_id=units.get(supplier))
        for supplier in scheme.suppliers
        if supplier != COUNTY and scheme.supplied_by(supplier)
    ]
    if scheme.supplied_by(COUNTY):
        tasks += [
            SupplyTask(round=round_, supplier=COUNTY, county=county, unit_id=counties.get(county))
            for county in round_.counties
        ]
    return tasks
