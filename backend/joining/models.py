"""How people come to organisations that are there already."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Duty, Organisation, User
from backend.core.models import BaseModel


class JoinRequest(BaseModel):
    """A person asks to become a member of an organisation, with one duty there."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("join request", "Accepted")
        DECLINED = "declined", pgettext_lazy("join request", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("join request", "Withdrawn")

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="join_requests"
    )
    duty = models.CharField(_("duty"), max_length=20, choices=Duty.choices)
    note = models.TextField(_("message"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    # The domain of an address that decided in place of people.
    domain = models.CharField(max_length=200, blank=True)
    decline_note = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state="open"),
                name="one_open_join_request_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}→{self.organisation_id}"


class MailDomain(BaseModel):
    """A domain whose mail addresses an organisation gives to its own people.

    Once an operator has confirmed it, who has proved an address in it joins without being asked for.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="mail_domains"
    )
    domain = models.CharField(_("domain"), max_length=200, unique=True)  # in lower case
    claimed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")

    def __str__(self) -> str:
        return self.domain

    @property
    def confirmed(self) -> bool:
        """Whether an operator checked that it is the organisation's."""
        return self.confirmed_at is not None


class RejectionReason(models.TextChoices):
    """Why an organisation is not verified."""

    UNREADABLE = "unreadable", _("The licence or certificate cannot be read")
    NAME = "name", _("Name or code are not those of the licence")
    ENTITLED = "entitled", _("It is not shown that the applicant may act for it")
    KIND = "kind", _("The kind of organisation is not right")
    OTHER = "other", pgettext_lazy("rejection", "Another reason")


class Application(BaseModel):
    """Somebody asks the platform to verify an organisation that he registered.

    The evidence (licence, certificate of a legal person) hangs on it as files. A rejected one is
    answered by a new one.
    """

    SUBJECT = "application"  # its name as a subject

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for verification")
        ACCEPTED = "accepted", pgettext_lazy("application", "Verified")
        REJECTED = "rejected", pgettext_lazy("application", "Rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="applications"
    )
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING
    )
    rejection_reason = models.CharField(max_length=12, choices=RejectionReason.choices, blank=True)
    rejection_note = models.TextField(max_length=2000, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("application for verification")
        verbose_name_plural = _("applications for verification")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state="waiting"),
                name="one_waiting_application_each",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Suspension(BaseModel):
    """The platform stopped an organisation for a while. Its reasons are for its members."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="suspensions"
    )
    reason = models.TextField(_("reason"), max_length=2000)
    suspended_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    lift_reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(lifted_at__isnull=True),
                name="one_running_suspension_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}"
