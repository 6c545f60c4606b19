"""Mandates: what a client lets its broker do in its name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Mandate(BaseModel):
    """An organisation lets a broker answer pairings and invitations to talks in its name: over one of
    its listings, or over all that he accompanies for it. Contracts it signs itself."""

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("mandate", "In force")
        REVOKED = "revoked", pgettext_lazy("mandate", "Revoked")
        LAID_DOWN = "laid_down", pgettext_lazy("mandate", "Laid down")
        EXPIRED = "expired", pgettext_lazy("mandate", "Expired")

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    client = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    broker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    agency = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    listing = models.ForeignKey(
        Listing, on_delete=models.PROTECT, null=True, related_name="mandates"
    )
    ends_on = models.DateField(_("last day"))
    words = models.TextField(_("what it is for"), max_length=2000, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    ended_at = models.DateTimeField(null=True)
    end_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=~Q(client=F("agency")), name="mandate_of_two"),
            models.UniqueConstraint(
                fields=["client", "broker", "listing"],
                condition=Q(state="active"),
                name="mandate_over_listing_once",
            ),
            models.UniqueConstraint(
                fields=["client", "broker"],
                condition=Q(state="active", listing__isnull=True),
                name="mandate_over_all_once",
            ),
        ]
        indexes = [
            models.Index(fields=["broker"], condition=Q(state="active"), name="mandate_in_force")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def usable(self) -> bool:
        """Whether the broker may act by it today."""
        return self.state == self.State.ACTIVE and timezone.localdate() <= self.ends_on


class Use(models.TextChoices):
    """What a broker does by a mandate."""

    ACCEPT = "accept", _("Accepted a pairing of “%(title)s”")
    DECLINE = "decline", _("Declined a pairing of “%(title)s”")
    RECONSIDER = "reconsider", _("Took back the refusal of a pairing of “%(title)s”")
    AGREE = "agree", _("Agreed to talks about “%(title)s”")
    REFUSE = "refuse", _("Declined talks about “%(title)s”")
