"""Rights, shares and the yearly report over the API."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.accounts.duties import BIND
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import RevisionInput, refusals
from backend.core.errors import NotPermitted
from backend.ownership import rules
from backend.ownership.lifecycle import GRANT
from backend.ownership.models import Grant, Plan
from backend.ownership.selectors import grant_found, office_of, plan_found, transfer_report
from backend.ownership.services import SERVICES, grant_apply, plan_agree, plan_propose
from backend.ownership.values import GrantValues, PlanValues, ShareValues

from .serializers import (
    GrantInput,
    GrantOutput,
    PlanInput,
    PlanOutput,
    TransferQuery,
    TransferReportOutput,
)


@with_acts(GRANT, SERVICES, GrantOutput)
class GrantViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Grant],
):
    """Rights that inventors applied for, of one's institution."""

    permission_classes = [IsAuthenticated]
    serializer_class = GrantOutput
    queryset = Grant.objects.none()
    filterset_fields = ["state", "kind", "achievement"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Grant]:
        """Those the actor may follow, newest first."""
        own = Q(applied_by_id=self.actor.user_id)
        own |= Q(achievement__owner_id__in=list(self.actor.duties))
        found = Grant.objects.all() if self.actor.operator else Grant.objects.filter(own)
        return found.order_by("-pk")

    @extend_schema(request=GrantInput, responses={201: GrantOutput, **refusals(400, 403, 404, 409)})
    def create(self, request: Request) -> Response:
        """Apply for a right in an achievement of one's institution."""
        if not BIND.allows_anywhere(self.actor):
            raise NotPermitted(rules.NOT_OFFICE)
        data = self.checked(GrantInput)
        listing_id = data.pop("achievement")
        made = grant_apply(actor=self.actor, listing_id=listing_id, values=GrantValues(**data))
        return Response(GrantOutput(made).data, status=201)

    def _answer(self, grant_id: int) -> Response:
        return Response(GrantOutput(grant_found(self.actor, grant_id)).data)


class PlanViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Plan],
):
    """Plans of shares that name one, or of one's institution."""

    permission_classes = [IsAuthenticated]
    serializer_class = PlanOutput
    queryset = Plan.objects.none()
    filterset_fields = ["state", "deal"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Plan]:
        """Those the actor may read, newest first."""
        found = Plan.objects.filter(rules.plans_readable(self.actor)).distinct()
        return found.prefetch_related("shares").order_by("-pk")

    @extend_schema(request=PlanInput, responses={201: PlanOutput, **refusals(400, 403, 404, 409)})
    def create(self, request: Request) -> Response:
        """Propose the shares of a deal, or change them: with the revision of those that there are."""
        if not rules.DECIDE.allows_anywhere(self.actor):
            raise NotPermitted(rules.NOT_OFFICE)
        data = self.checked(PlanInput)
        made = plan_propose(
            actor=self.actor,
            deal_id=data.pop("deal"),
            expected_revision=data.pop("revision"),
            values=PlanValues(
                shares=tuple(ShareValues(**share) for share in data.pop("shares")), **data
            ),
        )
        return Response(PlanOutput(plan_found(self.actor, made.pk)).data, status=201)

    @extend_schema(
        request=RevisionInput, responses={200: PlanOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """Agree to one's own share; the office to the institution's."""
        plan_found(self.actor, int(pk))
        revision = self.checked(RevisionInput)["revision"]
        plan_agree(actor=self.actor, plan_id=int(pk), expected_revision=revision)
        return Response(PlanOutput(plan_found(self.actor, int(pk))).data)


class TransferReportView(ActorMixin, APIView):
    """The yearly transfer report."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        parameters=[TransferQuery], responses={200: TransferReportOutput, **refusals(400, 404)}
    )
    def get(self, request: Request) -> Response:
        """The report of the institution whose office the actor acts for."""
        asked = TransferQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        year = asked.validated_data.get("year") or timezone.localdate().year
        found = transfer_report(office_of(self.actor), year)
        return Response(TransferReportOutput(found).data)
