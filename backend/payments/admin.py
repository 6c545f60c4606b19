"""Payments in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Difference, Invoice, Payment, Payout, Refund, WebhookEvent


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    """Payments."""

    list_display = [
        "number", "title", "amount", "currency", "method", "state", "payer", "payee", "updated_at",
    ]  # fmt: skip
    list_filter = ["state", "method", "currency"]
    search_fields = ["number", "title", "checkout_id", "intent_id"]
    list_select_related = ["payer", "payee"]
    date_hierarchy = "created_at"


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    """Refunds."""

    list_display = ["payment", "amount", "reason", "state", "done_at"]
    list_filter = ["state", "reason"]
    list_select_related = ["payment"]


@admin.register(Payout)
class PayoutAdmin(ReadOnlyAdmin):
    """Shares on their way."""

    list_display = ["share", "amount", "currency", "state", "sent_at", "note"]
    list_filter = ["state"]
    list_select_related = ["share"]


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    """Invoices."""

    list_display = ["payment", "kind", "title", "number", "amount", "state"]
    list_filter = ["state", "kind"]
    list_select_related = ["payment"]


@admin.register(WebhookEvent)
class WebhookEventAdmin(ReadOnlyAdmin):
    """What providers told."""

    list_display = ["event_id", "gateway", "type", "object_id", "state", "times", "created_at"]
    list_filter = ["gateway", "state", "type"]
    search_fields = ["event_id", "object_id", "number"]


@admin.register(Difference)
class DifferenceAdmin(ReadOnlyAdmin):
    """Where providers and our books do not agree."""

    list_display = ["gateway", "kind", "object_id", "ours", "theirs", "created_at", "resolved_at"]
    list_filter = ["gateway", "kind"]
