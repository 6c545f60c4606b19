"""Requests to join by the JSON API."""

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
from backend.joining.lifecycle import JOIN_REQUEST
from backend.joining.models import JoinRequest
from backend.joining.selectors import request_known_to, requests_known_to
from backend.joining.services import SERVICES, join_ask

from .serializers import JoinRequestInput, JoinRequestOutput


@with_acts(JOIN_REQUEST, SERVICES, JoinRequestOutput)
class JoinRequestViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[JoinRequest],
):
    """One's own requests to join, and those to organisations that one answers for."""

    permission_classes = [IsAuthenticated]
    serializer_class = JoinRequestOutput
    queryset = JoinRequest.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[JoinRequest]:
        """Those the actor may know of, newest first."""
        return requests_known_to(self.actor)

    @extend_schema(
        request=JoinRequestInput,
        responses={201: JoinRequestOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Ask to join; a proved address of the organisation's domain decides at once."""
        made = join_ask(actor=self.actor, **self.checked(JoinRequestInput))
        return self._answer(made.pk, status=201)

    def _answer(self, join_request_id: int, *, status: int = 200) -> Response:
        found = request_known_to(self.actor, join_request_id)
        return Response(JoinRequestOutput(found).data, status=status)
