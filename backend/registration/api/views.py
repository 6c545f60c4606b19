"""Registrations, contracts registered elsewhere, and figures, over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.registration import rules
from backend.registration.lifecycle import OUTSIDE, REGISTRATION
from backend.registration.models import OutsideContract, Registration
from backend.registration.selectors import (
    outside_readable_by,
    outsides_readable_by,
    registration_readable_by,
    registrations_readable_by,
)
from backend.registration.selectors.statistics import statistics_of, statistics_scope
from backend.registration.services import (
    OUTSIDE_SERVICES,
    SERVICES,
    outside_report,
    registration_begin,
    registration_recognise,
    registration_write,
)
from backend.registration.services.outside import outside_revise
from backend.registration.values import OutsideValues, Recognition, RegistrationValues

from .serializers import (
    OutsideInput,
    OutsideOutput,
    OutsideRevisionInput,
    RecognitionInput,
    RegistrationBeginInput,
    RegistrationInput,
    RegistrationOutput,
    StatisticsOutput,
    StatisticsQuery,
)


@with_acts(REGISTRATION, SERVICES, RegistrationOutput, apart={"write", "recognise", "discard"})
class RegistrationViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Registration],
):
    """Registrations that both parties and the science bureaus of their regions may read."""

    permission_classes = [IsAuthenticated]
    serializer_class = RegistrationOutput
    queryset = Registration.objects.none()
    filterset_fields = ["state", "type", "contract", "registry"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Registration]:
        """Those the actor may read, last moved first."""
        return registrations_readable_by(self.actor).prefetch_related("enclosures__attachment")

    @extend_schema(
        request=RegistrationBeginInput,
        responses={201: RegistrationOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Begin the application for a signed contract, filled in with what is known."""
        if not rules.APPLY.allows_anywhere(self.actor):
            raise NotPermitted(rules.NOT_APPLICANT)
        data = self.checked(RegistrationBeginInput)
        made = registration_begin(actor=self.actor, contract_id=data["contract"])
        return Response(self._answer(made.pk).data, status=201)

    @extend_schema(
        request=RegistrationInput,
        responses={200: RegistrationOutput, **refusals(400, 403, 404, 409)},
    )
    def update(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Fill in the form; what is missing is told and does not keep it from being kept."""
        self._check("write", int(pk))
        data = self.checked(RegistrationInput)
        revision = data.pop("revision")
        registration_write(
            actor=self.actor,
            registration_id=int(pk),
            expected_revision=revision,
            values=RegistrationValues(**data),
        )
        return self._answer(int(pk))

    @extend_schema(
        request=RecognitionInput,
        responses={200: RegistrationOutput, **refusals(400, 403, 404, 409)},
    )
    @action(detail=True, methods=["post"])
    def recognise(self, request: Request, pk: str) -> Response:
        """Recognise it as a technology contract, of a type and a transaction amount."""
        self._check("recognise", int(pk))
        data = self.checked(RecognitionInput)
        revision = data.pop("revision")
        registration_recognise(
            actor=self.actor,
            registration_id=int(pk),
            expected_revision=revision,
            values=Recognition(**data),
        )
        return self._answer(int(pk))

    def _check(self, act: str, pk: int) -> None:
        found = registration_readable_by(self.actor, pk)
        REGISTRATION.check_may(REGISTRATION.transition(act), found, self.actor)

    def _answer(self, registration_id: int) -> Response:
        return Response(
            RegistrationOutput(registration_readable_by(self.actor, registration_id)).data
        )


@with_acts(OUTSIDE, OUTSIDE_SERVICES, OutsideOutput, apart={"revise"})
class OutsideContractViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[OutsideContract],
):
    """Contracts registered elsewhere, of one's organisation or the region of one's bureau."""

    permission_classes = [IsAuthenticated]
    serializer_class = OutsideOutput
    queryset = OutsideContract.objects.none()
    filterset_fields = ["state", "type", "source"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[OutsideContract]:
        """Those the actor may read, last signed first."""
        return outsides_readable_by(self.actor)

    @extend_schema(request=OutsideInput, responses={201: OutsideOutput, **refusals(400, 403)})
    def create(self, request: Request) -> Response:
        """Report a purchase; its proof is attached to the subject ``outside_contract``."""
        if not rules.REPORT.allows(self.actor, self.actor.organisation_id):
            raise NotPermitted(_("Only the buyer who reported it corrects it."))
        data = self.checked(OutsideInput)
        made = outside_report(actor=self.actor, values=OutsideValues(**data))
        return Response(self._answer(made.pk).data, status=201)

    @extend_schema(
        request=OutsideRevisionInput,
        responses={200: OutsideOutput, **refusals(400, 403, 404, 409)},
    )
    def update(self, request: Request, pk: str, **_kwargs: Any) -> Response:
        """Correct a report."""
        found = outside_readable_by(self.actor, int(pk))
        OUTSIDE.check_may(OUTSIDE.transition("revise"), found, self.actor)
        data = self.checked(OutsideRevisionInput)
        revision = data.pop("revision")
        outside_revise(
            actor=self.actor,
            outside_contract_id=int(pk),
            expected_revision=revision,
            values=OutsideValues(**data),
        )
        return self._answer(int(pk))

    def _answer(self, outside_id: int) -> Response:
        return Response(OutsideOutput(outside_readable_by(self.actor, outside_id)).data)


class StatisticsView(ActorMixin, APIView):
    """Registration figures."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        parameters=[StatisticsQuery], responses={200: StatisticsOutput, **refusals(400, 404)}
    )
    def get(self, request: Request) -> Response:
        """The figures of a region in a year, for science bureaus and operators."""
        asked = StatisticsQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        region = statistics_scope(self.actor, data["region"])
        found = statistics_of(region, data["side"], data.get("year"))
        return Response(StatisticsOutput(found).data)
