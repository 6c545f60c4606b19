"""Brokers' work by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.brokerage import rules
from backend.brokerage.lifecycle import COMMISSION
from backend.brokerage.models import Commission
from backend.brokerage.selectors import (
    commission_readable_by,
    commissions_readable_by,
    services_of,
)
from backend.brokerage.services import SERVICES, commission_propose, service_log
from backend.brokerage.values import CommissionValues, ServiceValues
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.deals.selectors import deal_followed_by

from .serializers import BrokerServiceInput, BrokerServiceOutput, CommissionInput, CommissionOutput


class ServicesView(ActorMixin, APIView):
    """The services that brokers did for a deal; who follows the deal reads them."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: BrokerServiceOutput(many=True), **refusals(403, 404)})
    def get(self, request: Request, deal: int) -> Response:
        """Services on record, the latest first."""
        deal_followed_by(self.actor, deal)
        return Response(BrokerServiceOutput(services_of(deal), many=True).data)

    @extend_schema(
        request=BrokerServiceInput, responses={201: BrokerServiceOutput, **refusals(400, 403, 404)}
    )
    def post(self, request: Request, deal: int) -> Response:
        """Put a service on record."""
        if rules.agency_of(self.actor, deal_followed_by(self.actor, deal)) is None:
            raise NotPermitted(rules.NOT_ITS_BROKER)
        values = ServiceValues(**self.checked(BrokerServiceInput))
        made = service_log(actor=self.actor, deal_id=deal, values=values)
        return Response(BrokerServiceOutput(made).data, status=201)


@with_acts(COMMISSION, SERVICES, CommissionOutput)
class CommissionViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Commission],
):
    """Commissions that the side that pays, agencies with a share and operators may read."""

    permission_classes = [IsAuthenticated]
    serializer_class = CommissionOutput
    queryset = Commission.objects.none()
    filterset_fields = ["state", "payer", "deal"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Commission]:
        """Those the actor may read, the latest first."""
        return commissions_readable_by(self.actor)

    @extend_schema(
        request=CommissionInput, responses={201: CommissionOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Propose what a side of a deal pays."""
        if not rules.SERVE.allows_anywhere(self.actor):
            raise NotPermitted(rules.NOT_ITS_BROKER)
        data = self.checked(CommissionInput)
        deal_id = data.pop("deal")
        shares = {row["agency"]: row["percent"] for row in data.pop("shares")}
        values = CommissionValues(**data, shares=shares or None)
        made = commission_propose(actor=self.actor, deal_id=deal_id, values=values)
        return self._answer(made.pk, status=201)

    def _answer(self, commission_id: int, status: int = 200) -> Response:
        found = commission_readable_by(self.actor, commission_id)
        return Response(CommissionOutput(found).data, status=status)
