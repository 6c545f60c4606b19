"""Pairings: reading, accepting, declining."""

from __future__ import annotations

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
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.pairings.lifecycle import PAIRING
from backend.pairings.models import Pairing
from backend.pairings.reasons import pairing_briefs, pairing_view
from backend.pairings.selectors import (
    pairing_followed_by,
    pairings_followed_by,
    pairings_recommended_to,
)
from backend.pairings.services import SERVICES, pairing_refer
from backend.pairings.turns import decisions_of, turn_of

from .serializers import PairingBriefOutput, PairingOutput, ReferralInput


class PairingFilter(django_filters.FilterSet):
    """Narrows the pairings one follows."""

    listing = django_filters.NumberFilter(method="of_listing", label=_("Need or offer by id"))
    level = django_filters.CharFilter(field_name="seen_level", max_length=10)
    superseded = django_filters.BooleanFilter(method="no_longer_recommended")

    class Meta:
        model = Pairing
        fields: list[str] = []

    def of_listing(self, found: QuerySet[Pairing], _name: str, pk: int) -> QuerySet[Pairing]:
        """Either side."""
        return found.filter(Q(need_id=pk) | Q(offer_id=pk))

    def no_longer_recommended(
        self, found: QuerySet[Pairing], _name: str, wanted: bool
    ) -> QuerySet[Pairing]:
        """Whether it has left the list of one's own side."""
        listed = Q(pk__in=pairings_recommended_to(self.request.actor).values("pk"))
        return found.filter(~listed if wanted else listed)


@with_acts(PAIRING, SERVICES, PairingOutput)
class PairingViewSet(ActorMixin, viewsets.GenericViewSet[Pairing]):
    """Recommended pairs of a need and an offer, with the reasons."""

    permission_classes = [IsAuthenticated]
    serializer_class = PairingBriefOutput
    queryset = Pairing.objects.none()
    filterset_class = PairingFilter
    lookup_value_regex = IDS
    never_empty = ("seen_probability",)

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
        request=ReferralInput, responses={200: PairingOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def refer(self, request: Request, pk: str) -> Response:
        """Put it to both sides with a note, as a broker who accompanies one of the two."""
        pairing_followed_by(self.actor, int(pk))
        pairing_refer(actor=self.actor, pairing_id=int(pk), **self.checked(ReferralInput))
        return self._answer(int(pk))

    def _answer(self, pairing_id: int) -> Response:
        found = pairing_followed_by(self.actor, pairing_id)
        view = pairing_view(found, self.actor)
        shown = {
            "pairing": found,
            "view": view,
            "reasons": [*view.lines.first, *view.lines.more, *view.lines.unknown],
            "turn": turn_of(found, self.actor),
            "acts": [step.act for step in PAIRING.open_to(found, self.actor)],
            "decisions": decisions_of(found),
            "referral": getattr(found, "referral", None),
            "deal": found.deal_id,
        }
        return Response(PairingOutput(shown).data)
