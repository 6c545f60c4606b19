"""People and organisations in the administration."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import actor_in
from backend.core.admin import ReadOnlyAdmin

from .models import LocalRegion, Membership, Organisation, User
from .services import region_define


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Accounts: only whether they are active and may enter here is changed."""

    list_display = ["email", "name", "language", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = [
        "email", "name", "language", "is_active", "is_staff", "is_superuser", "last_login",
        "created_at",
    ]  # fmt: skip
    readonly_fields = ["email", "name", "language", "is_superuser", "last_login", "created_at"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers, but not over themselves: nobody locks themselves out."""
        mine = obj is not None and obj.pk == request.user.pk
        return bool(request.user.is_superuser and not mine)


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    """Organisations; they are verified and suspended on pages of the platform."""

    list_display = [
        "name",
        "kind",
        "credit_code",
        "region",
        "verified_at",
        "suspended_at",
        "created_at",
    ]
    list_filter = ["kind", ("verified_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "name_en", "=credit_code"]
    ordering = ["verified_at", "-created_at"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who belongs where."""

    list_display = ["user", "organisation", "held", "active", "created_at"]
    list_filter = ["duties__duty", "active"]
    search_fields = ["user__email", "user__name", "organisation__name"]
    list_select_related = ["user", "organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With their duties in one query."""
        return super().get_queryset(request).prefetch_related("duties")

    @admin.display(description=_("Duties"))
    def held(self, membership: Membership) -> str:
        """The duties in words."""
        return ", ".join(str(row) for row in membership.duties.all())


@admin.register(LocalRegion)
class LocalRegionAdmin(ReadOnlyAdmin):
    """Regions below the county, which operators define; none is deleted, listings may name it."""

    list_display = ["code", "name", "name_en", "kind", "demo"]
    list_filter = ["kind", "demo"]
    search_fields = ["code", "name", "name_en"]
    ordering = ["code"]
    fields = ["code", "name", "name_en", "kind", "demo"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may look."""
        return self.has_view_permission(request)

    def save_model(self, request: HttpRequest, obj: LocalRegion, form: Any, change: bool) -> None:
        """By the service."""
        region_define(actor=actor_in(request), region=obj)
