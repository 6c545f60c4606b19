"""Conversations, their messages, and how far each person has read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel

MAX_TEXT = 4_000  # characters of one message


class Conversation(BaseModel):
    """What is said about one subject; its row is the queue of those who write at once."""

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id"], name="conversation_once")
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class Message(BaseModel):
    """What a person said, for the organisation acted for. Empty once withdrawn."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(_("message"), max_length=MAX_TEXT)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["conversation", "id"], name="message_in_order")]

    def __str__(self) -> str:
        return self.text[:60]


class EarlierText(models.Model):
    """The words of a message before an edit, and when they were replaced."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    replaced_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """A person whom a message names."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.message_id}"


class ReadMark(models.Model):
    """The last message of a conversation that a person has seen."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    last_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="read_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} up to {self.last_id}"
