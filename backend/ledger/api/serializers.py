"""Accounts, entries and journals in JSON."""

from __future__ import annotations

from rest_framework import serializers

from backend.ledger.models import Account, Entry


class AccountOutput(serializers.ModelSerializer[Account]):
    """An account with its running totals."""

    balance = serializers.DecimalField(max_digits=19, decimal_places=2, read_only=True)
    reserved = serializers.DecimalField(
        max_digits=19, decimal_places=2, source="pending_out", read_only=True
    )

    class Meta:
        model = Account
        fields = [
            "id",
            "owner_kind",
            "owner_id",
            "purpose",
            "detail",
            "currency",
            "balance",
            "reserved",
        ]
        read_only_fields = fields


class EntryOutput(serializers.ModelSerializer[Entry]):
    """One entry: above zero it came into the account."""

    amount = serializers.DecimalField(max_digits=19, decimal_places=2, read_only=True)
    balance_after = serializers.DecimalField(max_digits=19, decimal_places=2, read_only=True)
    reference = serializers.CharField(source="journal.reference", read_only=True)
    posted_at = serializers.DateTimeField(source="journal.posted_at", read_only=True)
    about = serializers.CharField(source="journal.about", read_only=True)
    about_id = serializers.IntegerField(source="journal.about_id", allow_null=True, read_only=True)

    class Meta:
        model = Entry
        fields = [
            "id", "journal", "reference", "posted_at", "kind", "amount", "balance_after", "about",
            "about_id",
        ]  # fmt: skip
        read_only_fields = fields
