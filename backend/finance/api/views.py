"""Finance over the API."""

from __future__ import annotations

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
from backend.finance import rules
from backend.finance.lifecycle import WISH
from backend.finance.models import Product, Wish
from backend.finance.selectors import products_offered, wish_found, wishes_known
from backend.finance.services import SERVICES, answer_give, wish_make
from backend.finance.values import AnswerValues, WishValues

from .serializers import AnswerOutput, BankAnswerInput, ProductOutput, WishInput, WishOutput


class ProductViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Product]
):
    """The shelf: public."""

    permission_classes = [AllowAny]
    serializer_class = ProductOutput
    queryset = Product.objects.none()
    filterset_fields = ["kind", "provider"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Product]:
        """By kind and name."""
        return products_offered()


@with_acts(WISH, SERVICES, WishOutput, apart=("check",))
class WishViewSet(
    ActorMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Wish]
):
    """Wishes that concern the actor."""

    permission_classes = [IsAuthenticated]
    serializer_class = WishOutput
    queryset = Wish.objects.none()
    filterset_fields = ["state", "firm", "kind"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Wish]:
        """Newest first."""
        return wishes_known(self.actor)

    @extend_schema(request=WishInput, responses={201: WishOutput, **refusals(400, 403)})
    def create(self, request: Request) -> Response:
        """Ask for money for the firm that one acts for."""
        firm_id = self.actor.organisation_id or 0
        if not rules.WISH.allows(self.actor, firm_id):
            raise NotPermitted(rules.NOT_FIRM)
        values = WishValues(**self.checked(WishInput))
        made = wish_make(actor=self.actor, firm_id=firm_id, values=values)
        return Response(WishOutput(made).data, status=201)

    @extend_schema(
        request=BankAnswerInput, responses={200: AnswerOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer for the bank that one acts for."""
        wish_found(self.actor, int(pk))
        bank_id = self.actor.organisation_id or 0
        if not rules.OFFER.allows(self.actor, bank_id):
            raise NotPermitted(rules.NOT_PROVIDER)
        values = AnswerValues(**self.checked(BankAnswerInput))
        made = answer_give(actor=self.actor, wish_id=int(pk), bank_id=bank_id, values=values)
        return Response(AnswerOutput(made).data)

    def _answer(self, wish_id: int) -> Response:
        return Response(WishOutput(wish_found(self.actor, wish_id)).data)
