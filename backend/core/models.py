"""The outbox's tables and the base of every other table."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BaseModel(models.Model):
    """When a row came to be and last changed."""

    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class Fact(models.Model):
    """What the outbox keeps of an event."""

    name = models.CharField(max_length=80)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    payload = models.JSONField()
    # No foreign key: the trail outlives the account.
    actor_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} {self.subject}:{self.subject_id}"


class KeptAnswer(BaseModel):
    """What a request with an Idempotency-Key was answered; ``status`` None while it runs."""

    person = models.BigIntegerField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # of the request
    status = models.PositiveSmallIntegerField(null=True)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="key_answered_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.key}"


class Event(Fact):
    """A fact, written in the transaction that made it true. Append-only: also the audit trail."""

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="event_of_subject"),
            models.Index(fields=["occurred_at"], name="event_by_time"),
        ]


class ArchivedEvent(Fact):
    """An event that has rested long enough to leave the outbox, under the id it had there."""

    id = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("archived event")
        verbose_name_plural = _("archived events")
        indexes = [
            models.Index(fields=["subject", "subject_id", "id"], name="archived_event_of_subject")
        ]


class JobRun(models.Model):
    """The last run of a job of the schedule, or of what an operator's own clock runs (a backup)."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)  # of the last run that did not fail
    result = models.BigIntegerField(null=True)  # what it counted, where it counts

    def __str__(self) -> str:
        return f"{self.name} at {self.started_at}"


class Delivery(models.Model):
    """One reaction's turn at one event."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        DEAD = "dead"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    queue = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    trace = models.CharField(max_length=55, blank=True)  # traceparent of who published

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["event", "reaction"], name="delivery_once_per_reaction")
        ]
        indexes = [
            models.Index(
                fields=["queue", "due_at"],
                name="delivery_due",
                condition=models.Q(state="pending"),
            ),
            # Counted at every reading of the metrics, among all that was ever delivered.
            models.Index(
                fields=["reaction", "event"],
                name="delivery_open",
                condition=~models.Q(state="done"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} for event {self.event_id}: {self.state}"


class NumberSeries(models.Model):
    """The last number given in a series in a year (numbers.py)."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
