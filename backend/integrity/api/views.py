"""Records of integrity and draws over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.integrity.lifecycle import SANCTION
from backend.integrity.models import Draw, DrawnItem, Sanction
from backend.integrity.selectors import (
    draws_listed,
    sanction_readable_by,
    sanctions_readable_by,
)
from backend.integrity.services import SERVICES


class SanctionOutput(serializers.ModelSerializer[Sanction]):
    """A breach on record."""

    class Meta:
        model = Sanction
        fields = [
            "id", "organisation", "person", "breach", "ground", "document", "blocks", "scope",
            "starts_on", "ends_on", "recorded_for", "state", "holds", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class DrawnItemOutput(serializers.ModelSerializer[DrawnItem]):
    """An item that was drawn."""

    class Meta:
        model = DrawnItem
        fields = ["position", "item", "inspectors", "finding", "found_on"]
        read_only_fields = fields


class DrawOutput(serializers.ModelSerializer[Draw]):
    """A draw with its lists, its value and its result."""

    drawn = DrawnItemOutput(many=True, read_only=True)

    class Meta:
        model = Draw
        fields = [
            "id", "unit", "title", "items", "inspectors", "pick", "each", "source", "value_on",
            "digits", "value", "state", "drawn_at", "drawn",
        ]  # fmt: skip
        read_only_fields = fields


@with_acts(SANCTION, SERVICES, SanctionOutput)
class SanctionViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Sanction],
):
    """What is on record, as far as the reader may know it."""

    permission_classes = [AllowAny]
    serializer_class = SanctionOutput
    queryset = Sanction.objects.none()
    filterset_fields = ["organisation", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Sanction]:
        """Newest first."""
        return sanctions_readable_by(self.actor)

    def _answer(self, sanction_id: int) -> Response:
        found: Any = SanctionOutput(sanction_readable_by(self.actor, sanction_id))
        return Response(found.data)


class DrawViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Draw]):
    """Random draws of inspections; public, so that everybody reckons them again."""

    permission_classes = [AllowAny]
    serializer_class = DrawOutput
    queryset = Draw.objects.none()
    filterset_fields = ["unit", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Draw]:
        """Newest first."""
        return draws_listed().prefetch_related("drawn")
