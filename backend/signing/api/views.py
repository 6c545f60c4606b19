"""Whether a PDF is intact, and what stands of a document that is signed."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.parsers import MultiPartParser
from backend.core.api.schemas import refusals
from backend.signing.limits import ValidationThrottle
from backend.signing.selectors import document_readable_by, pdf_validate

from .serializers import DocumentOutput, PdfInput, ValidationOutput


class ValidationView(ActorMixin, APIView):
    """Checks a PDF for anybody."""

    permission_classes = [AllowAny]
    parser_classes = [MultiPartParser]
    throttle_classes = [ValidationThrottle]

    @extend_schema(
        operation_id="signing_validate",
        request={"multipart/form-data": PdfInput},
        responses={200: ValidationOutput, **refusals(400)},
    )
    def post(self, request: Request) -> Response:
        """Say whether it is intact, changed or none of ours; the file is not kept."""
        data = self.checked(PdfInput)
        return Response(ValidationOutput(pdf_validate(data["file"].read())).data)


class DocumentsView(ActorMixin, APIView):
    """A document that is signed."""

    @extend_schema(
        operation_id="signing_document", responses={200: DocumentOutput, **refusals(404)}
    )
    def get(self, request: Request, document: int) -> Response:
        """Its state and its signatures."""
        return Response(DocumentOutput(document_readable_by(self.actor, document)[0]).data)
