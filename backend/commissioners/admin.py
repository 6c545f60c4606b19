"""Commissioners in the administration: read alone."""

from __future__ import annotations

from django.contrib import admin

from backend.core.admin import ReadOnlyAdmin

from .models import Appointment, Visit


@admin.register(Appointment)
class AppointmentAdmin(ReadOnlyAdmin):
    """Who serves where."""

    list_display = ["person", "home", "selection", "state"]
    list_filter = ["state", "selection__level", "selection__year"]
    search_fields = ["person__name", "home__name"]
    list_select_related = ["person", "home", "selection"]
    ordering = ["-pk"]


@admin.register(Visit)
class VisitAdmin(ReadOnlyAdmin):
    """What was seen and advised."""

    list_display = ["problem", "visitor", "firm", "happened_on", "state"]
    list_filter = ["state"]
    search_fields = ["problem", "firm__name"]
    list_select_related = ["visitor", "firm"]
    ordering = ["-pk"]
