"""What a writer hands to the services of registration: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationValues:
    """What the applicant says on the form; what the contract says is taken from it."""

    registry_id: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    rate: Decimal = Decimal(1)
    seller_country: str = ""
    seller_region: str = ""
    seller_nature: str = ""
    buyer_country: str = ""
    buyer_region: str = ""
    buyer_nature: str = ""
    technology_field: str = ""
    industry: str = ""
    right: str = ""
    plan: str = ""
    plan_number: str = ""
    new_investment: Decimal | None = None
    new_output: Decimal | None = None
    department_signed: bool = False
    first_time: bool = True
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What the registry recognises: the type, and how much of the amount is for technology."""

    type: str
    subtype: str
    technology_amount: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeValues:
    """What an applicant tells of a registered contract."""

    kind: str
    happened_on: date | None
    words: str
    contract_amount: Decimal | None = None
    technology_amount: Decimal | None = None
    benefits_used: bool = False
    benefits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideValues:
    """A contract registered elsewhere, as its buyer or an extract tells it; amounts in yuan."""

    number: str = ""
    title: str
    type: str
    signed_on: date | None
    buyer_name: str = ""
    buyer_region: str = ""
    seller_name: str
    seller_country: str
    seller_region: str = ""
    technology_field: str = ""
    contract_amount: Decimal | None
    technology_amount: Decimal | None
