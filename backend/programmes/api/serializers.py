"""Programmes, applications and vouchers in JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from backend.core.api.schemas import RevisionField
from backend.programmes.models import Programme, Redemption, Support, Voucher
from backend.programmes.selectors import funds_of, voucher_account

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**63 - 1}
AMOUNT: dict[str, Any] = {"max_digits": 15, "decimal_places": 2}


class ProgrammeOutput(serializers.ModelSerializer[Programme]):
    """A programme with its money."""

    title = serializers.CharField(read_only=True)
    kind = serializers.CharField(source="scheme.kind", read_only=True)
    budget = serializers.SerializerMethodField()
    left = serializers.SerializerMethodField()

    class Meta:
        model = Programme
        fields = [
            "id", "number", "scheme_code", "kind", "title", "year", "unit", "payer", "closes_on",
            "state", "budget", "left", "revision",
        ]  # fmt: skip
        read_only_fields = fields

    def get_budget(self, programme: Programme) -> Decimal:
        """The budget in yuan, as the terms stand."""
        return funds_of(programme).budget

    def get_left(self, programme: Programme) -> Decimal:
        """What nobody was promised."""
        return funds_of(programme).left


class SupportOutput(serializers.ModelSerializer[Support]):
    """An application; ``reckoning`` holds code, rate and amount of each line."""

    class Meta:
        model = Support
        fields = [
            "id", "number", "programme", "applicant", "contract", "automatic", "base",
            "recognised_base", "amount", "reckoning", "reasons", "step", "state", "note",
            "approved_on", "paid_on", "payment_note", "audit", "audit_note", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class SupportInput(serializers.Serializer[Any]):
    """An application where the programme asks for no papers; those with papers are handed in on the
    page."""

    programme = serializers.IntegerField(**ID)
    base = serializers.DecimalField(**AMOUNT, min_value=0, default=Decimal(0))
    reasons = serializers.CharField(max_length=2000, allow_blank=True, default="")
    contract = serializers.IntegerField(**ID, allow_null=True, default=None, source="contract_id")
    standing = serializers.IntegerField(**ID, allow_null=True, default=None, source="standing_id")


class ApprovalInput(serializers.Serializer[Any]):
    """The base that the office recognises, all that was stated unless told otherwise."""

    revision = RevisionField()
    recognised_base = serializers.DecimalField(**AMOUNT, allow_null=True, default=None)


class VoucherOutput(serializers.ModelSerializer[Voucher]):
    """A voucher and what is left on it."""

    left = serializers.SerializerMethodField()

    class Meta:
        model = Voucher
        fields = ["id", "number", "programme", "firm", "amount", "left", "expires_on", "state"]
        read_only_fields = fields

    def get_left(self, voucher: Voucher) -> Decimal:
        """In yuan, reservations counted."""
        return voucher_account(voucher).available


class ReserveInput(serializers.Serializer[Any]):
    """How much of a voucher is reserved on which contract."""

    voucher = serializers.IntegerField(**ID, source="voucher_id")
    contract = serializers.IntegerField(**ID, source="contract_id")
    service = serializers.CharField(max_length=40)
    amount = serializers.DecimalField(**AMOUNT)
    milestone = serializers.IntegerField(
        **ID,
        source="milestone_id",
        allow_null=True,
        default=None,
        help_text="What it is taken off; without one the firm pays in full and gets it back.",
    )


class RedemptionOutput(serializers.ModelSerializer[Redemption]):
    """A use of a voucher on a contract."""

    class Meta:
        model = Redemption
        fields = [
            "id", "voucher", "contract", "milestone", "provider", "service", "amount", "claimed",
            "invoice_number", "invoice_amount", "invoice_on", "state", "note", "paid_on",
            "payment_note", "audit", "audit_note", "revision",
        ]  # fmt: skip
        read_only_fields = fields
