"""Payments in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.accounts.api.serializers import OrganisationOutput
from backend.core.api.schemas import OptionalRevisionInput
from backend.payments.models import Invoice, InvoiceKind, Method, Payment, Payout, RefundReason


class PaymentStartInput(serializers.Serializer[Any]):
    """What is to be paid, and how."""

    payable_kind = serializers.SlugField(max_length=20)
    payable_id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    method = serializers.ChoiceField(Method.choices)


class PaymentConfirmInput(OptionalRevisionInput):
    """What arrived by bank transfer, and when."""

    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)
    received_on = serializers.DateField()


class PaymentRefundInput(OptionalRevisionInput):
    """What goes back, and why."""

    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)
    reason = serializers.ChoiceField(RefundReason.choices)
    note = serializers.CharField(max_length=2000, allow_blank=True, default="")


class PaymentOutput(serializers.ModelSerializer[Payment]):
    """A payment; ``checkout_url`` is where the payer pays online."""

    payer = OrganisationOutput()
    payee = OrganisationOutput()

    class Meta:
        model = Payment
        fields = [
            "id", "number", "payable_kind", "payable_id", "title", "deal_id", "payer", "payee",
            "amount", "currency", "method", "state", "revision", "checkout_url", "received", "fee",
            "refunded", "failure", "last_error", "note", "settled_at", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


class PayoutOutput(serializers.ModelSerializer[Payout]):
    """A share on its way to whom it belongs."""

    payment = serializers.IntegerField(source="share.payment_id")
    owner_kind = serializers.CharField(source="share.owner_kind")
    owner_id = serializers.IntegerField(source="share.owner_id")
    kind = serializers.CharField(source="share.kind")

    class Meta:
        model = Payout
        fields = [
            "id", "payment", "owner_kind", "owner_id", "kind", "amount", "reversed", "currency",
            "state", "revision", "sent_at",
        ]  # fmt: skip
        read_only_fields = fields


class InvoiceRequestInput(serializers.Serializer[Any]):
    """What an invoice must say."""

    payment = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    kind = serializers.ChoiceField(InvoiceKind.choices)
    title = serializers.CharField(max_length=120)
    tax_number = serializers.CharField(max_length=20, allow_blank=True, default="")


class InvoiceIssueInput(OptionalRevisionInput):
    """An issued invoice; its file hangs on the subject ``invoice``."""

    number = serializers.CharField(max_length=24)
    issued_on = serializers.DateField()
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)
    tax = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)


class InvoiceRedInput(OptionalRevisionInput):
    """The red-letter invoice."""

    number = serializers.CharField(max_length=24)
    issued_on = serializers.DateField()
    amount = serializers.DecimalField(max_digits=15, decimal_places=2, min_value=0)


class InvoiceOutput(serializers.ModelSerializer[Invoice]):
    """An invoice of a payment."""

    class Meta:
        model = Invoice
        fields = [
            "id", "payment", "kind", "title", "tax_number", "state", "revision", "number",
            "issued_on", "amount", "tax", "red_number", "red_on", "red_amount", "note",
            "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields
