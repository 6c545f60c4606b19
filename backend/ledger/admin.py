"""The ledger in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Account, Journal, Transfer


@admin.register(Account)
class AccountAdmin(ReadOnlyAdmin):
    """Accounts with their running totals."""

    list_display = [
        "owner_kind", "owner_id", "purpose", "detail", "currency", "credited", "debited", "bound",
    ]  # fmt: skip
    list_filter = ["purpose", "currency", "owner_kind"]
    search_fields = ["=owner_id", "detail"]


@admin.register(Journal)
class JournalAdmin(ReadOnlyAdmin):
    """Journals."""

    list_display = ["reference", "kind", "about", "about_id", "deal_id", "posted_at"]
    list_filter = ["kind"]
    search_fields = ["reference", "=deal_id"]
    date_hierarchy = "posted_at"


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin):
    """What is or was reserved."""

    list_display = ["reference", "kind", "amount", "state", "expires_at"]
    list_filter = ["state", "kind"]
    search_fields = ["reference"]
