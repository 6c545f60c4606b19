"""Files of a subject: listing, adding, opening, removing."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.attachments import services
from backend.attachments.downloads import download
from backend.attachments.selectors import NOT_READY, attachment_for, attachments_of
from backend.core.api.parsers import MultiPartParser
from backend.core.api.schemas import refusals
from backend.core.errors import NotFound
from backend.core.subjects import subject_for, subject_opened

from .serializers import FileInput, FileOutput


class FilesView(ActorMixin, APIView):
    """The files of a subject."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="subject_files", responses={200: FileOutput(many=True), **refusals(404)}
    )
    def get(self, request: Request, subject: str, subject_id: int) -> Response:
        """Those the reader may know of, newest first, each in its current version."""
        found = attachments_of(subject_for(self.actor, subject, subject_id))
        return Response(FileOutput(found, many=True).data)

    @extend_schema(
        operation_id="subject_files_add",
        request={"multipart/form-data": FileInput},
        responses={201: FileOutput, **refusals(400, 403, 404, 409)},
    )
    def post(self, request: Request, subject: str, subject_id: int) -> Response:
        """Add a file, or a new version of one."""
        # Before the body is read.
        services.attaching_check(self.actor, subject_for(self.actor, subject, subject_id))
        data = self.checked(FileInput)
        made = services.attachment_add(
            actor=self.actor,
            subject=subject,
            subject_id=subject_id,
            upload=data["file"],
            tier=data.get("tier", ""),
            replaces_id=data.get("replaces"),
        )
        return Response(FileOutput(made).data, status=201)


class FileView(ActorMixin, APIView):
    """One file."""

    @extend_schema(operation_id="file", responses={200: FileOutput, **refusals(404)})
    def get(self, request: Request, pk: int) -> Response:
        """What is known of it."""
        return Response(FileOutput(attachment_for(self.actor, pk)[0]).data)

    @extend_schema(operation_id="file_withdraw", responses={204: None, **refusals(403, 404, 409)})
    def delete(self, request: Request, pk: int) -> Response:
        """Remove it with its earlier versions."""
        services.attachment_withdraw(actor=self.actor, attachment_id=pk)
        return Response(status=204)


class FileContentView(ActorMixin, APIView):
    """The bytes of a file."""

    @extend_schema(
        operation_id="file_content",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **refusals(404)},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Download it."""
        found, _subject = attachment_for(self.actor, pk)
        if not found.ready:
            raise NotFound(NOT_READY)
        subject_opened(self.actor, found.subject, found.subject_id, found.tier, found.name)
        return download(found)
