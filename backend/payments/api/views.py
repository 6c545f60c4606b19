"""Payments, shares on their way, and invoices."""

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
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.payments import rules, services
from backend.payments.lifecycle import INVOICE, PAYMENT, PAYOUT
from backend.payments.models import Invoice, Payment, Payout
from backend.payments.selectors import (
    invoice_readable_by,
    invoices_readable_by,
    payment_readable_by,
    payments_readable_by,
    payout_readable_by,
    payouts_readable_by,
)

from .serializers import (
    InvoiceIssueInput,
    InvoiceOutput,
    InvoiceRedInput,
    InvoiceRequestInput,
    PaymentConfirmInput,
    PaymentOutput,
    PaymentRefundInput,
    PaymentStartInput,
    PayoutOutput,
)

PAYMENT_ANSWERS: dict[Any, Any] = {200: PaymentOutput, **refusals(400, 403, 404, 409)}
INVOICE_ANSWERS: dict[Any, Any] = {200: InvoiceOutput, **refusals(400, 403, 404, 409)}


@with_acts(PAYMENT, services.SERVICES, PaymentOutput, apart={"confirm", "refund"})
class PaymentViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Payment],
):
    """Payments of the actor's organisations."""

    permission_classes = [IsAuthenticated]
    serializer_class = PaymentOutput
    queryset = Payment.objects.none()
    filterset_fields = ["state", "method", "deal_id", "payable_kind", "payable_id"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Payment]:
        """Those the actor may read, newest first."""
        return payments_readable_by(self.actor)

    @extend_schema(
        request=PaymentStartInput, responses={201: PaymentOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Begin to pay something; the answer says where, once the provider has set it up."""
        if not rules.PAY.allows_anywhere(self.actor):
            raise NotPermitted(rules.ONLY_PAYER)
        data = self.checked(PaymentStartInput)
        made = services.payment_start(
            actor=self.actor,
            kind=data["payable_kind"],
            payable_id=data["payable_id"],
            method=data["method"],
        )
        services.payment_open(payment_id=made.pk)
        shown = PaymentOutput(payment_readable_by(self.actor, made.pk))
        return Response(shown.data, status=201)

    @extend_schema(request=None, responses=PAYMENT_ANSWERS)
    @action(detail=True, methods=["post"])
    def look(self, request: Request, pk: str) -> Response:
        """Look at the gateway how it stands."""
        payment_readable_by(self.actor, int(pk))
        services.payment_refresh(payment_id=int(pk))
        return self._answer(int(pk))

    @extend_schema(request=PaymentConfirmInput, responses=PAYMENT_ANSWERS)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm that a bank transfer arrived in full."""
        return self._do("confirm", int(pk), PaymentConfirmInput)

    @extend_schema(request=PaymentRefundInput, responses=PAYMENT_ANSWERS)
    @action(detail=True, methods=["post"])
    def refund(self, request: Request, pk: str) -> Response:
        """Pay money back."""
        return self._do("refund", int(pk), PaymentRefundInput)

    def _do(self, act: str, pk: int, given: Any) -> Response:
        found = payment_readable_by(self.actor, pk)
        PAYMENT.check_may(PAYMENT.transition(act), found, self.actor)
        data = self.checked(given)
        services.SERVICES[act](
            actor=self.actor,
            payment_id=pk,
            expected_revision=data.pop("revision", None),
            **data,
        )
        return self._answer(pk)

    def _answer(self, pk: int) -> Response:
        return Response(PaymentOutput(payment_readable_by(self.actor, pk)).data)


@with_acts(PAYOUT, services.PAYOUT_SERVICES, PayoutOutput)
class PayoutViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Payout],
):
    """Shares on their way to whom they belong."""

    permission_classes = [IsAuthenticated]
    serializer_class = PayoutOutput
    queryset = Payout.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Payout]:
        """Those the actor may read, newest first."""
        return payouts_readable_by(self.actor)

    def _answer(self, pk: int) -> Response:
        return Response(PayoutOutput(payout_readable_by(self.actor, pk)).data)


@with_acts(INVOICE, services.INVOICE_SERVICES, InvoiceOutput, apart={"issue", "issue_red"})
class InvoiceViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Invoice],
):
    """Invoices of payments."""

    permission_classes = [IsAuthenticated]
    serializer_class = InvoiceOutput
    queryset = Invoice.objects.none()
    filterset_fields = ["state", "payment"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Invoice]:
        """Those the actor may read, newest first."""
        return invoices_readable_by(self.actor)

    @extend_schema(
        request=InvoiceRequestInput,
        responses={201: InvoiceOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Ask for an invoice over a payment."""
        if not rules.PAY.allows_anywhere(self.actor):
            raise NotPermitted(rules.ONLY_PAYER)
        data = self.checked(InvoiceRequestInput)
        payment_id = data.pop("payment")
        made = services.invoice_request(actor=self.actor, payment_id=payment_id, **data)
        shown = InvoiceOutput(invoice_readable_by(self.actor, made.pk))
        return Response(shown.data, status=201)

    @extend_schema(request=InvoiceIssueInput, responses=INVOICE_ANSWERS)
    @action(detail=True, methods=["post"])
    def issue(self, request: Request, pk: str) -> Response:
        """Issue it over what was paid."""
        return self._do("issue", int(pk), InvoiceIssueInput)

    @extend_schema(request=InvoiceRedInput, responses=INVOICE_ANSWERS)
    @action(detail=True, methods=["post"])
    def issue_red(self, request: Request, pk: str) -> Response:
        """Issue the red-letter invoice that takes it back."""
        return self._do("issue_red", int(pk), InvoiceRedInput)

    def _do(self, act: str, pk: int, given: Any) -> Response:
        found = invoice_readable_by(self.actor, pk)
        INVOICE.check_may(INVOICE.transition(act), found, self.actor)
        data = self.checked(given)
        services.INVOICE_SERVICES[act](
            actor=self.actor,
            invoice_id=pk,
            expected_revision=data.pop("revision", None),
            **data,
        )
        return self._answer(pk)

    def _answer(self, pk: int) -> Response:
        return Response(InvoiceOutput(invoice_readable_by(self.actor, pk)).data)
