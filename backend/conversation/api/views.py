"""Conversations: reading, saying, editing, withdrawing, marking as read."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.api.acting import ActorMixin
from backend.conversation import rules, services
from backend.conversation.selectors import message_for, messages_of
from backend.core.api.schemas import refusals
from backend.core.errors import NotFound, NotPermitted
from backend.core.pagination import Cursors
from backend.core.subjects import Subject, subject_for

from .serializers import EditInput, MessageInput, MessageOutput, ReadUpToInput


class _ConversationView(ActorMixin, APIView):
    permission_classes = [IsAuthenticated]

    def about(self, subject: str, subject_id: int, *, writing: bool = False) -> Subject:
        """The subject, where the actor may read (or write) its conversation."""
        found = subject_for(self.actor, subject, subject_id)
        if not rules.may_read(found):
            raise NotFound(_("There is no conversation here, or you may not read it."))
        if writing and not rules.may_write(found):
            raise NotPermitted(_("Only those who take part write here."))
        return found


class MessagesView(_ConversationView):
    """What is said about a subject."""

    @extend_schema(
        operation_id="subject_messages",
        responses={200: MessageOutput(many=True), **refusals(403, 404)},
    )
    def get(self, request: Request, subject: str, subject_id: int) -> Response:
        """Newest first, by pages."""
        pages = Cursors()
        found = messages_of(self.about(subject, subject_id)).order_by("-pk")
        page = pages.paginate_queryset(found, request, view=self)
        return pages.get_paginated_response(MessageOutput(page, many=True).data)

    @extend_schema(
        operation_id="subject_messages_write",
        request=MessageInput,
        responses={201: MessageOutput, **refusals(400, 403, 404)},
    )
    def post(self, request: Request, subject: str, subject_id: int) -> Response:
        """Say something."""
        self.about(subject, subject_id, writing=True)
        made = services.message_write(
            actor=self.actor, subject=subject, subject_id=subject_id, **self.checked(MessageInput)
        )
        return Response(MessageOutput(made).data, status=201)


class MessagesReadView(_ConversationView):
    """How far the reader has read."""

    @extend_schema(
        operation_id="subject_messages_read",
        request=ReadUpToInput,
        responses={204: None, **refusals(400, 403, 404)},
    )
    def post(self, request: Request, subject: str, subject_id: int) -> Response:
        """Mark everything up to a message as read."""
        self.about(subject, subject_id)
        services.conversation_mark_read(
            actor=self.actor, subject=subject, subject_id=subject_id, **self.checked(ReadUpToInput)
        )
        return Response(status=204)


class MessageView(_ConversationView):
    """One message."""

    @extend_schema(
        operation_id="message_edit",
        request=EditInput,
        responses={200: MessageOutput, **refusals(400, 403, 404, 409)},
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change one's own words; the old ones stay visible."""
        message_for(self.actor, pk)
        services.message_edit(actor=self.actor, message_id=pk, **self.checked(EditInput))
        return Response(MessageOutput(message_for(self.actor, pk)[0]).data)

    @extend_schema(operation_id="message_withdraw", responses={204: None, **refusals(403, 404)})
    def delete(self, request: Request, pk: int) -> Response:
        """Take it back."""
        services.message_withdraw(actor=self.actor, message_id=pk)
        return Response(status=204)
