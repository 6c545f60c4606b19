"""Meetings of deals by the JSON API."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
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
from backend.deals.meeting_lifecycle import MEETING
from backend.deals.models import Meeting
from backend.deals.selectors import (
    deal_followed_by,
    deals_followed_by,
    meeting_known_to,
    meetings_known_to,
)
from backend.deals.services import (
    MEETING_SERVICES,
    MeetingValues,
    meeting_answer,
    meeting_move,
    meeting_plan,
)

from .serializers import AnswerInput, MeetingMoveInput, MeetingOutput, MeetingPlanInput


@with_acts(MEETING, MEETING_SERVICES, MeetingOutput, apart={"move"})
class MeetingViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Meeting],
):
    """Meetings of the deals that I follow, the next ones first."""

    permission_classes = [IsAuthenticated]
    serializer_class = MeetingOutput
    queryset = Meeting.objects.none()
    filterset_fields = ["deal", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Meeting]:
        """Those the actor may know of."""
        return meetings_known_to(self.actor)

    @extend_schema(
        request=MeetingPlanInput, responses={201: MeetingOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Plan a meeting; everybody asked is sent the invitation."""
        if not deals_followed_by(self.actor).exists():
            # Rights come before the body: reading it is work that a stranger must not cause.
            raise NotPermitted(_("Only those who take part plan meetings."))
        data = self.checked(MeetingPlanInput)
        deal_id = deal_followed_by(self.actor, data.pop("deal")).pk
        values = MeetingValues(**data | {"guests": tuple(data["guests"])})
        made = meeting_plan(actor=self.actor, deal_id=deal_id, values=values)
        return self._answer(made.pk, status=201)

    @extend_schema(
        request=MeetingMoveInput, responses={200: MeetingOutput, **refusals(400, 403, 404, 409)}
    )
    def update(self, request: Request, pk: str) -> Response:
        """Change time, place, agenda or people; the new invitation goes out."""
        meeting_known_to(self.actor, int(pk))
        data = self.checked(MeetingMoveInput)
        meeting_move(
            actor=self.actor,
            meeting_id=int(pk),
            expected_revision=data.pop("revision"),
            values=MeetingValues(**data | {"guests": tuple(data["guests"])}),
        )
        return self._answer(int(pk))

    @extend_schema(
        request=AnswerInput, responses={200: MeetingOutput, **refusals(400, 403, 404, 409)}
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Say whether I come."""
        meeting_known_to(self.actor, int(pk))
        meeting_answer(actor=self.actor, meeting_id=int(pk), **self.checked(AnswerInput))
        return self._answer(int(pk))

    def _answer(self, meeting_id: int, status: int = 200) -> Response:
        found = meeting_known_to(self.actor, meeting_id)
        return Response(MeetingOutput(found).data, status=status)
