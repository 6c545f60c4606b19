"""Records of integrity with what they bar from, and random draws of inspections."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import name_of
from backend.core.models import BaseModel

from .drawing import Listed, read_list

MOST = 500  # lines of a list


class Block(models.TextChoices):
    """What one may be barred from."""

    CALLS = "calls", _("entering calls")
    REVIEWS = "reviews", _("reviewing")
    SUPPORT = "support", _("vouchers and support")


class Breach(models.TextChoices):
    """What was done."""

    FABRICATION = "fabrication", _("Fabricated or falsified data")
    PLAGIARISM = "plagiarism", _("Plagiarism")
    FALSE_APPLICATION = "false_application", _("False statements in an application")
    MISUSE = "misuse", _("Misuse of funds")
    CONTRACT = "contract", _("Serious breach of contract")
    REVIEW = "review", _("Misconduct in a review")
    OTHER = "other", pgettext_lazy("breach", "Something else")


class Sanction(BaseModel):
    """A breach on record of an organisation or a person: why, how long, who decided, what it bars from.

    One that bars from nothing is a record alone, which whom it is about and officers read.
    """

    class State(models.TextChoices):
        STANDING = "standing", pgettext_lazy("sanction", "On record")
        OBJECTED = "objected", pgettext_lazy("sanction", "Objected to")
        UPHELD = "upheld", pgettext_lazy("sanction", "Objection dismissed")
        LIFTED = "lifted", pgettext_lazy("sanction", "Lifted")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="sanctions"
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sanctions"
    )
    breach = models.CharField(_("what was done"), max_length=20, choices=Breach.choices)
    ground = models.CharField(pgettext_lazy("sanction", "ground"), max_length=300)
    document = models.CharField(_("number of the decision"), max_length=80, blank=True)
    blocks = models.JSONField(default=list, blank=True)  # codes of Block
    # The region in whose calls and programmes it holds; empty: everywhere.
    scope = models.CharField(_("where it holds"), max_length=12, blank=True)
    starts_on = models.DateField(_("barred from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    objection = models.TextField(max_length=2000, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) ^ Q(person__isnull=True),
                name="sanction_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.person)

    @property
    def holds(self) -> bool:
        """Whether it holds today; an objection alone changes nothing."""
        today = timezone.localdate()
        return self.state != self.State.LIFTED and self.starts_on <= today <= self.ends_on

    @property
    def scope_words(self) -> str:
        """Where it holds."""
        return name_of(self.scope) if self.scope else str(_("everywhere"))

    @property
    def blocks_words(self) -> str:
        """What it bars from."""
        return " · ".join(str(Block(code).label) for code in self.blocks)


class Draw(BaseModel):
    """A random draw of what is inspected and by whom (双随机、一公示).

    Lists, and where the value will come from, are published before anybody can know the value, and never
    change; so the result is nobody's choice, and anybody reckons it again.
    """

    class State(models.TextChoices):
        ANNOUNCED = "announced", pgettext_lazy("draw", "Lists published")
        DRAWN = "drawn", pgettext_lazy("draw", "Drawn")
        CANCELLED = "cancelled", pgettext_lazy("draw", "Called off")

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("what is inspected"), max_length=120)
    items = models.TextField(_("items"), max_length=60_000)
    inspectors = models.TextField(_("inspectors"), max_length=60_000)
    pick = models.PositiveSmallIntegerField(
        _("items to draw"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    each = models.PositiveSmallIntegerField(
        _("inspectors for each"), validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    source = models.CharField(_("where the value comes from"), max_length=200)
    value_on = models.DateField(_("day of the value"))
    digits = models.PositiveSmallIntegerField(
        _("digits of the value"), validators=[MinValueValidator(3), MaxValueValidator(80)]
    )
    value = models.CharField(_("value"), max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)
    note = models.TextField(max_length=2000, blank=True)  # why it was called off
    drawn_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")

    def __str__(self) -> str:
        return self.title

    @property
    def item_list(self) -> list[Listed]:
        """What may be drawn."""
        return read_list(self.items)

    @property
    def inspector_list(self) -> list[Listed]:
        """Who may inspect."""
        return read_list(self.inspectors)


class DrawnItem(BaseModel):
    """An item that was drawn, who inspects it, and what was found."""

    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="drawn")
    position = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=300)
    inspectors = models.JSONField(default=list, blank=True)  # lines of the list
    finding = models.TextField(_("what the inspection found"), max_length=2000, blank=True)
    found_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = _("drawn item")
        verbose_name_plural = _("drawn items")
        constraints = [models.UniqueConstraint(fields=["draw", "position"], name="drawn_in_order")]

    def __str__(self) -> str:
        return self.item
