"""What the two sides settle and plan in the room of a deal."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel

from .deals import Deal, DealDuty


class Nda(BaseModel):
    """The confidentiality agreement of a deal: the exact text that both sides agree to by a click.

    The Chinese text counts, ``reading`` is its English; ``sha256`` is of the Chinese text.
    """

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="nda")
    version = models.CharField(_("version of the text"), max_length=20)
    text = models.TextField()
    reading = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("confidentiality agreement")
        verbose_name_plural = _("confidentiality agreements")

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.version}"


class NdaConsent(BaseModel):
    """One side's agreement to it."""

    nda = models.ForeignKey(Nda, on_delete=models.CASCADE, related_name="consents")
    duty = models.CharField(max_length=10, choices=DealDuty.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nda", "duty"], name="nda_agreed_once")]

    def __str__(self) -> str:
        return f"{self.nda_id}: {self.duty}"


class Outcome(models.TextChoices):
    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    NOT = "not", _("It did not work")


class DealResult(BaseModel):
    """What one side says came of a closed deal."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="results")
    duty = models.CharField(max_length=10, choices=DealDuty.choices)
    outcome = models.CharField(_("result"), max_length=6, choices=Outcome.choices)
    words = models.TextField(_("in your own words"), max_length=2000, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("result of a deal")
        verbose_name_plural = _("results of deals")
        constraints = [
            models.UniqueConstraint(fields=["deal", "duty"], name="deal_result_once_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.duty}: {self.outcome}"


class Meeting(BaseModel):
    """A meeting of people in a deal, as calendars know it: ``uid`` stays, ``sequence`` rises."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("meeting", "Planned")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="meetings")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    agenda = models.TextField(_("agenda"), max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    cancelled_note = models.TextField(max_length=2000, blank=True)
    organiser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["deal", "starts_at"], name="meetings_of_deal")]

    def __str__(self) -> str:
        return self.title

    @property
    def over(self) -> bool:
        """Whether its time has passed."""
        return self.ends_at <= timezone.now()


class MeetingGuest(BaseModel):
    """Somebody who is asked to come; ``coming`` None: not answered."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    coming = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="meeting_guest_once")
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.user_id}"
