"""What is handed in to calls."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.deals.models import Deal

from .calls import Call

# What the platform notes where nobody wrote a reason.
INCOMPLETE, BROKEN = "consortium_incomplete", "seal_broken"
NOTES = {
    INCOMPLETE: _("Not every member of the consortium had confirmed its part by the deadline."),
    BROKEN: _("The envelope did not open: what was stored is not what was handed in."),
}


class Entry(BaseModel):
    """One entrant's part in a call; replaced until the deadline, each time as a whole.

    The envelopes are sealed until they are opened: then ``answers`` and ``price`` hold what was in
    them. Of a person who enters without an organisation ``organisation`` is empty. ``code`` is by what
    reviewers know it.
    """

    class State(models.TextChoices):
        HANDED_IN = "handed_in", pgettext_lazy("entry", "Handed in")
        TO_CONFIRM = "to_confirm", pgettext_lazy("entry", "To be confirmed again")
        WITHDRAWN = "withdrawn", pgettext_lazy("entry", "Withdrawn")
        EXCLUDED = "excluded", pgettext_lazy("entry", "Excluded")
        AWARDED = "awarded", pgettext_lazy("entry", "Awarded")
        DECLINED = "declined", pgettext_lazy("entry", "Not awarded")
        CUT = "cut", pgettext_lazy("entry", "Left at a milestone")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=State.choices, default=State.HANDED_IN)
    edition = models.PositiveSmallIntegerField(default=1)
    technical = models.BinaryField(null=True, editable=False)
    pricing = models.BinaryField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True)
    handed_in_at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    price = amount_column(_("price"), optional=True)
    code = models.CharField(max_length=8, blank=True)
    promoted_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="promoted_to"
    )
    proposed = models.BooleanField(default=False)
    prize = models.CharField(max_length=20, blank=True)
    note = models.TextField(max_length=2000, blank=True)  # why it was decided so
    certificate = models.CharField(max_length=20, blank=True)
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~Q(state="withdrawn") & Q(organisation__isnull=False),
                name="entry_of_organisation_once",
            ),
            models.UniqueConstraint(
                fields=["call", "entered_by"],
                condition=~Q(state="withdrawn") & Q(organisation__isnull=True),
                name="entry_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.entered_by)

    @property
    def title(self) -> str:
        """What it calls itself; empty while it is sealed."""
        answers: dict[str, Any] = self.answers
        return str(answers.get("title", ""))

    @property
    def reason(self) -> object:
        """Why it was decided so, in words."""
        return NOTES.get(self.note, self.note)

    @property
    def prize_words(self) -> object:
        """The prize that it won; empty without one."""
        return next((p.words for p in self.call.type.prizes if p.name == self.prize), "")

    @property
    def live(self) -> bool:
        """Whether it takes part in review and decision."""
        return self.state not in {
            self.State.WITHDRAWN, self.State.TO_CONFIRM, self.State.EXCLUDED,
        }  # fmt: skip


class EntryMember(BaseModel):
    """A member of a consortium with its part; it counts once the member confirmed."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(_("what it does"), max_length=300)
    share = models.PositiveSmallIntegerField(
        _("share"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    leads = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("member of a consortium")
        verbose_name_plural = _("members of consortia")
        constraints = [
            models.UniqueConstraint(fields=["entry", "organisation"], name="entry_member_once")
        ]
