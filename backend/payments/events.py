"""What happens to payments and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfPayment(DomainEvent):
    subject: ClassVar[str] = "payment"
    payment_id: int
    payable_kind: str
    payable_id: int
    deal_id: int | None
    method: str


@dataclass(frozen=True, kw_only=True)
class PaymentStarted(_OfPayment):
    """Somebody of the payer began it; the gateway is to be asked."""

    name: ClassVar[str] = "payment.started"


@dataclass(frozen=True, kw_only=True)
class PaymentOpened(_OfPayment):
    """The gateway has set it up: the payer can pay."""

    name: ClassVar[str] = "payment.opened"


@dataclass(frozen=True, kw_only=True)
class PaymentDeclared(_OfPayment):
    """The payer says that it was transferred; the payee looks."""

    name: ClassVar[str] = "payment.declared"


@dataclass(frozen=True, kw_only=True)
class PaymentDenied(_OfPayment):
    """The payee says that nothing arrived, or not this."""

    name: ClassVar[str] = "payment.denied"


@dataclass(frozen=True, kw_only=True)
class PaymentProcessing(_OfPayment):
    """The money is under way."""

    name: ClassVar[str] = "payment.processing"


@dataclass(frozen=True, kw_only=True)
class PaymentSettled(_OfPayment):
    """The money has arrived, in full, and is in the ledger."""

    name: ClassVar[str] = "payment.settled"


@dataclass(frozen=True, kw_only=True)
class PaymentFailed(_OfPayment):
    """It came to nothing; ``failure`` is the code of why. The payable is open again."""

    name: ClassVar[str] = "payment.failed"
    failure: str


@dataclass(frozen=True, kw_only=True)
class PaymentCancelled(_OfPayment):
    """The payer took it back before it was paid."""

    name: ClassVar[str] = "payment.cancelled"


@dataclass(frozen=True, kw_only=True)
class PaymentDisputed(_OfPayment):
    """The payer's bank took the money back until it is decided."""

    name: ClassVar[str] = "payment.disputed"


@dataclass(frozen=True, kw_only=True)
class PaymentDisputeWon(_OfPayment):
    """It was decided for the payee: the payment stands."""

    name: ClassVar[str] = "payment.dispute_won"


@dataclass(frozen=True, kw_only=True)
class PaymentDisputeLost(_OfPayment):
    """It was decided for the payer: the money went back."""

    name: ClassVar[str] = "payment.dispute_lost"


@dataclass(frozen=True, kw_only=True)
class RefundAsked(DomainEvent):
    """Money is to go back to the payer."""

    name: ClassVar[str] = "refund.asked"
    subject: ClassVar[str] = "payment"
    payment_id: int
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class RefundFailed(DomainEvent):
    """The provider could not send it back."""

    name: ClassVar[str] = "refund.failed"
    subject: ClassVar[str] = "payment"
    payment_id: int
    refund_id: int


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(_OfPayment):
    """Money is back with the payer; ``whole`` where nothing of the payment stands any more."""

    name: ClassVar[str] = "payment.refunded"
    refund_id: int
    whole: bool


@dataclass(frozen=True, kw_only=True)
class PayoutSent(DomainEvent):
    """A share reached whom it belongs to."""

    name: ClassVar[str] = "payout.sent"
    subject: ClassVar[str] = "payment"
    payment_id: int
    payout_id: int


@dataclass(frozen=True, kw_only=True)
class PayoutRefused(DomainEvent):
    """The provider does not accept that a share is passed on."""

    name: ClassVar[str] = "payout.refused"
    subject: ClassVar[str] = "payment"
    payment_id: int
    payout_id: int


@dataclass(frozen=True, kw_only=True)
class ProviderAccountReady(DomainEvent):
    """An organisation's account takes payouts."""

    name: ClassVar[str] = "provider_account.ready"
    subject: ClassVar[str] = "organisation"
    organisation_id: int
    gateway: str


@dataclass(frozen=True, kw_only=True)
class WebhookReceived(DomainEvent):
    """A provider told something; it is kept and waits to be handled."""

    name: ClassVar[str] = "webhook.received"
    subject: ClassVar[str] = "webhook"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class DifferenceFound(DomainEvent):
    """Our books and a provider's do not agree."""

    name: ClassVar[str] = "difference.found"
    subject: ClassVar[str] = "difference"
    difference_id: int


@dataclass(frozen=True, kw_only=True)
class _OfInvoice(DomainEvent):
    subject: ClassVar[str] = "invoice"
    invoice_id: int
    payment_id: int


@dataclass(frozen=True, kw_only=True)
class InvoiceRequested(_OfInvoice):
    """The payer asked for an invoice."""

    name: ClassVar[str] = "invoice.requested"


@dataclass(frozen=True, kw_only=True)
class InvoiceIssued(_OfInvoice):
    """The payee issued it, over the payment's amount."""

    name: ClassVar[str] = "invoice.issued"


@dataclass(frozen=True, kw_only=True)
class InvoiceReturned(_OfInvoice):
    """The payer returned it for correction."""

    name: ClassVar[str] = "invoice.returned"


@dataclass(frozen=True, kw_only=True)
class InvoiceRedDue(_OfInvoice):
    """Money went back: a red-letter invoice is due."""

    name: ClassVar[str] = "invoice.red_due"


@dataclass(frozen=True, kw_only=True)
class InvoiceRedIssued(_OfInvoice):
    """The payee issued the red-letter invoice."""

    name: ClassVar[str] = "invoice.red_issued"
