"""Who stands foremost in a year: places out of the figures that the registries count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from backend.accounts.models import Organisation
from backend.accounts.regions import path_to
from backend.contracts.selectors import contracts_signed
from backend.core.money_fields import Currency
from backend.deals.models import DealDuty, DealPerson
from backend.registration.models import OutsideContract, Registration
from backend.registration.selectors.duplicates import yuan

from .models import HonourList

MOST = 10
Kind = HonourList.Kind
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Placed:
    """An organisation, or a person, with the figure that places it: an amount in yuan."""

    organisation_id: int | None
    person_id: int | None
    amount: Decimal
    contracts: int


def placed_of(kind: str, region: str, year: int) -> list[Placed]:
    """The ten foremost of a region in a year, those without a contract left out; equal amounts by the
    number of contracts, then by who was there first."""
    found = _people(region, year) if kind == Kind.PEOPLE else _organisations(kind, region, year)
    ranked = sorted(
        found,
        key=lambda one: (-one.amount, -one.contracts, one.organisation_id or one.person_id or 0),
    )
    return ranked[:MOST]


def _organisations(kind: str, region: str, year: int) -> Iterable[Placed]:
    """Firms by what they absorbed, units by what they had registered: transaction amounts."""
    side = "buyer" if kind == Kind.FIRMS else "seller"
    kinds = (
        (Organisation.Kind.ENTERPRISE,)
        if kind == Kind.FIRMS
        else (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE)
    )
    rows = Registration.objects.filter(
        state=Registration.State.REGISTERED,
        registered_on__year=year,
        **{f"contract__{side}__kind__in": kinds},
    )
    sums = _from_elsewhere(region, year) if kind == Kind.FIRMS else {}
    columns = (f"contract__{side}", f"contract__{side}__region", "technology_amount", "rate")
    for pk, place, amount, rate in rows.values_list(*columns):
        if region in path_to(place):
            held, n = sums.get(pk, (ZERO, 0))
            sums[pk] = (held + yuan(amount, rate), n + 1)
    return [Placed(pk, None, amount, n) for pk, (amount, n) in sums.items()]


def _from_elsewhere(region: str, year: int) -> dict[int, tuple[Decimal, int]]:
    """What firms of the region bought from sellers who register elsewhere, as far as it counts."""
    found = OutsideContract.objects.filter(
        state=OutsideContract.State.COUNTED, buyer__kind=Organisation.Kind.ENTERPRISE
    )
    sums: dict[int, tuple[Decimal, int]] = {}
    for one in found:
        # The first digits of a number are the year in which it was given, as figures count.
        counts = int(one.number[:4]) if one.number else one.signed_on.year
        if counts == year and region in path_to(one.buyer_region) and one.buyer_id is not None:
            held, n = sums.get(one.buyer_id, (ZERO, 0))
            sums[one.buyer_id] = (held + one.technology_amount, n + 1)
    return sums


def _people(region: str, year: int) -> Iterable[Placed]:
    """Brokers by the contracts in yuan that were signed in deals which they accompany, of whose two
    sides one sits in the region."""
    signed = contracts_signed().filter(signed_on__year=year, currency=Currency.CNY)
    columns = ("deal_id", "amount", "buyer__region", "seller__region")
    deals: dict[int, tuple[Decimal, int]] = {}
    for deal, amount, *places in signed.values_list(*columns):
        if any(region in path_to(place) for place in places):
            held, n = deals.get(deal, (ZERO, 0))
            deals[deal] = (held + amount, n + 1)
    sums: dict[int, tuple[Decimal, int]] = {}
    people = DealPerson.objects.filter(duty=DealDuty.BROKER, deal__in=deals)
    for deal, person in people.values_list("deal_id", "user_id").distinct():
        held, n = sums.get(person, (ZERO, 0))
        amount, m = deals[deal]
        sums[person] = (held + amount, n + m)
    return [Placed(None, pk, amount, n) for pk, (amount, n) in sums.items()]
