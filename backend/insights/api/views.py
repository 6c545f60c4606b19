"""Dashboards and their glossary over the API."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.schemas import refusals
from backend.insights.glossary import ENTRIES
from backend.insights.selectors import dashboard_of
from backend.insights.values import Desk

from .serializers import DashboardOutput, DashboardQuery, GlossaryEntryOutput


class GlossaryView(APIView):
    """The glossary of figures."""

    permission_classes = [AllowAny]

    @extend_schema(responses={200: GlossaryEntryOutput(many=True)})
    def get(self, request: Request) -> Response:
        """What each figure means, in the reader's language."""
        return Response(GlossaryEntryOutput(ENTRIES, many=True).data)


class DashboardView(ActorMixin, APIView):
    """Dashboards by desk."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        parameters=[
            OpenApiParameter("desk", str, OpenApiParameter.PATH, enum=Desk.values),
            DashboardQuery,
        ],
        responses={200: DashboardOutput, **refusals(400, 404)},
    )
    def get(self, request: Request, desk: str) -> Response:
        """Figures and tables of one's own desk; those of the organisation acted for."""
        asked = DashboardQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = dashboard_of(self.actor, desk, **asked.validated_data)
        return Response(DashboardOutput(found).data)
