"""Tickets and reports by the JSON API."""

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
from backend.helpdesk.lifecycle import REPORT, TICKET
from backend.helpdesk.models import Report, Ticket
from backend.helpdesk.selectors import (
    report_known_to,
    reports_known_to,
    ticket_known_to,
    tickets_known_to,
)
from backend.helpdesk.services import REPORT_SERVICES, SERVICES, listing_report, ticket_open

from .serializers import ReportInput, ReportOutput, TicketInput, TicketOutput


@with_acts(TICKET, SERVICES, TicketOutput)
class TicketViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Ticket],
):
    """One's questions to the platform; all of them for operators."""

    permission_classes = [IsAuthenticated]
    serializer_class = TicketOutput
    queryset = Ticket.objects.none()
    filterset_fields = ["state", "topic"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Ticket]:
        """Those the actor may know of, newest first."""
        return tickets_known_to(self.actor)

    @extend_schema(
        request=TicketInput, responses={201: TicketOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Ask the platform."""
        made = ticket_open(actor=self.actor, **self.checked(TicketInput))
        return Response(TicketOutput(made).data, status=201)

    def _answer(self, ticket_id: int) -> Response:
        return Response(TicketOutput(ticket_known_to(self.actor, ticket_id)).data)


@with_acts(REPORT, REPORT_SERVICES, ReportOutput)
class ReportViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Report],
):
    """What one reported; all reports for operators."""

    permission_classes = [IsAuthenticated]
    serializer_class = ReportOutput
    queryset = Report.objects.none()
    filterset_fields = ["state", "reason"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Report]:
        """Those the actor may know of, newest first."""
        return reports_known_to(self.actor)

    @extend_schema(
        request=ReportInput, responses={201: ReportOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Report a listing of another organisation."""
        made = listing_report(actor=self.actor, **self.checked(ReportInput))
        return Response(ReportOutput(made).data, status=201)

    def _answer(self, report_id: int) -> Response:
        return Response(ReportOutput(report_known_to(self.actor, report_id)).data)
