"""Imports: a file of listings on its way to the market, and what it left there."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.catalog.kinds import KINDS, Kind
from backend.catalog.models import Listing
from backend.core.models import BaseModel


class Import(BaseModel):
    """A file that somebody brought: nothing of it is on the market before it was looked at.

    The counts are of the last step that ran: what a check found, or what writing did. ``reached`` is
    the last row that the running step has dealt with.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", pgettext_lazy("import", "Columns to be named")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        CHECKED = "checked", pgettext_lazy("import", "Checked")
        WRITING = "writing", pgettext_lazy("import", "Being written")
        DONE = "done", pgettext_lazy("import", "Imported")
        UNDOING = "undoing", pgettext_lazy("import", "Being undone")
        UNDONE = "undone", pgettext_lazy("import", "Undone")
        FAILED = "failed", pgettext_lazy("import", "Stopped")
        DISCARDED = "discarded", pgettext_lazy("import", "Discarded")

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # Who answers for what it brings: who asked, or a member where the platform imports.
    contact = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)  # in which its faults are told
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.UPLOADED
    )
    file_name = models.CharField(_("file"), max_length=255)
    file_key = models.CharField(max_length=255, blank=True)
    form = models.CharField(max_length=4)
    columns = models.JSONField(default=list)
    sample = models.JSONField(default=list)  # the first rows, to name the columns by
    guesses = models.JSONField(default=dict)  # column → by what its field was guessed
    mapping = models.JSONField(default=dict)  # column → field
    reached = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(null=True)  # once all were read
    created = models.PositiveIntegerField(default=0)
    revised = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    failure = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["owner", "-id"], name="import_of_owner")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def type(self) -> Kind:
        """What is particular to the kind of its listings."""
        return KINDS[self.kind]

    @property
    def running(self) -> bool:
        """Whether the platform works on it now."""
        return self.state in {self.State.CHECKING, self.State.WRITING, self.State.UNDOING}

    @property
    def writes(self) -> int:
        """How many listings it would bring or change, or did."""
        return self.created + self.revised


class RefusedLine(models.Model):
    """A row that was refused; its ``faults`` name ``column``, ``cell`` and what is ``told``."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    external_id = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=dict)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="refused_line_once")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"


class ImportedListing(models.Model):
    """A listing that an import brought, or changed from what it said ``before``."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="brought")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()  # as the import left it
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    was_on = models.BooleanField(default=False)  # the market, before
    undone = models.BooleanField(null=True)  # None until it was tried

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "listing"], name="imported_listing_once")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}→{self.listing_id}"
