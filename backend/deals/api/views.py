"""Pairings and deals: reading, accepting, declining, drafting the contract."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.contracts.api.serializers import ContractInput, ContractOutput
from backend.contracts.selectors import contract_readable_by, contracts_of_pairs
from backend.contracts.services import ContractValues
from backend.core.api.schemas import RevisionInput, refusals
from backend.deals.models import Deal, Pairing
from backend.deals.next_steps import next_step
from backend.deals.reasons import pairing_briefs, pairing_view
from backend.deals.selectors import (
    deal_followed_by,
    deals_followed_by,
    pairing_followed_by,
    pairings_followed_by,
)
from backend.deals.services import deal_draft_contract, pairing_accept, pairing_decline
from backend.deals.turns import decisions_of, turn_of

from .serializers import DealOutput, DeclineInput, PairingBriefOutput, PairingOutput


class PairingFilter(django_filters.FilterSet):
    """Narrows the pairings one follows."""

    listing = django_filters.NumberFilter(method="of_listing", label=_("Need or offer by id"))
    level = django_filters.CharFilter(max_length=10)
    superseded = django_filters.BooleanFilter()

    class Meta:
        model = Pairing
        fields: list[str] = []

    def of_listing(self, found: QuerySet[Pairing], _name: str, pk: int) -> QuerySet[Pairing]:
        """Either side."""
        return found.filter(Q(need_id=pk) | Q(offer_id=pk))


class PairingViewSet(ActorMixin, viewsets.GenericViewSet[Pairing]):
    """Recommended pairs of a need and an offer, with the reasons."""

    permission_classes = [IsAuthenticated]
    serializer_class = PairingBriefOutput
    queryset = Pairing.objects.none()
    filterset_class = PairingFilter
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Pairing]:
        """Those the actor follows, best first."""
        return pairings_followed_by(self.actor)

    @extend_schema(responses={200: PairingBriefOutput(many=True), **refusals(403)})
    def list(self, request: Request) -> Response:
        """Pairings of my organisations and of listings I accompany, best first."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        briefs = pairing_briefs(page or [], self.actor)
        return self.get_paginated_response(PairingBriefOutput(briefs, many=True).data)

    @extend_schema(responses={200: PairingOutput, **refusals(403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One pairing with reasons, indicators and decisions."""
        return self._answer(int(pk))

    @extend_schema(
        request=RevisionInput, responses={200: PairingOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """Accept for my side; when both have, ``deal`` names the talks."""
        data = self.checked(RevisionInput)
        pairing_accept(actor=self.actor, pairing_id=int(pk), expected_revision=data["revision"])
        return self._answer(int(pk))

    @extend_schema(
        request=DeclineInput, responses={200: PairingOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Decline for my side; the other side reads the reason."""
        data = self.checked(DeclineInput)
        revision = data.pop("revision")
        pairing_decline(actor=self.actor, pairing_id=int(pk), expected_revision=revision, **data)
        return self._answer(int(pk))

    def _answer(self, pairing_id: int) -> Response:
        found = pairing_followed_by(self.actor, pairing_id)
        view = pairing_view(found, self.actor)
        shown = {
            "pairing": found,
            "view": view,
            "reasons": [*view.lines.first, *view.lines.more, *view.lines.unknown],
            "turn": turn_of(found, self.actor),
            "decisions": decisions_of(found),
            "deal": Deal.objects.filter(pairing=found).values_list("pk", flat=True).first(),
        }
        return Response(PairingOutput(shown).data)


class DealViewSet(ActorMixin, viewsets.GenericViewSet[Deal]):
    """Talks over pairings that both sides accepted."""

    permission_classes = [IsAuthenticated]
    serializer_class = DealOutput
    queryset = Deal.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Deal]:
        """Those the actor follows, last moved first."""
        return deals_followed_by(self.actor)

    @extend_schema(responses={200: DealOutput(many=True), **refusals(403)})
    def list(self, request: Request) -> Response:
        """Deals of my organisations and of listings I accompany."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self._shown(page or []))

    @extend_schema(responses={200: DealOutput, **refusals(403, 404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One deal and its next step."""
        return Response(self._shown([deal_followed_by(self.actor, int(pk))])[0])

    @extend_schema(
        request=ContractInput, responses={201: ContractOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def contract(self, request: Request, pk: str) -> Response:
        """Draft the contract record; the other side confirms it."""
        values = ContractValues(**self.checked(ContractInput))
        made = deal_draft_contract(actor=self.actor, deal_id=int(pk), values=values)
        shown = ContractOutput(contract_readable_by(self.actor, made.pk))
        return Response(shown.data, status=201)

    def _shown(self, deals: Any) -> Any:
        records = contracts_of_pairs((d.pairing.need_id, d.pairing.offer_id) for d in deals)
        rows = []
        for deal in deals:
            contract = records.get((deal.pairing.need_id, deal.pairing.offer_id))
            step = next_step(deal, contract, self.actor)
            rows.append({"deal": deal, "contract": contract, "step": step})
        return DealOutput(rows, many=True).data
