"""Registers over the API: public, read alone; and their acts."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.registers.lifecycle import REGISTERED
from backend.registers.models import Registered, RegisterList
from backend.registers.selectors import (
    lists_published,
    registered_found,
    registered_readable_by,
)
from backend.registers.services import SERVICES


class RegisteredOutput(serializers.ModelSerializer[Registered]):
    """A platform, alliance or carrier."""

    class Meta:
        model = Registered
        fields = [
            "id", "register", "type", "level", "name", "host", "unit", "region", "chain", "number",
            "recognised_on", "valid_until", "about", "charter", "state", "holds", "revision",
        ]  # fmt: skip
        read_only_fields = fields


class RegisterListOutput(serializers.ModelSerializer[RegisterList]):
    """A register as it was published."""

    class Meta:
        model = RegisterList
        fields = ["id", "unit", "register", "published_on", "rows"]
        read_only_fields = fields


@with_acts(REGISTERED, SERVICES, RegisteredOutput)
class RegisteredViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Registered],
):
    """What is registered, and what concerns the reader."""

    permission_classes = [AllowAny]
    serializer_class = RegisteredOutput
    queryset = Registered.objects.none()
    filterset_fields = ["register", "type", "level", "region", "host", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Registered]:
        """By register, the latest first."""
        return registered_readable_by(self.actor)

    def _answer(self, registered_id: int) -> Response:
        return Response(RegisteredOutput(registered_found(self.actor, registered_id)).data)


class RegisterListViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[RegisterList]
):
    """Registers as they were published on a day."""

    permission_classes = [AllowAny]
    serializer_class = RegisterListOutput
    queryset = RegisterList.objects.none()
    filterset_fields = ["unit", "register"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[RegisterList]:
        """Newest first."""
        return lists_published()
