"""The administration's base, and what the outbox holds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import action

from .dispatcher import retry_dead
from .models import Delivery, Event


class ReadOnlyAdmin(ModelAdmin):
    """Looks and changes nothing: what a service writes is written by that service alone.

    Staff who are operators see it; actions call services.
    """

    list_per_page = 50
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Operators among the staff."""
        return bool(request.user.is_staff and request.actor.operator)  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whoever may look."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


class DeliveryInline(admin.TabularInline):
    """The reactions to an event."""

    model = Delivery
    fields = readonly_fields = (
        "reaction",
        "queue",
        "state",
        "attempts",
        "finished_at",
        "error",
    )
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the event itself."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """The audit trail."""

    list_display = ["id", "name", "subject", "subject_id", "actor_id", "occurred_at"]
    list_filter = ["name", "subject"]
    search_fields = ["=subject_id", "=actor_id", "name"]
    date_hierarchy = "occurred_at"
    ordering = ["-id"]
    inlines = [DeliveryInline]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What was delivered, what waits, what gave up."""

    list_display = ["id", "reaction", "event", "queue", "state", "attempts", "due_at", "reason"]
    list_filter = ["state", "queue", "reaction"]
    list_select_related = ["event"]
    ordering = ["-id"]
    actions = ["retry"]

    @admin.display(description=_("error"))
    def reason(self, delivery: Delivery) -> str:
        """The last line of what went wrong."""
        return delivery.error.strip().splitlines()[-1][:120] if delivery.error.strip() else ""

    @action(description=_("Deliver again"), permissions=["view"])
    def retry(self, request: HttpRequest, chosen: QuerySet[Delivery]) -> None:
        """Give those that gave up another series of attempts."""
        ids = list(chosen.values_list("pk", flat=True))
        n = retry_dead(delivery_ids=ids)
        told = ngettext(
            "%(n)d delivery is tried again.", "%(n)d deliveries are tried again.", n
        ) % {"n": n}
        messages.info(request, told)
