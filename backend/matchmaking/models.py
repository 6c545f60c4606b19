"""Events at which enterprises and researchers meet, and the talks between them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel
from backend.deals.models import Deal
from backend.pairings.models import Pairing

from .event_kinds import EventKind, event_kinds

MOST_TEXT = 4000
CODE_DIGITS = 6


def attendance_code() -> str:
    """Digits that are told at the event alone."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


class Gathering(BaseModel):
    """An event: when, where, for how many, with talks of equal length at some tables."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("gathering", "Draft")
        PUBLISHED = "published", pgettext_lazy("gathering", "Sign-up open")
        CANCELLED = "cancelled", pgettext_lazy("gathering", "Cancelled")
        HELD = "held", pgettext_lazy("gathering", "Held")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of event"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what the event is about"), max_length=MOST_TEXT)
    agenda = models.TextField(
        _("agenda"), max_length=MOST_TEXT, blank=True,
        help_text=_("A line for each part: 09:00 Opening; 09:30 Talks."),
    )  # fmt: skip
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    place = models.CharField(pgettext_lazy("meeting", "Place"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    talks_from = models.DateTimeField(_("talks begin"), null=True, blank=True)
    talk_minutes = models.PositiveSmallIntegerField(
        _("minutes of a talk"),
        default=20,
        validators=[MinValueValidator(10), MaxValueValidator(120)],
    )
    tables = models.PositiveSmallIntegerField(
        _("tables"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    capacity = models.PositiveIntegerField(
        _("seats"), default=100, validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    code = models.CharField(max_length=CODE_DIGITS, default=attendance_code, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.TextField(max_length=2000, blank=True)  # why it was cancelled
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("matchmaking event")
        verbose_name_plural = _("matchmaking events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="gathering_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="gathering_by_time")]

    def __str__(self) -> str:
        return self.title

    @property
    def type(self) -> EventKind:
        """Its kind."""
        return event_kinds()[self.kind]

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= timezone.now()

    @property
    def begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= timezone.now()

    @property
    def talk_length(self) -> timedelta:
        """How long a talk is."""
        return timedelta(minutes=self.talk_minutes)


class SignUp(BaseModel):
    """A person who comes for an organisation, or waits for a seat, in the order of ``queued_at``."""

    class State(models.TextChoices):
        SEATED = "seated", pgettext_lazy("sign-up", "Has a seat")
        WAITING = "waiting", pgettext_lazy("sign-up", "On the waiting list")
        OFF = "off", pgettext_lazy("sign-up", "Does not come")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="sign_ups")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.SEATED)
    queued_at = models.DateTimeField(default=timezone.now)
    attended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [models.UniqueConstraint(fields=["gathering", "user"], name="signed_up_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Talk(BaseModel):
    """Two who come meet over a pairing: proposed to both, confirmed by each, told of afterwards."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("talk", "To be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("talk", "Confirmed")
        DECLINED = "declined", pgettext_lazy("talk", "Declined")

    class Verdict(models.TextChoices):
        CONTINUE = "continue", pgettext_lazy("talk", "Continue")
        NO = "no", pgettext_lazy("talk", "Not for us")

    ORIGIN = "event_talk"  # of the deals that it opens
    STANDING = (State.PROPOSED, State.CONFIRMED)

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="talks")
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="+")
    need_side = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="+")
    offer_side = models.ForeignKey(SignUp, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    table = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    need_confirmed_at = models.DateTimeField(null=True)
    offer_confirmed_at = models.DateTimeField(null=True)
    need_verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    offer_verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    need_note = models.TextField(max_length=1000, blank=True)
    offer_note = models.TextField(max_length=1000, blank=True)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        constraints = [
            models.UniqueConstraint(fields=["gathering", "pairing"], name="talk_once_at_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.need_side} ↔ {self.offer_side}"

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.starts_at + self.gathering.talk_length

    @property
    def over(self) -> bool:
        """Whether it has begun, so that its people can say what came of it."""
        return self.starts_at <= timezone.now()

    def side_of(self, user_id: int | None) -> str:
        """The side on which a person sits; empty for nobody's."""
        if user_id == self.need_side.user_id:
            return "need"
        return "offer" if user_id == self.offer_side.user_id else ""


class Seat(models.Model):
    """A time of one who comes, and a table's: the database gives each once."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="seats")
    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="seats")
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=5)
    table = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sign_up", "starts_at"], name="one_talk_at_a_time"),
            models.UniqueConstraint(
                fields=["gathering", "starts_at", "table", "side"], name="one_talk_at_a_table"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_up_id} {self.starts_at} {self.table}"
