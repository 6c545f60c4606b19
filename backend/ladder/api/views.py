"""The ladder over the API."""

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
from backend.ladder import rules
from backend.ladder.lifecycle import STANDING
from backend.ladder.models import FirmYear, GradeList, Standing
from backend.ladder.selectors import firm_of, lists_published, standing_found, years_of
from backend.ladder.services import SERVICES, standing_recognise, standing_select, year_report
from backend.ladder.values import RecognitionValues, YearValues

from .serializers import (
    GradeListOutput,
    StandingInput,
    StandingOutput,
    StandingRecognitionInput,
    YearInput,
    YearOutput,
)


class FirmYearViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[FirmYear]):
    """The figures of the firm that one acts for."""

    permission_classes = [IsAuthenticated]
    serializer_class = YearOutput
    queryset = FirmYear.objects.none()

    def get_queryset(self) -> QuerySet[FirmYear]:
        """The latest year first."""
        return years_of(firm_of(self.actor).pk)

    @extend_schema(request=YearInput, responses={201: YearOutput, **refusals(400, 403, 404)})
    def create(self, request: Request) -> Response:
        """State the figures of a year, or put them right."""
        firm = firm_of(self.actor)
        values = YearValues(**self.checked(YearInput))
        made = year_report(actor=self.actor, firm_id=firm.pk, values=values)
        return Response(YearOutput(made).data, status=201)


@with_acts(STANDING, SERVICES, StandingOutput, apart=("recognise",))
class StandingViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Standing],
):
    """Firms on ladders: what is recognised is public among those signed in."""

    permission_classes = [IsAuthenticated]
    serializer_class = StandingOutput
    queryset = Standing.objects.none()
    filterset_fields = ["firm", "state", "equals", "ladder_code", "grade_code"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Standing]:
        """Those the actor may know of, newest first."""
        return Standing.objects.filter(rules.standings_readable(self.actor)).order_by("-pk")

    @extend_schema(
        request=StandingInput, responses={201: StandingOutput, **refusals(400, 403, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Pick a firm for a grade; a firm asks for itself."""
        both = (rules.REPORT, rules.KEEP)
        if not any(one.allows_anywhere(self.actor) for one in both):
            raise NotPermitted(rules.NOT_KEEPER)
        data = self.checked(StandingInput)
        made = standing_select(
            actor=self.actor,
            firm_id=data["firm"],
            ladder_code=data["ladder"],
            grade_code=data["grade"],
        )
        return Response(StandingOutput(made).data, status=201)

    @extend_schema(
        request=StandingRecognitionInput,
        responses={200: StandingOutput, **refusals(400, 403, 404, 409)},
    )
    @action(detail=True, methods=["post"])
    def recognise(self, request: Request, pk: str) -> Response:
        """Record that the firm has the grade."""
        STANDING.check_may(
            STANDING.transition("recognise"), standing_found(self.actor, int(pk)), self.actor
        )
        data = self.checked(StandingRecognitionInput)
        standing_recognise(
            actor=self.actor,
            standing_id=int(pk),
            expected_revision=data.pop("revision"),
            values=RecognitionValues(**data),
        )
        return self._answer(int(pk))

    def _answer(self, standing_id: int) -> Response:
        return Response(StandingOutput(standing_found(self.actor, standing_id)).data)


class GradeListViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[GradeList]
):
    """Lists of firms by grade, as they were published."""

    permission_classes = [AllowAny]
    serializer_class = GradeListOutput
    queryset = GradeList.objects.none()
    filterset_fields = ["ladder_code", "grade_code"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[GradeList]:
        """Newest first."""
        return lists_published()
