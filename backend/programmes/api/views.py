"""Programmes, applications and vouchers over the API; papers and invoices are handed in on the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.programmes import rules
from backend.programmes.lifecycle import PROGRAMME, REDEMPTION, SUPPORT
from backend.programmes.models import Programme, Redemption, Support, Voucher
from backend.programmes.selectors import (
    programme_found,
    programmes_known,
    redemption_found,
    redemptions_known,
    support_found,
    supports_known,
    vouchers_known,
)
from backend.programmes.services import (
    PROGRAMME_SERVICES,
    REDEMPTION_SERVICES,
    SUPPORT_SERVICES,
    support_apply,
    support_approve,
    voucher_reserve,
)
from backend.programmes.values import SupportValues

from .serializers import (
    ApprovalInput,
    ProgrammeOutput,
    RedemptionOutput,
    ReserveInput,
    SupportInput,
    SupportOutput,
    VoucherOutput,
)

_Services = Mapping[str, Callable[..., Any]]


@with_acts(PROGRAMME, PROGRAMME_SERVICES, ProgrammeOutput)
class ProgrammeViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Programme],
):
    """Programmes with their money: public."""

    permission_classes = [AllowAny]
    serializer_class = ProgrammeOutput
    queryset = Programme.objects.none()
    filterset_fields = ["state", "year", "scheme_code", "unit"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Programme]:
        """Open ones first."""
        return programmes_known()

    def _answer(self, programme_id: int) -> Response:
        return Response(ProgrammeOutput(programme_found(programme_id)).data)


@with_acts(SUPPORT, cast(_Services, SUPPORT_SERVICES), SupportOutput, apart=("approve",))
class SupportViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Support],
):
    """Applications that concern the actor."""

    permission_classes = [IsAuthenticated]
    serializer_class = SupportOutput
    queryset = Support.objects.none()
    filterset_fields = ["state", "programme", "applicant"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Support]:
        """Newest first."""
        return supports_known(self.actor)

    @extend_schema(
        request=SupportInput, responses={201: SupportOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Apply for the organisation that one acts for."""
        applicant_id = self.actor.organisation_id or 0
        if not rules.APPLY.allows(self.actor, applicant_id):
            raise NotPermitted(rules.NOT_APPLICANT)
        data = self.checked(SupportInput)
        programme = programme_found(data.pop("programme"))
        made = support_apply(
            actor=self.actor,
            applicant_id=applicant_id,
            programme_id=programme.pk,
            values=SupportValues(**data),
        )
        return Response(SupportOutput(made).data, status=201)

    @extend_schema(
        request=ApprovalInput, responses={200: SupportOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Agree at the last step; the amount is reckoned."""
        SUPPORT.check_may(
            SUPPORT.transition("approve"), support_found(self.actor, int(pk)), self.actor
        )
        data = self.checked(ApprovalInput)
        support_approve(
            actor=self.actor,
            support_id=int(pk),
            expected_revision=data["revision"],
            recognised_base=data["recognised_base"],
        )
        return self._answer(int(pk))

    def _answer(self, support_id: int) -> Response:
        return Response(SupportOutput(support_found(self.actor, support_id)).data)


class VoucherViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Voucher],
):
    """Vouchers of one's firms, and those that one's unit issued."""

    permission_classes = [IsAuthenticated]
    serializer_class = VoucherOutput
    queryset = Voucher.objects.none()
    filterset_fields = ["state", "programme", "firm"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Voucher]:
        """Newest first."""
        return vouchers_known(self.actor)


@with_acts(REDEMPTION, cast(_Services, REDEMPTION_SERVICES), RedemptionOutput, apart=("claim",))
class RedemptionViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Redemption],
):
    """Uses of vouchers that concern the actor."""

    permission_classes = [IsAuthenticated]
    serializer_class = RedemptionOutput
    queryset = Redemption.objects.none()
    filterset_fields = ["state", "voucher", "contract"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Redemption]:
        """Newest first."""
        return redemptions_known(self.actor)

    @extend_schema(
        request=ReserveInput, responses={201: RedemptionOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Reserve a part of a voucher on a contract."""
        if not rules.APPLY.allows_anywhere(self.actor):
            raise NotPermitted(rules.NOT_APPLICANT)
        made = voucher_reserve(actor=self.actor, **self.checked(ReserveInput))
        return Response(RedemptionOutput(made).data, status=201)

    def _answer(self, redemption_id: int) -> Response:
        return Response(RedemptionOutput(redemption_found(self.actor, redemption_id)).data)
