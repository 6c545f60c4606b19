"""How a contract is carried out: a plan of milestones, what each must reach, inspections, funds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Indicator
from backend.contracts.models import Contract
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.payments.payables import Relief

LONG = 2000


class Plan(BaseModel):
    """The milestones of one contract, proposed by one party and agreed by the other."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("schedule", "Waits for agreement")
        RETURNED = "returned", pgettext_lazy("schedule", "Returned with remarks")
        AGREED = "agreed", pgettext_lazy("schedule", "Agreed")
        FULFILLED = "fulfilled", pgettext_lazy("schedule", "All accepted")

    class Opens(models.TextChoices):
        PAID = "paid", _("The one before is accepted and paid")
        ACCEPTED = "accepted", _("The one before is accepted")
        AT_ONCE = "at_once", _("The plan is agreed: all at once")

    class Charged(models.TextChoices):
        START = "start", _("When the milestone starts")
        ACCEPTED = "accepted", _("When the milestone is accepted")

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="schedule")
    opens = models.CharField(
        _("a milestone opens when"), max_length=10, choices=Opens.choices, default=Opens.PAID
    )
    charged = models.CharField(
        _("a milestone is paid"), max_length=10, choices=Charged.choices, default=Charged.ACCEPTED
    )
    supervisor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    proposed_by_buyer = models.BooleanField(editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    returned_note = models.TextField(max_length=LONG, blank=True)
    agreed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("plan of milestones")
        verbose_name_plural = _("plans of milestones")

    def __str__(self) -> str:
        return self.contract.title

    @property
    def running(self) -> bool:
        """Whether its milestones are worked on."""
        return self.state == self.State.AGREED

    @property
    def proposer_id(self) -> int:
        """The party that wrote it last."""
        return self.contract.buyer_id if self.proposed_by_buyer else self.contract.seller_id

    @property
    def across_id(self) -> int:
        """The other party, which agrees."""
        return self.contract.seller_id if self.proposed_by_buyer else self.contract.buyer_id


class Milestone(BaseModel):
    """A step of the plan: what is delivered until when, for how much. ``reliefs`` is what others pay of
    it, where a page has read that."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("milestone", "Not open yet")
        OPEN = "open", pgettext_lazy("milestone", "In work")
        SUBMITTED = "submitted", pgettext_lazy("milestone", "Waits for acceptance")
        RETURNED = "returned", pgettext_lazy("milestone", "Returned")
        ACCEPTED = "accepted", pgettext_lazy("milestone", "Accepted")

    IN_WORK = (State.OPEN, State.RETURNED)

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("milestone"), max_length=120)
    deliverables = models.TextField(_("what is delivered"), max_length=LONG)
    amount = amount_column(_("amount"))
    due_on = models.DateField(_("due"))
    responsible = models.CharField(_("who answers for it"), max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submission_note = models.TextField(max_length=LONG, blank=True)
    returned_note = models.TextField(max_length=LONG, blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)  # when its payment was settled
    reliefs: Sequence[Relief] = ()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="milestone_position_once")
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                name="milestone_due",
                condition=Q(state__in=["open", "returned"]),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def own_amount(self) -> Decimal:
        """What the buyer pays itself."""
        return self.amount - sum((relief.amount for relief in self.reliefs), Decimal(0))

    @property
    def in_work(self) -> bool:
        """Whether the seller works on it."""
        return self.state in self.IN_WORK

    @property
    def overdue(self) -> bool:
        """Whether its day has passed while it is in work."""
        return self.in_work and self.due_on < timezone.localdate()

    @property
    def days_left(self) -> int:
        """Days until it is due; below zero once it is overdue."""
        return (self.due_on - timezone.localdate()).days


class Criterion(BaseModel):
    """What a milestone must reach: an indicator with a target, or words that are judged."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("criterion"), max_length=200)
    comparator = models.CharField(max_length=5, choices=Indicator.Comparator.choices, blank=True)
    value = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    value_max = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    unit = models.CharField(max_length=30, blank=True)
    reached = models.DecimalField(max_digits=30, decimal_places=12, null=True)
    reached_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["milestone", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "position"], name="criterion_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def measured(self) -> bool:
        """Whether a number decides it."""
        return self.value is not None

    @property
    def met(self) -> bool | None:
        """Whether the reached value meets the target; None for words, and before it was reported."""
        if self.value is None or self.reached is None:
            return None
        target, reached = self.value, self.reached
        if self.comparator == Indicator.Comparator.RANGE:
            return target <= reached <= (target if self.value_max is None else self.value_max)
        return {
            Indicator.Comparator.GE: reached >= target,
            Indicator.Comparator.LE: reached <= target,
            Indicator.Comparator.GT: reached > target,
            Indicator.Comparator.LT: reached < target,
            Indicator.Comparator.EQ: reached == target,
        }[Indicator.Comparator(self.comparator)]


class Extension(BaseModel):
    """One party asks for a later day, the other agrees or refuses."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("extension", "Asked for")
        AGREED = "agreed", pgettext_lazy("extension", "Agreed")
        REFUSED = "refused", pgettext_lazy("extension", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("extension", "Taken back")

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="extensions")
    was_due_on = models.DateField()
    until = models.DateField(_("new due day"))
    why = models.TextField(_("why"), max_length=LONG)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    revision = models.PositiveIntegerField(default=1, editable=False)
    asked_by_buyer = models.BooleanField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer_note = models.TextField(max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state="asked"), name="extension_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} → {self.until}"


def share_of(amount: Decimal, whole: Decimal) -> Decimal:
    """An amount as percent of the whole, rounded to two places."""
    return (amount * 100 / whole).quantize(Decimal("0.01")) if whole else Decimal(0)
