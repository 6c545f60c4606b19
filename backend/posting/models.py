"""Needs while they are being written: answers kept question by question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.models import Listing
from backend.core.models import BaseModel

INVITED_FOR = timedelta(days=30)  # an invitation to a firm by mail holds so long


class NeedDraft(BaseModel):
    """A need that somebody writes by answering questions.

    ``organisation`` is whom the author acts for, ``firm`` whose need it will be: the same where an
    enterprise writes its own. A firm that has no account yet is known by name and address until
    somebody of it takes the draft up. ``answers`` are the cells of the need's form by name, as they
    were typed, also where they are wrong: so nothing is lost on the way.
    """

    class State(models.TextChoices):
        ANSWERING = "answering", pgettext_lazy("need draft", "Being written")
        WAITING = "waiting", pgettext_lazy("need draft", "Waits for the firm")
        REFUSED = "refused", pgettext_lazy("need draft", "Refused by the firm")
        POSTED = "posted", pgettext_lazy("need draft", "Posted")

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    firm_name = models.CharField(gettext_lazy("firm"), max_length=120, blank=True)
    firm_email = models.EmailField(
        gettext_lazy("e-mail address of the firm"), max_length=254, blank=True
    )
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    answers = models.JSONField(default=dict)
    answered = models.JSONField(default=list)  # names of the questions that were gone through
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANSWERING)
    handed_over_at = models.DateTimeField(null=True)
    refusal = models.TextField(max_length=2000, blank=True)
    listing = models.OneToOneField(
        Listing, on_delete=models.PROTECT, null=True, related_name="need_draft"
    )
    # Who declared that nothing in it must be kept secret by law, in which words, and when.
    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField(null=True)
    declaration = models.CharField(max_length=20, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = gettext_lazy("need being written")
        verbose_name_plural = gettext_lazy("needs being written")
        indexes = [
            models.Index(fields=["organisation", "state"], name="need_draft_of_author"),
            models.Index(fields=["firm", "state"], name="need_draft_of_firm"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it will be called, as far as that was answered."""
        said: list[Any] = self.answers.get("title") or [""]
        return str(said[0]).strip()[:200] or _("A need without a title yet")

    @property
    def on_behalf(self) -> bool:
        """Whether somebody else than the firm writes it."""
        return self.firm_id != self.organisation_id

    @property
    def claimable(self) -> bool:
        """Whether a firm that was invited by mail may still take it up."""
        if self.firm_id is not None or self.state != self.State.WAITING or not self.handed_over_at:
            return False
        return timezone.now() < self.handed_over_at + INVITED_FOR
