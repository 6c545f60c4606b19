"""An organisation's webhooks, and its events as a list."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.core.api.lookups import IDS
from backend.core.api.schemas import refusals
from backend.core.errors import NotFound
from backend.webhooks import services
from backend.webhooks.models import Endpoint
from backend.webhooks.rules import managing_check
from backend.webhooks.selectors import endpoint_of, endpoints_of, messages_of, occurrences_of

from .serializers import EndpointInput, EndpointOutput, OccurrenceOutput, WebhookMessageOutput

MOST = 100


class EndpointViewSet(ActorMixin, viewsets.GenericViewSet[Endpoint]):
    """Webhooks of the organisation acted for."""

    permission_classes = [IsAuthenticated]
    serializer_class = EndpointOutput
    queryset = Endpoint.objects.none()
    lookup_value_regex = IDS
    pagination_class = None

    @extend_schema(responses={200: EndpointOutput(many=True), **refusals(404)})
    def list(self, request: Request) -> Response:
        """All of them, at most ten."""
        found = endpoints_of(self.actor, self._organisation())
        return Response(EndpointOutput(found, many=True).data)

    @extend_schema(responses={200: EndpointOutput, **refusals(404)})
    def retrieve(self, request: Request, pk: str) -> Response:
        """One webhook."""
        return Response(EndpointOutput(endpoint_of(self.actor, int(pk))).data)

    @extend_schema(
        request=EndpointInput, responses={201: EndpointOutput, **refusals(400, 404, 409)}
    )
    def create(self, request: Request) -> Response:
        """Tell an address of what happens from now on."""
        organisation_id = self._organisation()
        data = self.checked(EndpointInput)
        made = services.endpoint_add(actor=self.actor, organisation_id=organisation_id, **data)
        return Response(EndpointOutput(made).data, status=201)

    @extend_schema(request=EndpointInput, responses={200: EndpointOutput, **refusals(400, 404)})
    def update(self, request: Request, pk: str) -> Response:
        """Other values; what waits goes to the new address."""
        endpoint_of(self.actor, int(pk))
        data = self.checked(EndpointInput)
        made = services.endpoint_change(actor=self.actor, endpoint_id=int(pk), **data)
        return Response(EndpointOutput(made).data)

    @extend_schema(responses={204: None, **refusals(404)})
    def destroy(self, request: Request, pk: str) -> Response:
        """Forget it with its log."""
        services.endpoint_remove(actor=self.actor, endpoint_id=int(pk))
        return Response(status=204)

    @extend_schema(request=None, responses={200: EndpointOutput, **refusals(404)})
    @action(detail=True, methods=["post"])
    def disable(self, request: Request, pk: str) -> Response:
        """Tell it nothing; what waits, waits."""
        found = services.endpoint_disable(actor=self.actor, endpoint_id=int(pk))
        return Response(EndpointOutput(found).data)

    @extend_schema(request=None, responses={200: EndpointOutput, **refusals(404)})
    @action(detail=True, methods=["post"])
    def enable(self, request: Request, pk: str) -> Response:
        """Tell it again, beginning with what waits."""
        found = services.endpoint_enable(actor=self.actor, endpoint_id=int(pk))
        services.messages_send()
        return Response(EndpointOutput(found).data)

    @extend_schema(request=None, responses={200: EndpointOutput, **refusals(404)})
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, pk: str) -> Response:
        """A new secret; for a day both sign."""
        found = services.secret_rotate(actor=self.actor, endpoint_id=int(pk))
        return Response(EndpointOutput(found).data)

    @extend_schema(request=None, responses={202: WebhookMessageOutput, **refusals(404, 409)})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        """Send a test."""
        made = services.test_send(actor=self.actor, endpoint_id=int(pk))
        services.messages_send()
        return Response(WebhookMessageOutput(made).data, status=202)

    @extend_schema(responses={200: WebhookMessageOutput(many=True), **refusals(404)})
    @action(detail=True, methods=["get"])
    def messages(self, request: Request, pk: str) -> Response:
        """The newest it was told, at most 100."""
        found = messages_of(endpoint_of(self.actor, int(pk)))[:MOST]
        return Response(WebhookMessageOutput(found, many=True).data)

    def get_queryset(self) -> QuerySet[Endpoint]:
        """Those of the organisation acted for."""
        return endpoints_of(self.actor, self._organisation())

    def _organisation(self) -> int:
        if self.actor.organisation_id is None:
            raise NotFound(_("You act for no organisation."))
        managing_check(self.actor, self.actor.organisation_id)
        return self.actor.organisation_id


class MessageResendView(ActorMixin, APIView):
    """One message, told once more."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={202: WebhookMessageOutput, **refusals(404, 409)})
    def post(self, request: Request, message: int) -> Response:
        """Tell it once more now, with the same id and bytes."""
        found = services.message_resend(actor=self.actor, message_id=message)
        services.messages_send()
        return Response(WebhookMessageOutput(found).data, status=202)


class EventsView(ActorMixin, APIView):
    """What happened to the organisation acted for."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        parameters=[
            OpenApiParameter("after", OpenApiTypes.INT64, description="The last id known.")
        ],
        responses={200: OccurrenceOutput(many=True), **refusals(400, 404)},
    )
    def get(self, request: Request) -> Response:
        """What came after an id, oldest first, at most 100; events are kept for 30 days."""
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) < 19):
            raise ValidationError({"after": [_("Write the id of an event.")]})
        found = occurrences_of(self.actor, after=int(after))[:MOST]
        return Response(OccurrenceOutput(found, many=True).data)
