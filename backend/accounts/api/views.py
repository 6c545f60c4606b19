"""Me, and organisations."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.models import Organisation
from backend.accounts.selectors import memberships_of, organisations_known_to
from backend.core.api.schemas import refusals

from .acting import ActorMixin
from .serializers import MeOutput, OrganisationOutput


class MeView(ActorMixin, APIView):
    """The person behind the session."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me", responses={200: MeOutput, **refusals(403)})
    def get(self, request: Request) -> Response:
        """Who I am, which organisations I belong to, and for which I act."""
        shown = {
            "id": self.person.pk,
            "name": self.person.name,
            "email": self.person.email,
            "language": self.person.language,
            "operator": self.actor.operator,
            "organisation": self.actor.organisation_id,
            "memberships": memberships_of(self.person.pk).prefetch_related("duties"),
        }
        return Response(MeOutput(shown).data)


class OrganisationViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Organisation],
):
    """Verified organisations, and one's own."""

    serializer_class = OrganisationOutput
    queryset = Organisation.objects.none()
    filterset_fields = ["kind", "region"]

    def get_queryset(self) -> QuerySet[Organisation]:
        """Those the reader may know of."""
        return organisations_known_to(self.actor)
