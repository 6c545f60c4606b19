"""Plans and milestones in the administration: read alone, the parties write them."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Milestone, Plan


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    """Plans of milestones."""

    list_display = ["contract", "state", "opens", "charged", "supervisor", "updated_at"]
    list_filter = ["state", "opens"]
    list_select_related = ["contract", "supervisor"]


@admin.register(Milestone)
class MilestoneAdmin(ReadOnlyAdmin):
    """Milestones."""

    list_display = ["title", "plan", "position", "amount", "due_on", "state", "settled_at"]
    list_filter = ["state"]
    list_select_related = ["plan__contract"]
    date_hierarchy = "due_on"
