"""Times in which somebody uses what another organisation has listed for it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column

MOST_TEXT = 2000


def _count(
    label: Any, default: int, low: int, high: int, help_text: Any = ""
) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        help_text=help_text,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )


def workdays() -> list[int]:
    """Monday to Friday."""
    return [0, 1, 2, 3, 4]


class Policy(BaseModel):
    """When something may be booked and by which rules; times are of the platform's own zone.

    The rules are read by ``policy_checks``; a block is the shortest time that is booked.
    """

    class Block(models.IntegerChoices):
        HALF_HOUR = 30, _("half an hour")
        HOUR = 60, _("an hour")
        TWO_HOURS = 120, _("two hours")
        HALF_DAY = 240, _("half a day (4 hours)")
        DAY = 480, _("a day (8 hours)")

    listing = models.OneToOneField(
        Listing, on_delete=models.CASCADE, related_name="booking_policy", primary_key=True
    )
    open = models.BooleanField(_("bookings are taken"), default=True)
    weekdays = models.JSONField(_("days of the week"), default=workdays)
    day_begins = models.TimeField(_("day begins"), default=time(9))
    day_ends = models.TimeField(_("day ends"), default=time(17))
    block_minutes = models.PositiveSmallIntegerField(
        _("length of a block"), choices=Block.choices, default=Block.HOUR
    )
    places = _count(
        _("places"), 1, 1, 20, _("How many may use it at the same time, each for itself.")
    )
    least_blocks = _count(_("least blocks of a booking"), 1, 1, 48)
    most_blocks = _count(_("most blocks of a booking"), 4, 1, 48)
    horizon_days = _count(_("days ahead that may be booked"), 60, 1, 365)
    notice_hours = _count(_("hours that a request comes before its time"), 24, 0, 720)
    most_open = _count(
        _("bookings of one organisation that may be open"), 5, 1, 100, _("Requested or to come.")
    )
    gap_blocks = _count(
        _("free blocks between two bookings of one organisation"), 0, 0, 48,
        _("So that one does not hold the calendar; 0: none."),
    )  # fmt: skip
    late_cancel_hours = _count(
        _("hours before its time until which a booking is cancelled freely"), 24, 0, 720,
        _("Later it counts as if nobody had come."),
    )  # fmt: skip
    strikes = _count(
        _("missed bookings after which no more are taken"), 3, 1, 20,
        _("Within half a year; late cancellations count."),
    )  # fmt: skip
    self_confirmed = models.BooleanField(
        _("bookings are confirmed at once"),
        default=False,
        help_text=_("Otherwise each request waits for your answer."),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rules of booking")
        verbose_name_plural = _("rules of booking")

    def __str__(self) -> str:
        return str(self.listing)

    @property
    def block(self) -> timedelta:
        """The length of a block."""
        return timedelta(minutes=self.block_minutes)

    def clean(self) -> None:
        """A day holds a block, and a booking at least as many as it must."""
        errors: dict[str, object] = {}
        days = self.weekdays
        if not isinstance(days, list) or not days or not set(days) <= set(range(7)):
            errors["weekdays"] = _("Choose at least one day of the week.")
        if not list(self._times(timezone.localdate())):
            errors["day_ends"] = _("A day is shorter than one block; give a later end.")
        if self.most_blocks < self.least_blocks:
            errors["most_blocks"] = _("It is not below the least.")
        if errors:
            raise ValidationError(errors)  # type: ignore[arg-type]

    def blocks_on(self, day: date) -> list[datetime]:
        """The beginnings of a day's blocks; none on a day of the week that is not open."""
        return list(self._times(day)) if day.weekday() in self.weekdays else []

    def _times(self, day: date) -> list[datetime]:
        zone = timezone.get_default_timezone()
        at = datetime.combine(day, self.day_begins, tzinfo=zone)
        end = datetime.combine(day, self.day_ends, tzinfo=zone)
        found = []
        while at + self.block <= end:
            found.append(at)
            at += self.block
        return found


class Closure(BaseModel):
    """Days on which nothing is booked: repair, holidays, a course of one's own."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="closures")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="closure_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Booking(BaseModel):
    """One organisation's use of what another has listed: asked for, confirmed, used, paid.

    The rates are those of the day on which it was asked for. What is owed is reckoned from what the
    holder records of the use.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", pgettext_lazy("booking", "Requested")
        CONFIRMED = "confirmed", pgettext_lazy("booking", "Confirmed")
        DECLINED = "declined", pgettext_lazy("booking", "Declined")
        CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
        LAPSED = "lapsed", pgettext_lazy("booking", "Not answered in time")
        USED = "used", pgettext_lazy("booking", "Used")
        MISSED = "missed", pgettext_lazy("booking", "Nobody came")

    HOLDING = (State.REQUESTED, State.CONFIRMED)  # hold their time against others
    KIND = "booking"  # as what is paid, and as a subject

    number = models.CharField(_("number"), max_length=20, unique=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="bookings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    booked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    purpose = models.TextField(_("what for"), max_length=MOST_TEXT)
    samples_planned = models.PositiveIntegerField(_("samples"), default=0)
    achievement = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rate_hour = amount_column(_("price per hour"), optional=True)
    rate_sample = amount_column(_("price per sample"), optional=True)
    note = models.TextField(max_length=MOST_TEXT, blank=True)  # why declined, cancelled, missed
    late = models.BooleanField(default=False)  # cancelled when it counted as missed
    ended_at = models.DateTimeField(null=True)  # when it was cancelled or found missed
    used_hours = models.DecimalField(
        _("hours used"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    used_samples = models.PositiveIntegerField(_("samples"), null=True, blank=True)
    result = models.TextField(_("result"), max_length=MOST_TEXT, blank=True)
    trl_before = models.PositiveSmallIntegerField(null=True, blank=True)
    trl_after = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True)
    amount = amount_column(_("amount"), optional=True)
    settled_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="booking_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(fields=["listing", "starts_at"], name="booking_of_listing"),
            models.Index(fields=["organisation", "starts_at"], name="booking_of_organisation"),
            models.Index(
                fields=["starts_at"], condition=Q(state="requested"), name="booking_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.listing}"

    @property
    def inside(self) -> bool:
        """Whether its holder uses it for itself."""
        return self.organisation_id == self.listing.owner_id

    @property
    def begun(self) -> bool:
        """Whether its time has come."""
        return self.starts_at <= timezone.now()

    @property
    def hours(self) -> Decimal:
        """How long it was booked for."""
        return (Decimal((self.ends_at - self.starts_at).total_seconds()) / 3600).quantize(
            Decimal("0.1")
        )

    @property
    def owed(self) -> bool:
        """Whether something is to be paid for it."""
        return self.state == self.State.USED and bool(self.amount) and self.settled_at is None


class BookedBlock(models.Model):
    """A block at one of the places of what is booked: the database takes it once."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="blocks")
    place = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "starts_at", "place"], name="block_is_booked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} {self.starts_at} {self.place}"
