"""Releases of the county index over the API."""

from __future__ import annotations

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.county.models import Release
from backend.county.selectors import release_readable_by, releases_readable_by

from .serializers import ReleaseOutput, ReleaseWholeOutput


class ReleaseViewSet(ActorMixin, mixins.ListModelMixin, viewsets.GenericViewSet[Release]):
    """Published releases, and drafts for the officers of the bureau that makes them."""

    permission_classes = [AllowAny]
    serializer_class = ReleaseOutput
    queryset = Release.objects.none()
    filterset_fields = ["round__region", "round__year", "state"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Release]:
        """Those the actor may read, the newest year and version first."""
        return releases_readable_by(self.actor)

    @extend_schema(responses={200: ReleaseWholeOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One release with every county's score, class, rank and incentive."""
        return Response(ReleaseWholeOutput(release_readable_by(self.actor, int(pk))).data)
