"""Messages in JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from backend.conversation.models import MAX_TEXT, EarlierText, Message
from backend.core.requests import LARGEST


class MessageInput(serializers.Serializer[Any]):
    """What somebody says; files hang on the message afterwards, as subject ``message``."""

    text = serializers.CharField(max_length=MAX_TEXT, trim_whitespace=False)


class EditInput(MessageInput):
    """New words, with those that the author saw."""

    was = serializers.CharField(max_length=MAX_TEXT, trim_whitespace=False)


class ReadUpToInput(serializers.Serializer[Any]):
    """How far the reader has read."""

    up_to = serializers.IntegerField(
        min_value=1, max_value=LARGEST, help_text="The id of the last message seen."
    )


class EarlierOutput(serializers.ModelSerializer[EarlierText]):
    """The words before an edit."""

    class Meta:
        model = EarlierText
        fields = ["text", "replaced_at"]


class MessageOutput(serializers.ModelSerializer[Message]):
    """A message; ``text`` is empty once withdrawn."""

    author = serializers.CharField()
    author_id = serializers.IntegerField()
    organisation = serializers.CharField(allow_null=True)
    earlier = EarlierOutput(many=True)

    class Meta:
        model = Message
        fields = [
            "id", "author", "author_id", "organisation", "text", "earlier", "created_at",
            "edited_at", "withdrawn_at",
        ]  # fmt: skip
        read_only_fields = fields
