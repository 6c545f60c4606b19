"""Commissioners over the API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.commissioners import rules, services
from backend.commissioners.lifecycle import APPOINTMENT, VISIT
from backend.commissioners.models import Appointment, Question, Selection, Visit
from backend.commissioners.selectors import (
    appointment_of_own,
    appointment_readable_by,
    appointments_followed_by,
    commissioners_serving,
    question_readable_by,
    questions_readable_by,
    selections_listed,
    visit_readable_by,
    visits_readable_by,
)
from backend.commissioners.services import SERVICES, VISIT_SERVICES
from backend.commissioners.values import ServiceValues, VisitValues
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted

from .serializers import (
    ApplicationInput,
    AppointmentOutput,
    CommissionerAnswerInput,
    CommissionerQuestionInput,
    CommissionerQuestionOutput,
    SelectionOutput,
    VisitInput,
    VisitOutput,
)


class SelectionViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Selection]
):
    """Notices by which commissioners are selected; public."""

    permission_classes = [AllowAny]
    serializer_class = SelectionOutput
    queryset = Selection.objects.none()
    filterset_fields = ["unit", "level", "year"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Selection]:
        """Those that close last first."""
        return selections_listed()


@with_acts(APPOINTMENT, SERVICES, AppointmentOutput)
class AppointmentViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Appointment],
):
    """Commissioners in service, public; with ``own`` those that concern the reader, applications too."""

    permission_classes = [AllowAny]
    serializer_class = AppointmentOutput
    queryset = Appointment.objects.none()
    filterset_fields = ["selection", "home", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Appointment]:
        """Newest first."""
        if self.request.GET.get("own"):
            return appointments_followed_by(self.actor)
        return commissioners_serving()

    def retrieve(self, request: Request, pk: str) -> Response:
        """One of them."""
        return self._answer(int(pk))

    @extend_schema(
        request=ApplicationInput,
        responses={201: AppointmentOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Apply, from the organisation acted for."""
        if not rules.may_apply(self.actor):
            raise NotPermitted(rules.NOT_APPLYING)
        data = self.checked(ApplicationInput)
        regions = tuple(data.pop("regions"))
        made = services.commissioner_apply(
            actor=self.actor,
            selection_id=data.pop("selection"),
            home_id=self.actor.organisation_id or 0,
            values=ServiceValues(regions=regions, **data),
        )
        return Response(self._answer(made.pk).data, status=201)

    def _answer(self, appointment_id: int) -> Response:
        return Response(AppointmentOutput(appointment_readable_by(self.actor, appointment_id)).data)


@with_acts(VISIT, VISIT_SERVICES, VisitOutput)
class VisitViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Visit],
):
    """Visits to the reader's firm, by the reader, and of the reader's unit."""

    permission_classes = [IsAuthenticated]
    serializer_class = VisitOutput
    queryset = Visit.objects.none()
    filterset_fields = ["firm", "unit", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Visit]:
        """The latest first."""
        return visits_readable_by(self.actor)

    @extend_schema(request=VisitInput, responses={201: VisitOutput, **refusals(400, 403, 404)})
    def create(self, request: Request) -> Response:
        """Write a visit down; the firm is asked to confirm it."""
        if not (rules.may_appoint(self.actor) or appointment_of_own(self.actor)):
            raise NotPermitted(rules.NOT_SERVING)
        made = services.visit_log(actor=self.actor, values=VisitValues(**self.checked(VisitInput)))
        return Response(self._answer(made.pk).data, status=201)

    def _answer(self, visit_id: int) -> Response:
        return Response(VisitOutput(visit_readable_by(self.actor, visit_id)).data)


class CommissionerQuestionViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Question],
):
    """Questions of the reader's firm and to the reader."""

    permission_classes = [IsAuthenticated]
    serializer_class = CommissionerQuestionOutput
    queryset = Question.objects.none()
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Question]:
        """Those without an answer first."""
        return questions_readable_by(self.actor)

    @extend_schema(
        request=CommissionerQuestionInput,
        responses={201: CommissionerQuestionOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Ask a commissioner, for the firm acted for."""
        if not rules.may_ask(self.actor):
            raise NotPermitted(rules.NOT_FIRM)
        data = self.checked(CommissionerQuestionInput)
        made = services.question_ask(
            actor=self.actor,
            appointment_id=data.pop("commissioner"),
            firm_id=self.actor.organisation_id or 0,
            **data,
        )
        return Response(self._told(made.pk), status=201)

    @extend_schema(
        request=CommissionerAnswerInput,
        responses={200: CommissionerQuestionOutput, **refusals(400, 403, 404)},
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer online."""
        if not rules.may_answer(self.actor, question_readable_by(self.actor, int(pk))):
            raise NotPermitted(rules.NOT_ASKED)
        data = self.checked(CommissionerAnswerInput)
        services.question_answer(actor=self.actor, question_id=int(pk), answer=data["answer"])
        return Response(self._told(int(pk)))

    def _told(self, question_id: int) -> object:
        return CommissionerQuestionOutput(question_readable_by(self.actor, question_id)).data
