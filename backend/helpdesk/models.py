"""What people ask the platform, and what they report to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Ticket(BaseModel):
    """A person asks the platform for help; what is said hangs on it as a conversation."""

    SUBJECT = "ticket"

    class Topic(models.TextChoices):
        ACCOUNT = "account", _("My account or organisation")
        LISTING = "listing", _("A need, an achievement or another listing")
        DEAL = "deal", _("Talks or a contract")
        PAYMENT = "payment", _("A payment or an invoice")
        OTHER = "other", pgettext_lazy("topic", "Something else")

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the platform")
        ANSWERED = "answered", pgettext_lazy("ticket", "Answered")
        CLOSED = "closed", pgettext_lazy("ticket", "Closed")

    number = models.CharField(_("number"), max_length=20, unique=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tickets")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    topic = models.CharField(_("about"), max_length=10, choices=Topic.choices)
    title = models.CharField(_("question asked"), max_length=120)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("help ticket")
        verbose_name_plural = _("help tickets")
        indexes = [models.Index(fields=["state"], name="ticket_by_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ReportReason(models.TextChoices):
    """Why a reader thinks that a listing should not stand."""

    FALSE = "false", _("It claims what is not true")
    COPIED = "copied", _("It is copied, or infringes rights")
    SECRET = "secret", _("It tells what is secret")
    ADVERTISING = "advertising", _("It is advertising, or no need or offer at all")
    OTHER = "other", pgettext_lazy("report", "Another reason")


class Report(BaseModel):
    """A reader reports a listing; an operator takes it off the market, or leaves it."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for the platform")
        UPHELD = "upheld", _("Taken off the market")
        DISMISSED = "dismissed", _("Left as it is")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=ReportReason.choices)
    note = models.TextField(_("what is wrong"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decision_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("report of a listing")
        verbose_name_plural = _("reports of listings")
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "reporter"],
                condition=Q(state="open"),
                name="one_open_report_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.get_reason_display()}"
