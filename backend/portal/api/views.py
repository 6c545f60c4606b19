"""The inbox: durable notices of ids and codes, newest first."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.api.acting import ActorMixin
from backend.core.api.schemas import refusals
from backend.core.notices import Importance, notices_render
from notifications import facade as notifications


class NoticeOutput(serializers.Serializer[Any]):
    """A notice as it was said, within what its reader may know today: without ``url`` no more."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    importance = serializers.ChoiceField(choices=[each.value for each in Importance])
    sentence = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField()
    created_at = serializers.DateTimeField(source="when")
    unread = serializers.BooleanField()


class InboxQuery(serializers.Serializer[Any]):
    """Which part of the inbox."""

    after_id = serializers.IntegerField(min_value=0, max_value=2**62, default=0)
    before_id = serializers.IntegerField(
        min_value=1, max_value=2**62, allow_null=True, default=None
    )
    limit = serializers.IntegerField(min_value=1, max_value=notifications.PAGE, default=20)


class UnreadOutput(serializers.Serializer[Any]):
    """How many notices wait to be read."""

    unread = serializers.IntegerField()


class ReadInput(serializers.Serializer[Any]):
    """Which notices were read; null for all."""

    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62),
        allow_null=True,
        max_length=500,
    )


class InboxViewSet(ActorMixin, viewsets.ViewSet):
    """One's own notices."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="inbox_list",
        parameters=[InboxQuery],
        responses={200: NoticeOutput(many=True), **refusals(400, 403)},
    )
    def list(self, request: Request) -> Response:
        """Newest first; ``after_id`` catches up, ``before_id`` pages on."""
        query = InboxQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        notices = notifications.inbox(self.person.pk, **query.validated_data)
        return Response(NoticeOutput(notices_render(notices, self.actor), many=True).data)

    @extend_schema(operation_id="inbox_unread", responses={200: UnreadOutput, **refusals(403)})
    @action(detail=False, methods=["get"])
    def unread(self, request: Request) -> Response:
        """How many are unread."""
        return self._unread()

    @extend_schema(
        operation_id="inbox_read",
        request=ReadInput,
        responses={200: UnreadOutput, **refusals(400, 403)},
    )
    @action(detail=False, methods=["post"])
    def read(self, request: Request) -> Response:
        """Mark as read; answers how many remain."""
        notifications.mark_read(self.person.pk, self.checked(ReadInput)["ids"])
        return self._unread()

    def _unread(self) -> Response:
        return Response({"unread": notifications.unread_count(self.person.pk)})
