"""Registering an organisation, and its applications, by the JSON API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.accounts.api.serializers import OrganisationInput, OrganisationOutput
from backend.accounts.api.views import OrganisationViewSet as KnownOrganisations
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.joining.lifecycle import APPLICATION
from backend.joining.models import Application
from backend.joining.selectors import application_known_to, applications_known_to
from backend.joining.services import APPLICATION_SERVICES, organisation_register


class OrganisationViewSet(KnownOrganisations):
    """Verified organisations, and one's own."""

    @extend_schema(
        request=OrganisationInput, responses={201: OrganisationOutput, **refusals(400, 403)}
    )
    def create(self, request: Request, **_kwargs: Any) -> Response:
        """Register an organisation. Its licence is attached to its application; an operator verifies
        it before it can publish."""
        made = organisation_register(actor=self.actor, **self.checked(OrganisationInput))
        return Response(OrganisationOutput(made.organisation).data, status=201)


class ApplicationOutput(serializers.ModelSerializer[Application]):
    """An application; its evidence is /subjects/application/<id>/files/."""

    organisation = OrganisationOutput()
    applicant_name = serializers.CharField(source="applicant.name")

    class Meta:
        model = Application
        fields = [
            "id", "organisation", "applicant", "applicant_name", "state", "rejection_reason",
            "rejection_note", "revision", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields


@with_acts(APPLICATION, APPLICATION_SERVICES, ApplicationOutput)
class ApplicationViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Application],
):
    """Applications for verification of one's organisations; all of them for operators."""

    permission_classes = [IsAuthenticated]
    serializer_class = ApplicationOutput
    queryset = Application.objects.none()
    filterset_fields = ["state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Application]:
        """Those the actor may know of, newest first."""
        return applications_known_to(self.actor)

    def _answer(self, application_id: int) -> Response:
        found = application_known_to(self.actor, application_id)
        return Response(ApplicationOutput(found).data)
