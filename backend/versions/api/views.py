"""The versions of a subject: listing and restoring."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.schemas import refusals
from backend.core.subjects import subject_for
from backend.versions import services
from backend.versions.selectors import versions_kept_of

from .serializers import RestoreInput, VersionOutput


class VersionsView(ActorMixin, APIView):
    """What a subject said at each time."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="subject_versions",
        responses={200: VersionOutput(many=True), **refusals(403, 404)},
    )
    def get(self, request: Request, subject: str, subject_id: int) -> Response:
        """Newest first; none where the reader may not compare them."""
        about = subject_for(self.actor, subject, subject_id)
        return Response(VersionOutput(versions_kept_of(about), many=True).data)


class VersionRestoreView(ActorMixin, APIView):
    """Restoring one."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="subject_versions_restore",
        request=RestoreInput,
        responses={204: None, **refusals(400, 403, 404, 409)},
    )
    def post(self, request: Request, subject: str, subject_id: int, number: int) -> Response:
        """Let the subject say again what it said then."""
        subject_for(self.actor, subject, subject_id)
        services.version_restore(
            actor=self.actor,
            subject=subject,
            subject_id=subject_id,
            number=number,
            seen=self.checked(RestoreInput)["seen"],
        )
        return Response(status=204)
