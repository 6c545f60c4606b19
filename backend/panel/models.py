"""Advisory panels: members of three kinds, sittings with an agenda, verdicts and decisions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Expertise(models.TextChoices):
    """From which side a member judges; each has a question of his own."""

    SCIENTIST = "scientist", _("Scientist: prospects of the technology")
    ENTREPRENEUR = "entrepreneur", _("Entrepreneur: demand of the market")
    INVESTOR = "investor", _("Investor: value of a solution")

    @property
    def short(self) -> Any:
        """The kind without its question."""
        return _SHORT[self.value]


_SHORT = {
    "scientist": pgettext_lazy("panel", "Scientist"),
    "entrepreneur": pgettext_lazy("panel", "Entrepreneur"),
    "investor": pgettext_lazy("panel", "Investor"),
}


class Panel(BaseModel):
    """The advisory panel of a unit of the government."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="panels")
    name = models.CharField(_("name of the panel"), max_length=80)

    class Meta:
        verbose_name = _("advisory panel")
        verbose_name_plural = _("advisory panels")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="panel_name_once")]

    def __str__(self) -> str:
        return self.name


class Member(BaseModel):
    """Somebody whom the unit appointed."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of member"), max_length=12, choices=Expertise.choices)
    position = models.CharField(_("position"), max_length=80, blank=True)
    appointed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=Q(dismissed_at__isnull=True),
                name="panel_member_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def short(self) -> Any:
        """The kind without its question."""
        return Expertise(self.kind).short


class Sitting(BaseModel):
    """A panel judges needs; closed, it has drawn up a list that never changes.

    ``rows`` is that list, as it was then: for each need its title, owner, verdicts and decision.
    """

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("sitting", "Planned")
        OPEN = "open", pgettext_lazy("sitting", "Sitting")
        CLOSED = "closed", pgettext_lazy("sitting", "List drawn up")
        CANCELLED = "cancelled", pgettext_lazy("sitting", "Cancelled")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="sittings")
    title = models.CharField(_("title"), max_length=120)
    held_on = models.DateField(_("day"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    number = models.CharField(_("number of the list"), max_length=30, blank=True)
    rows = models.JSONField(default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_note = models.TextField(max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="need_list_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ground(self) -> str:
        """Why its members read the needs on the agenda."""
        return f"sitting:{self.pk}"


class Decision(models.TextChoices):
    """What becomes of a need."""

    PUBLISH = "publish", pgettext_lazy("panel", "Publish as it is")
    REFINE = "refine", pgettext_lazy("panel", "Refine first")
    MERGE = "merge", pgettext_lazy("panel", "Merge with another need")
    BIDDING = "bidding", pgettext_lazy("panel", "Open bidding")
    PROJECT = "project", pgettext_lazy("panel", "Into the project pool")
    REJECT = "reject", pgettext_lazy("panel", "Reject")


# What everybody may know of a list; what was sent back is told to those concerned alone.
SHOWN = (Decision.PUBLISH, Decision.MERGE, Decision.BIDDING, Decision.PROJECT)


class Item(BaseModel):
    """A need on the agenda, and what the sitting decides of it."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="items")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="panel_items")
    position = models.PositiveSmallIntegerField()
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    note = models.TextField(_("why"), max_length=1000, blank=True)
    merged_with = models.ForeignKey(Listing, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "listing"], name="need_once_on_agenda")
        ]

    def __str__(self) -> str:
        return str(self.listing)

    @property
    def lacking(self) -> list[Expertise]:
        """The kinds of members of which no verdict is there yet."""
        given = {verdict.kind for verdict in self.verdicts.all()}
        return [kind for kind in Expertise if kind not in given]

    @property
    def complete(self) -> bool:
        """Whether each kind has given a verdict and it is decided."""
        return bool(self.decision) and not self.lacking


class Verdict(BaseModel):
    """What a member says to the question of his kind."""

    class Level(models.TextChoices):
        FOR = "for", pgettext_lazy("verdict", "Worth pursuing")
        UNSURE = "unsure", pgettext_lazy("verdict", "Unclear")
        AGAINST = "against", pgettext_lazy("verdict", "Not worth pursuing")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="verdicts")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="verdicts")
    kind = models.CharField(max_length=12, choices=Expertise.choices)
    level = models.CharField(_("verdict"), max_length=8, choices=Level.choices)
    words = models.TextField(_("why"), max_length=1000)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "member"], name="verdict_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.level}"

    @property
    def short(self) -> Any:
        """The kind without its question."""
        return Expertise(self.kind).short
