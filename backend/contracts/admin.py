"""Contract records in the administration: read alone, the parties write them."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Contract


@admin.register(Contract)
class ContractAdmin(ReadOnlyAdmin):
    """Records of technology contracts."""

    list_display = [
        "title", "type", "amount", "currency", "buyer", "seller", "state", "signed_on",
        "updated_at",
    ]  # fmt: skip
    list_filter = ["state", "type", "currency", "ip_ownership"]
    search_fields = ["title", "buyer__name", "seller__name"]
    list_select_related = ["buyer", "seller"]
    date_hierarchy = "signed_on"
