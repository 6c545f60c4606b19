"""One way to page through a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class Cursors(CursorPagination):
    """``?page_size=50``, at most 100 a page; ``next`` is the address of the following page.

    Whatever is added meanwhile, nothing is given twice or left out. The order is the queryset's, whose
    first column is never empty.
    """

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        """As the selector ordered it, where its columns are never empty, and in the end by id; else
        newest first. The row's own columns say so themselves, for others the view does by
        ``never_empty``."""
        names = [name for name in queryset.query.order_by if isinstance(name, str)]
        known = {field.name: field for field in queryset.model._meta.concrete_fields}
        known |= {field.attname: field for field in known.values()}
        known["pk"] = queryset.model._meta.pk
        never_empty = getattr(view, "never_empty", ())
        for name in (name.lstrip("-") for name in names):
            if name not in never_empty and (name not in known or known[name].null):
                return ("-pk",)
        if len(names) < len(queryset.query.order_by):
            return ("-pk",)
        return (*names,) if names and names[-1].lstrip("-") in ("pk", "id") else (*names, "-pk")

    def get_page_size(self, request: Request) -> int | None:
        """How many a page holds. Raises ValidationError where that is no number from 1."""
        asked = request.query_params.get("page_size")
        if asked is not None and not (asked.isascii() and asked.isdecimal() and asked.strip("0")):
            raise ValidationError({"page_size": [_("Write a whole number from 1 to 100.")]})
        return super().get_page_size(request)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """A page holds at least one."""
        found: list[dict[str, Any]] = super().get_schema_operation_parameters(view)
        for parameter in found:
            if parameter["name"] == self.page_size_query_param:
                parameter["schema"] |= {"minimum": 1}
        return found
