"""What is watched while a contract is carried out: inspections, and funds against their plan."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column

from .plans import LONG, Milestone, Plan


class Inspection(BaseModel):
    """What the supervising unit found, and until when it is to be mended."""

    class State(models.TextChoices):
        NOTED = "noted", pgettext_lazy("inspection", "No fault found")
        FOUND = "found", pgettext_lazy("inspection", "To be mended")
        MENDED = "mended", pgettext_lazy("inspection", "Said to be mended")
        CLOSED = "closed", pgettext_lazy("inspection", "Settled")

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="inspections")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    finding = models.TextField(_("what was found"), max_length=LONG)
    mend_by = models.DateField(_("to be mended until"), null=True)
    state = models.CharField(max_length=10, choices=State.choices)
    revision = models.PositiveIntegerField(default=1, editable=False)
    mended_note = models.TextField(max_length=LONG, blank=True)
    mended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.TextField(max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")

    def __str__(self) -> str:
        return self.finding[:60]

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and nothing was mended."""
        late = self.mend_by is not None and self.mend_by < timezone.localdate()
        return self.state == self.State.FOUND and late


class BudgetLine(BaseModel):
    """What part of the funds is planned for what; the lines of a plan need not use up its amount."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="budget")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("used for"), max_length=80)
    amount = amount_column(_("planned"))

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="budget_position_once")
        ]

    def __str__(self) -> str:
        return self.name


class FundUse(BaseModel):
    """Money that was spent out of a line of the budget, with words; immutable, corrected by another."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="uses")
    spent_on = models.DateField(_("spent on"))
    amount = models.DecimalField(_("amount"), max_digits=15, decimal_places=2)
    what = models.CharField(_("for what"), max_length=200)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("use of funds")
        verbose_name_plural = _("uses of funds")

    def __str__(self) -> str:
        return f"{self.amount} {self.what}"
