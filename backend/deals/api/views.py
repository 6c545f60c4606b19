"""Deals by the JSON API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
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
from backend.deals.selectors import (
    deal_followed_by,
    deal_stalled,
    deals_followed_by,
    ndas_complete,
)
from backend.deals.services import SERVICES, deal_plan, deal_step_done, nda_agree, result_give

from .serializers import DealOutput, NdaInput, NextStepInput, ResultInput, StayOutput


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

    @extend_schema(responses={200: StayOutput(many=True), **refusals(403, 404)})
    @action(detail=True, methods=["get"], filterset_fields=[], pagination_class=None)
    def stays(self, request: Request, pk: str) -> Response:
        """How long it was in each stage, and whose turn it was."""
        deal = deal_followed_by(self.actor, int(pk))
        return Response(StayOutput(deal.stays.order_by("entered_at", "pk"), many=True).data)

    @extend_schema(
        request=NextStepInput, responses={200: DealOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: str) -> Response:
        """Say what comes next."""
        self.match(deal_followed_by(self.actor, int(pk)))
        deal_plan(actor=self.actor, deal_id=int(pk), **self.checked(NextStepInput))
        return self._answer(int(pk))

    @extend_schema(request=None, responses={200: DealOutput, **refusals(403, 404, 409)})
    @action(detail=True, methods=["post"])
    def step_done(self, request: Request, pk: str) -> Response:
        """Say that the planned step is done."""
        self.match(deal_followed_by(self.actor, int(pk)))
        deal_step_done(actor=self.actor, deal_id=int(pk))
        return self._answer(int(pk))

    @extend_schema(request=NdaInput, responses={200: DealOutput, **refusals(400, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def nda(self, request: Request, pk: str) -> Response:
        """Agree to the confidentiality text for my side."""
        self.match(deal_followed_by(self.actor, int(pk)))
        nda_agree(actor=self.actor, deal_id=int(pk), **self.checked(NdaInput))
        return self._answer(int(pk))

    @extend_schema(request=ResultInput, responses={200: DealOutput, **refusals(400, 403, 404, 409)})
    @action(detail=True, methods=["post"])
    def result(self, request: Request, pk: str) -> Response:
        """Say what came of a closed deal."""
        self.match(deal_followed_by(self.actor, int(pk)))
        result_give(actor=self.actor, deal_id=int(pk), **self.checked(ResultInput))
        return self._answer(int(pk))

    def _answer(self, deal_id: int) -> Response:
        return Response(self._shown([deal_followed_by(self.actor, deal_id)])[0])

    def _shown(self, deals: Sequence[Deal]) -> Any:
        steps = next_steps(deals, self.actor)
        promised = ndas_complete([deal.pk for deal in deals])
        rows = [
            {
                "deal": deal,
                "step": steps[deal.pk],
                "stalled": deal_stalled(deal),
                "nda_agreed": deal.pk in promised,
                "acts": [step.act for step in DEAL.open_to(deal, self.actor)],
            }
            for deal in deals
        ]
        return DealOutput(rows, many=True).data
