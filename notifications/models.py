"""The engine's tables. People and groups are integer ids: this engine knows no users' table."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .contracts import Frequency

FREQUENCIES = [(each.value, each.name) for each in Frequency]


class NoticeRow(models.Model):
    """A notice to one person; ``key`` says what it is about, so that a repeat delivers nothing."""

    recipient = models.BigIntegerField()
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    topic = models.CharField(max_length=60, blank=True)  # of kinds that people prefer as one
    payload = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    scopes = models.JSONField(default=list)
    frequency = models.CharField(max_length=10, choices=FREQUENCIES, default=Frequency.OFF)
    group = models.CharField(max_length=120, blank=True)
    weight = models.FloatField(default=0.0)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notice_once_per_key")
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_newest"),
            models.Index(
                fields=["recipient"],
                name="notice_unread",
                condition=Q(read_at__isnull=True, archived_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"


class Preference(models.Model):
    """How often a person, or by default those of a group, get a kind within a scope.

    Empty ``kind`` and ``scope`` mean all of them, "deal.*" all kinds of a topic.
    """

    holder = models.CharField(max_length=30)  # "person:7", "group:3"
    kind = models.CharField(max_length=60, blank=True)
    scope = models.CharField(max_length=60, blank=True)
    frequency = models.CharField(max_length=10, choices=FREQUENCIES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "kind", "scope"], name="preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.kind or '*'} {self.scope or '*'}: {self.frequency}"


class Habits(models.Model):
    """When a person may be written to, and whether mail reaches them. Without a row defaults hold."""

    person = models.BigIntegerField(unique=True)
    zone = models.CharField(max_length=60)  # of the IANA database
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    refused_address = models.CharField(max_length=254, blank=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            ),
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_of_a_day"),
        ]

    def __str__(self) -> str:
        return f"habits of {self.person}"


class Digest(models.Model):
    """What was gathered for one person in one period; what it says is read when it is sent or shown."""

    person = models.BigIntegerField()
    frequency = models.CharField(max_length=10, choices=FREQUENCIES)
    period = models.CharField(max_length=20)  # "2026-11-30", "2026-W49", "2026-11-30T08"
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "frequency", "period"], name="digest_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.frequency} digest {self.period} of {self.person}"


class Target(models.Model):
    """A chat robot or a browser that a holder ("person:7", "group:3") lets be told. ``secret`` is the
    robot's token, or the browser's subscription; no page shows it."""

    holder = models.CharField(max_length=30, db_index=True)
    channel = models.CharField(max_length=10)
    service = models.CharField(max_length=60)
    secret = models.TextField()
    label = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.channel} {self.service} of {self.holder}"


class Posting(models.Model):
    """One notice, or one digest, on its way to one channel: each ends in one state, once.

    A notice that is held for a digest ends when the digest takes it up.
    """

    class Channel(models.TextChoices):
        MAIL = "mail"
        ROBOT = "robot"
        PUSH = "push"

    class State(models.TextChoices):
        WAITING = "waiting"
        HELD = "held"  # for the next digest of ``frequency``
        SENT = "sent"
        DIGESTED = "digested"
        DROPPED = "dropped"  # ``reason`` says why
        FAILED = "failed"

    person = models.BigIntegerField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    target = models.CharField(max_length=40, blank=True)  # which robot, which browser
    notice = models.ForeignKey(NoticeRow, on_delete=models.CASCADE, null=True)
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    frequency = models.CharField(max_length=10, choices=FREQUENCIES)
    reason = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel", "target"], name="posting_once_per_notice"
            ),
            models.UniqueConstraint(
                fields=["digest", "channel", "target"],
                condition=Q(notice__isnull=True),
                name="posting_once_per_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="posting_due", condition=Q(state="waiting")),
            models.Index(
                fields=["frequency", "person"], name="posting_held", condition=Q(state="held")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} to {self.person}: {self.state}"
