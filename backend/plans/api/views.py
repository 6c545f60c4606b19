"""Plans of regions over the API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.plans.models import Plan
from backend.plans.selectors import plan_readable_by, plans_readable_by

from .serializers import RegionPlanOutput, RegionPlanWholeOutput


class PlanViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Plan]):
    """Plans in force and closed ones; drafts for the region's officers."""

    permission_classes = [AllowAny]
    serializer_class = RegionPlanOutput
    queryset = Plan.objects.none()
    filterset_fields = ["region", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Plan]:
        """Those the actor may read, the latest period first."""
        return plans_readable_by(self.actor)

    @extend_schema(responses={200: RegionPlanWholeOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One plan with measures, indicators, yearly figures and lights."""
        return Response(RegionPlanWholeOutput(plan_readable_by(self.actor, int(pk))).data)
