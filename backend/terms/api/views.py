"""Terms by the JSON API."""

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
from backend.core.errors import NotPermitted
from backend.terms.lifecycle import OFFER
from backend.terms.models import Offer
from backend.terms.rules import OFFER as MAY_OFFER
from backend.terms.selectors import offer_readable_by, offers_readable_by
from backend.terms.services import SERVICES, offer_make
from backend.terms.values import COLUMNS, TermsValues

from .serializers import OfferInput, OfferOutput


@with_acts(OFFER, SERVICES, OfferOutput)
class OfferViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Offer],
):
    """Rounds of terms in the deals that I follow."""

    permission_classes = [IsAuthenticated]
    serializer_class = OfferOutput
    queryset = Offer.objects.none()
    filterset_fields = ["deal", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Offer]:
        """Those the actor may read, the last round first."""
        return offers_readable_by(self.actor)

    @extend_schema(request=OfferInput, responses={201: OfferOutput, **refusals(400, 403, 404, 409)})
    def create(self, request: Request) -> Response:
        """Put terms on the table; the other side accepts, counters or declines."""
        if not MAY_OFFER.allows_anywhere(self.actor):
            raise NotPermitted(MAY_OFFER.words)
        data = self.checked(OfferInput)
        made = offer_make(
            actor=self.actor,
            deal_id=data["deal"],
            values=TermsValues(**{name: data[name] for name in COLUMNS if name in data}),
            answer_until=data["answer_until"],
            note=data.get("note", ""),
            after_round=data.get("after_round"),
        )
        return self._answer(made.pk, status=201)

    def _answer(self, offer_id: int, status: int = 200) -> Response:
        return Response(OfferOutput(offer_readable_by(self.actor, offer_id)).data, status=status)
