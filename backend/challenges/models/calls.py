"""Calls: somebody posts a task, others hand in, one or several are awarded."""

from __future__ import annotations

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.challenges.kinds import CallKind, Conditions, Mode, Phase, kinds, read
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column


class Funding(models.TextChoices):
    PUBLIC = "public", _("Public money")
    FIRM = "firm", _("The firm's own money")
    BOTH = "both", _("Public money and the firm's own")


class FailReason(models.TextChoices):
    NO_ENTRIES = "no_entries", _("Nobody entered")
    TOO_FEW = "too_few", _("Too few entered")
    UNSUITABLE = "unsuitable", _("No entry meets the requirements")
    OTHER = "other", _("Another reason")


class CancelReason(models.TextChoices):
    NEED_GONE = "need_gone", _("The need fell away")
    BUDGET = "budget", _("The money fell away")
    MISTAKEN = "mistaken", _("The conditions were wrong")
    OTHER = "other", _("Another reason")


class EndReason(models.TextChoices):
    ROUTE = "route", _("The technical route proved impossible")
    MARKET = "market", _("Market or policy changed")
    FORCE = "force", _("Events that nobody could prevent")
    OTHER = "other", _("Another reason")


# The lists from which the reasons of an end are chosen, by the state that it ends in.
REASONS: dict[str, type[models.TextChoices]] = {
    "failed": FailReason,
    "cancelled": CancelReason,
    "ended": EndReason,
}


class Call(BaseModel):
    """One call of a kind, with its own conditions.

    ``edition`` rises when the conditions change after posting; entries hold for the edition that their
    owners confirmed. ``above`` is the call of the next level, to which those awarded here go on.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        JUSTIFIED = "justified", pgettext_lazy("call", "Justified")
        POSTED = "posted", pgettext_lazy("call", "Open for entries")
        CLOSED = "closed", pgettext_lazy("call", "Entries closed")
        OPENED = "opened", pgettext_lazy("call", "Entries opened")
        REVIEWING = "reviewing", pgettext_lazy("call", "In review")
        NOTICE = "notice", pgettext_lazy("call", "Public notice")
        AWARDED = "awarded", pgettext_lazy("call", "Awarded")
        COMPLETED = "completed", pgettext_lazy("call", "Accepted and completed")
        FAILED = "failed", pgettext_lazy("call", "Failed: nobody awarded")
        CANCELLED = "cancelled", pgettext_lazy("call", "Cancelled")
        ENDED = "ended", pgettext_lazy("call", "Ended without blame")

    ORIGIN = "entry"  # of the deals that it opens: what was awarded

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    mode = models.CharField(_("mode"), max_length=20)
    poster = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="calls")
    runner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calls_run")
    decider = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="calls_decided"
    )
    need = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, related_name="calls")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    level = models.PositiveSmallIntegerField(_("level of the call"), default=0)
    title = models.CharField(_("title"), max_length=200)
    task = models.TextField(_("task"), max_length=6000)
    requirements = models.TextField(_("what entrants must bring"), max_length=3000, blank=True)
    funding = models.CharField(_("money"), max_length=8, choices=Funding.choices, blank=True)
    budget = amount_column(_("amount"), optional=True)
    currency = currency_column()
    awards = models.PositiveSmallIntegerField(
        _("awards at most"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    closes_at = models.DateTimeField(_("deadline"))
    notice_days = models.PositiveSmallIntegerField(
        _("days of public notice"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    conditions = models.JSONField(default=dict)
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    phase = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    justification = models.TextField(max_length=2000, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    reason_note = models.TextField(max_length=2000, blank=True)
    posted_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    prices_opened_at = models.DateTimeField(null=True)
    notice_until = models.DateTimeField(null=True)
    awarded_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(state="posted"), name="call_closing"),
            models.Index(fields=["kind", "state"], name="call_by_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def type(self) -> CallKind:
        """Its kind."""
        return kinds()[self.kind]

    @property
    def mode_type(self) -> Mode:
        """How it awards."""
        return self.type.mode(self.mode)

    @property
    def terms(self) -> Conditions:
        """What it asks and scores by."""
        found: Conditions = read(Conditions, self.conditions)
        return found

    @property
    def reason_words(self) -> object:
        """Why it ended before its time, as chosen from the list."""
        reasons = REASONS.get(self.state)
        return dict(reasons.choices).get(self.reason, "") if reasons else ""

    @property
    def current_phase(self) -> Phase:
        """The phase that its review is in."""
        phases = self.terms.phases
        return phases[min(self.phase, len(phases) - 1)]

    @property
    def level_words(self) -> object:
        """The level of a contest that it is of; empty for a kind without levels."""
        levels = self.type.levels
        return levels[self.level].words if levels else ""

    @property
    def passed(self) -> bool:
        """Whether the deadline is over, by the server's clock."""
        return timezone.now() >= self.closes_at

    def takes(self, at: datetime) -> bool:
        """Whether something that arrived then is in time."""
        return self.state in (self.State.POSTED, self.State.CLOSED) and at < self.closes_at

    @property
    def entries_open(self) -> bool:
        """Whether what was handed in may be read by those who run it."""
        first = self.State.OPENED if self.terms.sealed else self.State.CLOSED
        order = list(self.State)
        if self.state in (self.State.FAILED, self.State.CANCELLED):
            return self.opened_at is not None
        return order.index(self.State(self.state)) >= order.index(first)

    @property
    def told(self) -> bool:
        """Whether everybody may know of its winners."""
        return self.state in (
            self.State.NOTICE, self.State.AWARDED, self.State.COMPLETED, self.State.ENDED,
        )  # fmt: skip


class KeyHolder(BaseModel):
    """Who holds one of the two parts of a call's key; ``offered`` is the code while the other holder's
    is waited for, after the deadline."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="holders")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    offered = models.CharField(max_length=100, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("part of a key")
        verbose_name_plural = _("parts of keys")
        constraints = [
            models.UniqueConstraint(fields=["call", "user"], name="key_part_of_one"),
            models.UniqueConstraint(fields=["call", "position"], name="key_part_once"),
        ]
