"""What happens to registrations and to contracts registered elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfRegistration(DomainEvent):
    subject: ClassVar[str] = "registration"
    registration_id: int
    contract_id: int


@dataclass(frozen=True, kw_only=True)
class RegistrationBegun(_OfRegistration):
    """The applicant began to fill in the form."""

    name: ClassVar[str] = "registration.begun"


@dataclass(frozen=True, kw_only=True)
class RegistrationSubmitted(_OfRegistration):
    """The application, or its completion, went to the registry."""

    name: ClassVar[str] = "registration.submitted"


@dataclass(frozen=True, kw_only=True)
class RegistrationTakenBack(_OfRegistration):
    """The applicant took the application back."""

    name: ClassVar[str] = "registration.taken_back"


@dataclass(frozen=True, kw_only=True)
class RegistrationReturned(_OfRegistration):
    """The registry asks for a completion."""

    name: ClassVar[str] = "registration.returned"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RegistrationDisputed(_OfRegistration):
    """The registry hears experts; the longer term holds."""

    name: ClassVar[str] = "registration.disputed"


@dataclass(frozen=True, kw_only=True)
class RegistrationRecognised(_OfRegistration):
    """It is a technology contract, of this type and amount."""

    name: ClassVar[str] = "registration.recognised"


@dataclass(frozen=True, kw_only=True)
class ContractRegistered(_OfRegistration):
    """The contract has its registration number."""

    name: ClassVar[str] = "registration.registered"
    number: str


@dataclass(frozen=True, kw_only=True)
class RegistrationRefused(_OfRegistration):
    """The registry does not register it."""

    name: ClassVar[str] = "registration.refused"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RegistrationObjected(_OfRegistration):
    """The applicant objects to the refusal; it is heard anew."""

    name: ClassVar[str] = "registration.objected"


@dataclass(frozen=True, kw_only=True)
class RegistrationRevoked(_OfRegistration):
    """The registry took the registration back."""

    name: ClassVar[str] = "registration.revoked"
    reason: str


@dataclass(frozen=True, kw_only=True)
class RegistrationCancelled(_OfRegistration):
    """The contract ended before its time or was void; its registration is cancelled."""

    name: ClassVar[str] = "registration.cancelled"


@dataclass(frozen=True, kw_only=True)
class _OfReport(DomainEvent):
    subject: ClassVar[str] = "registration"
    registration_id: int
    change_report_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ChangeReported(_OfReport):
    """The applicant told the registry what became of the contract."""

    name: ClassVar[str] = "registration.change_reported"


@dataclass(frozen=True, kw_only=True)
class ChangeNoted(_OfReport):
    """The registry entered it."""

    name: ClassVar[str] = "registration.change_noted"


@dataclass(frozen=True, kw_only=True)
class ChangeReturned(_OfReport):
    """The registry sent the report back with a note."""

    name: ClassVar[str] = "registration.change_returned"


@dataclass(frozen=True, kw_only=True)
class _OfOutside(DomainEvent):
    subject: ClassVar[str] = "outside_contract"
    outside_contract_id: int


@dataclass(frozen=True, kw_only=True)
class OutsideReported(_OfOutside):
    """A buyer reported a contract that its seller registers elsewhere."""

    name: ClassVar[str] = "outside_contract.reported"


@dataclass(frozen=True, kw_only=True)
class OutsideReturned(_OfOutside):
    """The science bureau asks the buyer to correct the report."""

    name: ClassVar[str] = "outside_contract.returned"


@dataclass(frozen=True, kw_only=True)
class OutsideCounted(_OfOutside):
    """It is part of what the region absorbed."""

    name: ClassVar[str] = "outside_contract.counted"


@dataclass(frozen=True, kw_only=True)
class OutsideDismissed(_OfOutside):
    """It is not counted: it is another record of the same contract, or none."""

    name: ClassVar[str] = "outside_contract.dismissed"


@dataclass(frozen=True, kw_only=True)
class ExtractImported(DomainEvent):
    """An officer imported a registry's extract."""

    subject: ClassVar[str] = "extract"
    name: ClassVar[str] = "extract.imported"
    extract_id: int
    counted: int
    suspected: int
