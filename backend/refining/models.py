"""Help with a need: its refinement by others, acts of help on record, how its poster rates the end."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Refinement(BaseModel):
    """A need that its owner has others help to put into words, or on which its problem is found.

    ``asked_by`` is who proposed it to the owner, None where the owner began it himself. ``unit`` is the
    government's office that accompanies it: its officers help, and bring others in. While it is open
    all who help read the whole need.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("refinement", "Proposed to the owner")
        OPEN = "open", pgettext_lazy("refinement", "Being refined")
        CLOSED = "closed", pgettext_lazy("refinement", "Finished")
        DECLINED = "declined", pgettext_lazy("refinement", "Not wanted")

    class Wish(models.TextChoices):
        WORDING = "wording", _("Help us put it into words and figures")
        DIAGNOSIS = "diagnosis", _("Come and find out with us what the problem is")

    RUNNING = (State.ASKED, State.OPEN)

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="refinements")
    wish = models.CharField(
        _("what would help"), max_length=10, choices=Wish.choices, default=Wish.WORDING
    )
    words = models.TextField(_("in a few words"), max_length=2000, blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_for = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(max_length=2000, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("refinement")
        verbose_name_plural = _("refinements")
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(state__in=["asked", "open"]),
                name="one_refinement_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing} ({self.get_state_display()})"

    @property
    def ground(self) -> str:
        """Why its helpers read the need."""
        return f"refinement:{self.pk}"


class Helper(BaseModel):
    """Somebody who helps to refine a need."""

    refinement = models.ForeignKey(Refinement, on_delete=models.CASCADE, related_name="helpers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["refinement", "user"], name="helper_once")]

    def __str__(self) -> str:
        return str(self.user)


class Proposal(BaseModel):
    """A remark on a field of a need, with or without other words for it.

    ``said`` is what the field said then, ``wording`` what it should say: a text, or rows of indicators
    to be added; None for a remark alone.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "Waits for the owner")
        ACCEPTED = "accepted", pgettext_lazy("proposal", "Taken up")
        DECLINED = "declined", pgettext_lazy("proposal", "Left as it is")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Taken back")

    refinement = models.ForeignKey(Refinement, on_delete=models.CASCADE, related_name="proposals")
    field = models.CharField(_("field"), max_length=40)
    words = models.TextField(_("remark"), max_length=2000, blank=True)
    said = models.JSONField(null=True)
    wording = models.JSONField(null=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        indexes = [models.Index(fields=["refinement", "state"], name="proposal_of_refinement")]

    def __str__(self) -> str:
        return f"{self.field}: {self.words[:60]}"


class Help(BaseModel):
    """Something done for a need: when, by whom, for which unit."""

    class Kind(models.TextChoices):
        VISIT = "visit", pgettext_lazy("help", "Visit")
        PANEL = "panel", pgettext_lazy("help", "Advisory panel")
        EVENT = "event", pgettext_lazy("help", "Matchmaking event")
        VOUCHER = "voucher", pgettext_lazy("help", "Innovation voucher")
        FINANCE = "finance", pgettext_lazy("help", "Technology finance")
        COMMISSIONER = "commissioner", pgettext_lazy("help", "Science commissioner")

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="helps")
    kind = models.CharField(_("kind of help"), max_length=14, choices=Kind.choices)
    done_on = models.DateField(_("day"))
    words = models.CharField(_("what was done"), max_length=300, blank=True)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("act of help")
        verbose_name_plural = _("acts of help")
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.done_on}"


class Rating(BaseModel):
    """How content the poster of a need is with how it ended."""

    listing = models.OneToOneField(Listing, on_delete=models.CASCADE, related_name="rating")
    score = models.PositiveSmallIntegerField(
        _("how content are you?"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    words = models.TextField(_("why?"), max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.score}"
