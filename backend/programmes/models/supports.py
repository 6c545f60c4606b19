"""Applications under a programme, their approvals and papers."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation
from backend.attachments.models import Attachment
from backend.contracts.models import Contract
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.ledger.models import Transfer
from backend.programmes.reckoning import lines_told

from .programmes import Programme, ProgrammeVersion, person_column


class Support(BaseModel):
    """An application under a programme. ``step`` says which of its approvals is next; ``amount`` stands
    once it is approved, ``reckoning`` is how it came about."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Being decided on")
        RETURNED = "returned", _("Returned: something is missing")
        APPROVED = "approved", pgettext_lazy("support", "Approved")
        PAID = "paid", pgettext_lazy("support", "Paid")
        AUDITED = "audited", pgettext_lazy("support", "Paid and audited")
        REFUSED = "refused", pgettext_lazy("support", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("support", "Withdrawn")

    OVER = (State.REFUSED, State.WITHDRAWN)
    GRANTED = (State.APPROVED, State.PAID, State.AUDITED)

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supports")
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="+")
    standing_id = models.BigIntegerField(null=True, editable=False)  # the recognition rewarded
    automatic = models.BooleanField(_("without application"), default=False, editable=False)
    base = amount_column(_("base stated"))
    recognised_base = amount_column(_("base recognised"), optional=True)
    amount = amount_column(_("amount"), optional=True)
    reckoning = models.JSONField(default=list, editable=False)
    reasons = models.TextField(_("what for"), max_length=2000, blank=True)
    step = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.APPLIED
    )
    note = models.TextField(max_length=2000, blank=True, editable=False)
    payment_note = models.CharField(_("reference of the transfer"), max_length=120, blank=True)
    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    applied_by = person_column()
    approved_by = person_column(null=True)
    approved_on = models.DateField(null=True, editable=False)
    paid_on = models.DateField(null=True, editable=False)
    audit = models.CharField(max_length=10, blank=True, editable=False)
    audit_note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("application for support")
        verbose_name_plural = _("applications for support")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "applicant", "contract"],
                condition=~Q(state__in=["refused", "withdrawn"]) & Q(contract__isnull=False),
                name="support_once_a_contract",
            ),
            models.UniqueConstraint(
                fields=["programme", "standing_id"],
                condition=~Q(state__in=["refused", "withdrawn"]) & Q(standing_id__isnull=False),
                name="support_once_a_recognition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def turn(self) -> Approval | None:
        """The approval that is asked for now; None where none is."""
        if self.state != self.State.APPLIED:
            return None
        return next((one for one in self.approvals.all() if one.step == self.step), None)

    @property
    def last_step(self) -> bool:
        """Whether the unit whose turn it is decides for good."""
        return all(one.step <= self.step for one in self.approvals.all())

    @property
    def lines(self) -> list[tuple[str, Decimal]]:
        """How the amount was reckoned: words and amount of each line."""
        return lines_told(self.reckoning)


class Approval(BaseModel):
    """A step of the chain, and who agreed for its unit; nobody agrees to two."""

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="approvals")
    step = models.PositiveSmallIntegerField()
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = person_column(null=True)
    agreed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["support", "step"]
        constraints = [
            models.UniqueConstraint(fields=["support", "step"], name="approval_once_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.support_id}/{self.step}"


class Evidence(BaseModel):
    """A paper that the programme asks for, as a file of the application."""

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="papers")
    code = models.CharField(max_length=40)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return f"{self.support_id} {self.code}"
