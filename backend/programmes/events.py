"""What happens to support programmes, applications, vouchers and their uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfProgramme(DomainEvent):
    subject: ClassVar[str] = "programme"
    programme_id: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeOpened(_OfProgramme):
    """An office opened a programme for a year."""

    name: ClassVar[str] = "programme.opened"


@dataclass(frozen=True, kw_only=True)
class ProgrammeChanged(_OfProgramme):
    """Its terms changed: a new dated version."""

    name: ClassVar[str] = "programme.changed"


@dataclass(frozen=True, kw_only=True)
class ProgrammeClosed(_OfProgramme):
    """It takes no more applications."""

    name: ClassVar[str] = "programme.closed"


@dataclass(frozen=True, kw_only=True)
class ProviderRecognised(DomainEvent):
    """A region recognises an organisation as provider of services."""

    name: ClassVar[str] = "provider.recognised"
    subject: ClassVar[str] = "provider"
    provider_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class _OfSupport(DomainEvent):
    subject: ClassVar[str] = "support"
    support_id: int
    applicant_id: int


@dataclass(frozen=True, kw_only=True)
class SupportApplied(_OfSupport):
    """An organisation applied, or handed in again."""

    name: ClassVar[str] = "support.applied"


@dataclass(frozen=True, kw_only=True)
class SupportPassedOn(_OfSupport):
    """A step of the chain agreed; the next one decides."""

    name: ClassVar[str] = "support.passed_on"


@dataclass(frozen=True, kw_only=True)
class SupportReturned(_OfSupport):
    """Something is missing."""

    name: ClassVar[str] = "support.returned"


@dataclass(frozen=True, kw_only=True)
class SupportApproved(_OfSupport):
    """The last step agreed to an amount."""

    name: ClassVar[str] = "support.approved"


@dataclass(frozen=True, kw_only=True)
class SupportRefused(_OfSupport):
    """It was refused, with the reason."""

    name: ClassVar[str] = "support.refused"


@dataclass(frozen=True, kw_only=True)
class SupportWithdrawn(_OfSupport):
    """The applicant took it back."""

    name: ClassVar[str] = "support.withdrawn"


@dataclass(frozen=True, kw_only=True)
class SupportPaid(_OfSupport):
    """The money was transferred."""

    name: ClassVar[str] = "support.paid"


@dataclass(frozen=True, kw_only=True)
class SupportAudited(_OfSupport):
    """What it was spent on was checked afterwards."""

    name: ClassVar[str] = "support.audited"


@dataclass(frozen=True, kw_only=True)
class _OfVoucher(DomainEvent):
    subject: ClassVar[str] = "voucher"
    voucher_id: int
    firm_id: int


@dataclass(frozen=True, kw_only=True)
class VoucherIssued(_OfVoucher):
    """A firm has a voucher."""

    name: ClassVar[str] = "voucher.issued"


@dataclass(frozen=True, kw_only=True)
class VoucherExpired(_OfVoucher):
    """What was left went back to the budget."""

    name: ClassVar[str] = "voucher.expired"


@dataclass(frozen=True, kw_only=True)
class _OfRedemption(DomainEvent):
    subject: ClassVar[str] = "redemption"
    redemption_id: int
    firm_id: int
    deal_id: int


@dataclass(frozen=True, kw_only=True)
class VoucherReserved(_OfRedemption):
    """A part of a voucher is reserved on a contract."""

    name: ClassVar[str] = "redemption.reserved"


@dataclass(frozen=True, kw_only=True)
class VoucherClaimed(_OfRedemption):
    """The invoice is in; the office checks."""

    name: ClassVar[str] = "redemption.claimed"


@dataclass(frozen=True, kw_only=True)
class ClaimReturned(_OfRedemption):
    """Something about the invoice is to be mended."""

    name: ClassVar[str] = "redemption.returned"


@dataclass(frozen=True, kw_only=True)
class ClaimApproved(_OfRedemption):
    """The office agreed."""

    name: ClassVar[str] = "redemption.approved"


@dataclass(frozen=True, kw_only=True)
class VoucherPaid(_OfRedemption):
    """The money was transferred."""

    name: ClassVar[str] = "redemption.paid"


@dataclass(frozen=True, kw_only=True)
class RedemptionAudited(_OfRedemption):
    """It was checked afterwards."""

    name: ClassVar[str] = "redemption.audited"


@dataclass(frozen=True, kw_only=True)
class VoucherReleased(_OfRedemption):
    """What was reserved is free again."""

    name: ClassVar[str] = "redemption.released"
