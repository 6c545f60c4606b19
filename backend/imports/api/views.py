"""Imports by the JSON API."""

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

from backend.accounts.api.acting import ActorMixin
from backend.core.api.acts import with_acts
from backend.core.api.lookups import IDS
from backend.core.api.parsers import JSONParser, MultiPartParser
from backend.core.api.schemas import refusals
from backend.core.errors import NotPermitted
from backend.imports.lifecycle import IMPORT
from backend.imports.models import Import
from backend.imports.rules import importing_anywhere
from backend.imports.selectors import import_known_to, imports_known_to, lines_refused
from backend.imports.services import SERVICES, import_upload

from .serializers import ImportInput, ImportOutput, RefusedLineOutput


@with_acts(IMPORT, SERVICES, ImportOutput)
class ImportViewSet(
    ActorMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[Import],
):
    """Files of listings on their way to the market, newest first."""

    permission_classes = [IsAuthenticated]
    parser_classes = [JSONParser, MultiPartParser]
    serializer_class = ImportOutput
    queryset = Import.objects.none()
    filterset_fields = ["state", "kind"]
    lookup_value_regex = IDS

    def get_queryset(self) -> QuerySet[Import]:
        """Those of organisations for which the actor imports."""
        return imports_known_to(self.actor)

    @extend_schema(
        request={"multipart/form-data": ImportInput},
        responses={201: ImportOutput, **refusals(400, 403, 404, 409)},
    )
    def create(self, request: Request) -> Response:
        """Bring a file; its columns are named by their headings and cells, nothing is written yet."""
        # Rights come before the body: reading it is work that a stranger must not cause.
        if not importing_anywhere(self.actor):
            raise NotPermitted(_("Join or register an organisation that lists this first."))
        data: dict[str, Any] = self.checked(ImportInput)
        made = import_upload(
            actor=self.actor,
            owner_id=data.get("owner", self.actor.organisation_id) or 0,
            kind=data["kind"],
            file_name=data["file"].name,
            data=data["file"].read(),
        )
        return self._answer(made.pk, status=201)

    @extend_schema(responses={200: RefusedLineOutput(many=True), **refusals(404)})
    @action(detail=True, methods=["get"], url_path="refused", filterset_fields=[])
    def refused(self, request: Request, pk: str) -> Response:
        """The rows that the last step refused, a page at a time."""
        found = lines_refused(import_known_to(self.actor, int(pk)))
        page: Any = self.paginate_queryset(found)  # type: ignore[arg-type]  # rows of one import
        return self.get_paginated_response(RefusedLineOutput(page, many=True).data)

    def _answer(self, import_id: int, *, status: int = 200) -> Response:
        found = import_known_to(self.actor, import_id)
        return Response(ImportOutput(found).data, status=status)
