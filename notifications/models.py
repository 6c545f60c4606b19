"""The inbox's one table. People are integer ids: this engine knows no users' table."""

from django.db import models
from django.utils import timezone


class NoticeRow(models.Model):
    """A notice to one person; ``key`` says what it is about, so that a repeat delivers nothing."""

    recipient = models.BigIntegerField()
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_per_key")
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_newest"),
            models.Index(
                fields=["recipient"],
                name="notice_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"
