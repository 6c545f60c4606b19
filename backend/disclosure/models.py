"""Requests to read what a listing shows in confidence, and who has read it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel

SHORTEST, LONGEST = 7, 365  # days
MAX_PURPOSE = 1000


class AccessRequest(BaseModel):
    """An organisation asks to read a listing's details, and promises confidentiality by asking.

    ``text`` is the exact promise in Chinese, which counts, ``reading`` its English; ``created_at`` and
    ``asked_by`` say when it was given and by whom. Granted, it holds until ``ends_at``.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("access", "Waits for the owner")
        GRANTED = "granted", pgettext_lazy("access", "Granted")
        DECLINED = "declined", pgettext_lazy("access", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("access", "Taken back")
        REVOKED = "revoked", pgettext_lazy("access", "Revoked")
        ENDED = "ended", pgettext_lazy("access", "Ended")

    OPEN = (State.ASKED, State.GRANTED)

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="access_requests")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(_("what you want to read it for"), max_length=MAX_PURPOSE)
    days = models.PositiveSmallIntegerField(
        _("for how many days"),
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )
    version = models.CharField(_("version of the text"), max_length=20)
    text = models.TextField()
    reading = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(max_length=2000, blank=True, editable=False)  # why declined or revoked
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("access request")
        verbose_name_plural = _("access requests")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "organisation"],
                condition=Q(state__in=["asked", "granted"]),
                name="access_asked_once",
            )
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="access_by_end")]

    def __str__(self) -> str:
        return f"{self.listing_id} to {self.organisation_id}"

    @property
    def ground(self) -> str:
        """What its grant names as its origin."""
        return f"access:{self.pk}"


class Reading(models.Model):
    """Somebody from outside read what a listing shows in confidence."""

    class Place(models.TextChoices):
        PAGE = "page", _("the page")
        API = "api", _("the API")
        FILE = "file", _("a file")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ground = models.CharField(max_length=40)  # of the grant, or what else lets him read
    place = models.CharField(max_length=4, choices=Place.choices)
    what = models.CharField(max_length=200, blank=True)  # the file's name
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [models.Index(fields=["listing", "-at"], name="readings_of_listing")]

    def __str__(self) -> str:
        return f"{self.listing_id} by {self.user_id}"
