"""Access in confidence by the JSON API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.catalog.selectors import listing_visible_to
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.disclosure import rules
from backend.disclosure.lifecycle import ACCESS
from backend.disclosure.models import AccessRequest
from backend.disclosure.selectors import readings_of, request_known_to, requests_known_to
from backend.disclosure.services import SERVICES, access_ask

from .serializers import AccessInput, AccessOutput, AccessReadingOutput, OneListing


@with_acts(ACCESS, SERVICES, AccessOutput)
class AccessViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[AccessRequest],
):
    """Requests to read details in confidence, of one's organisations and to them."""

    permission_classes = [IsAuthenticated]
    serializer_class = AccessOutput
    queryset = AccessRequest.objects.none()
    filterset_fields = ["state", "listing"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[AccessRequest]:
        """Those the actor may know of, newest first."""
        return requests_known_to(self.actor)

    @extend_schema(
        request=AccessInput, responses={201: AccessOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Promise confidentiality and ask; asked again, the open request is answered."""
        if not rules.ASK.allows(self.actor, self.actor.organisation_id):
            raise NotPermitted(rules.NOT_ASKING)
        made = access_ask(actor=self.actor, **self.checked(AccessInput))
        return self._answer(made.pk, status=201)

    @extend_schema(
        parameters=[OneListing],
        responses={200: AccessReadingOutput(many=True), **refusals(400, 403, 404)},
    )
    @action(detail=False, methods=["get"], filterset_fields=[])
    def readings(self, request: Request) -> Response:
        """Who from outside read the details of a listing of one's own, newest first."""
        query = OneListing(data=request.query_params)
        query.is_valid(raise_exception=True)
        listing = listing_visible_to(self.actor, query.validated_data["listing"])
        if not rules.decides_for(self.actor, listing):
            raise NotPermitted(rules.NOT_OWNER)
        page: Any = self.paginate_queryset(readings_of(listing))  # type: ignore[arg-type]
        return self.get_paginated_response(AccessReadingOutput(page, many=True).data)

    def _answer(self, access_request_id: int, *, status: int = 200) -> Response:
        found = request_known_to(self.actor, access_request_id)
        return Response(AccessOutput(found).data, status=status)
