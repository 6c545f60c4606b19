"""Events by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.matchmaking.models import Gathering
from backend.matchmaking.selectors import gatherings_visible_to
from backend.matchmaking.services import sign_off, sign_up

from .serializers import GatheringOutput, NoInput, SignUpOutput


class GatheringViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Gathering],
):
    """Events: those published, and drafts of one's own organisations."""

    permission_classes = [IsAuthenticated]
    serializer_class = GatheringOutput
    queryset = Gathering.objects.none()
    filterset_fields = ["state", "kind"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Gathering]:
        """Those the actor may know of, the latest time first."""
        return gatherings_visible_to(self.actor).order_by("-starts_at", "-pk")

    @extend_schema(request=NoInput, responses={200: SignUpOutput, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def sign_up(self, request: Request, pk: str) -> Response:
        """Come, or wait for a seat."""
        return Response(SignUpOutput(sign_up(actor=self.actor, gathering_id=int(pk))).data)

    @extend_schema(request=NoInput, responses={204: None, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def sign_off(self, request: Request, pk: str) -> Response:
        """Not to come after all."""
        sign_off(actor=self.actor, gathering_id=int(pk))
        return Response(status=204)
