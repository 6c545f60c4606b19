"""Deals by the JSON API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.deals.lifecycle import DEAL
from backend.deals.models import Deal
from backend.deals.next_steps import next_steps
from backend.deals.selectors import deal_followed_by, deals_followed_by
from backend.deals.services import SERVICES

from .serializers import DealOutput


@with_acts(DEAL, SERVICES, DealOutput)
class DealViewSet(ActorMixin, viewsets.GenericViewSet[Deal]):
    """Talks between two organisations."""

    permission_classes = [IsAuthenticated]
    serializer_class = DealOutput
    queryset = Deal.objects.none()
    filterset_fields = ["stage", "origin_kind"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Deal]:
        """Those the actor follows, last moved first."""
        return deals_followed_by(self.actor).prefetch_related("people__user")

    @extend_schema(responses={200: DealOutput(many=True), **refusals(403)})
    def list(self, request: Request) -> Response:
        """Deals of my organisations and those I take part in."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self._shown(page or []))

    @extend_schema(responses={200: DealOutput, **refusals(403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One deal and its next step."""
        return self._answer(int(pk))

    def _answer(self, deal_id: int) -> Response:
        return Response(self._shown([deal_followed_by(self.actor, deal_id)])[0])

    def _shown(self, deals: Sequence[Deal]) -> Any:
        steps = next_steps(deals, self.actor)
        rows = [
            {
                "deal": deal,
                "step": steps[deal.pk],
                "acts": [step.act for step in DEAL.open_to(deal, self.actor)],
            }
            for deal in deals
        ]
        return DealOutput(rows, many=True).data
