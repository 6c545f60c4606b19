"""Mandates by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.mandates.lifecycle import MANDATE
from backend.mandates.models import Mandate
from backend.mandates.rules import NOT_CLIENT, may_grant
from backend.mandates.selectors import mandate_known, mandates_known
from backend.mandates.services import SERVICES, mandate_grant
from backend.mandates.values import MandateValues

from .serializers import MandateInput, MandateOutput


@with_acts(MANDATE, SERVICES, MandateOutput)
class MandateViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Mandate],
):
    """Mandates that one's organisations gave or hold."""

    permission_classes = [IsAuthenticated]
    serializer_class = MandateOutput
    queryset = Mandate.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Mandate]:
        """Those the actor may know of, newest first."""
        return mandates_known(self.actor)

    @extend_schema(
        request=MandateInput, responses={201: MandateOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Let a broker act for one's organisation."""
        if not may_grant(self.actor):
            raise NotPermitted(NOT_CLIENT)
        values = MandateValues(**self.checked(MandateInput))
        return self._answer(mandate_grant(actor=self.actor, values=values).pk, status=201)

    def _answer(self, mandate_id: int, *, status: int = 200) -> Response:
        found = mandate_known(self.actor, mandate_id)
        return Response(MandateOutput(found).data, status=status)
