"""Invitations to talks by the JSON API."""

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
from backend.introductions.lifecycle import INTRODUCTION
from backend.introductions.models import Introduction
from backend.introductions.selectors import introduction_followed_by, introductions_followed_by
from backend.introductions.services import SERVICES, introduction_make, making_check
from backend.introductions.values import IntroductionValues

from .serializers import IntroductionInput, IntroductionOutput


@with_acts(INTRODUCTION, SERVICES, IntroductionOutput)
class IntroductionViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Introduction],
):
    """Invitations of and to one's organisations."""

    permission_classes = [IsAuthenticated]
    serializer_class = IntroductionOutput
    queryset = Introduction.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Introduction]:
        """Those the actor may know of, newest first."""
        return introductions_followed_by(self.actor)

    @extend_schema(
        request=IntroductionInput,
        responses={201: IntroductionOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Invite another organisation to talks, or two of them as their broker."""
        making_check(self.actor)
        values = IntroductionValues(**self.checked(IntroductionInput))
        made = introduction_make(actor=self.actor, values=values)
        return self._answer(made.pk, status=201)

    def _answer(self, introduction_id: int, *, status: int = 200) -> Response:
        found = introduction_followed_by(self.actor, introduction_id)
        return Response(IntroductionOutput(found).data, status=status)
