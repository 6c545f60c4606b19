"""Programmes opened for a year, the versions of their figures, recognised providers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column
from backend.programmes.schemes import Scheme, Terms, schemes, terms_of


def person_column(**more: Any) -> models.ForeignKey[Any, Any]:
    """Who did it."""
    return models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", editable=False, **more
    )


class Programme(BaseModel):
    """A scheme that a unit opened for a year; ``payer`` transfers the money."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("programme", "Open")
        CLOSED = "closed", pgettext_lazy("programme", "Closed")

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    scheme_code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    closes_on = models.DateField(_("applications until"))
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)
    opened_by = person_column()

    class Meta:
        verbose_name = _("support programme")
        verbose_name_plural = _("support programmes")
        constraints = [
            models.UniqueConstraint(fields=["scheme_code", "year", "unit"], name="programme_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.scheme_code} {self.year}"

    @property
    def scheme(self) -> Scheme:
        """What its file says."""
        return schemes()[self.scheme_code]

    @property
    def title(self) -> str:
        """What it is called, with the year."""
        return f"{self.scheme.title} {self.year}"

    @property
    def takes_applications(self) -> bool:
        """Whether one may apply today."""
        return self.state == self.State.OPEN and timezone.localdate() <= self.closes_on


class ProgrammeVersion(BaseModel):
    """The figures of a programme from a day on; those before it stay as they were."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    holds_from = models.DateField(_("holds from"))
    budget = amount_column(_("budget"))
    ratio = models.DecimalField(
        _("share of the base in percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
    )
    steps = models.JSONField(default=list, blank=True)  # [upper end or 0, percent], as strings
    cap_contract = amount_column(_("cap per contract"), optional=True)
    cap_firm = amount_column(_("cap per firm and year"), optional=True)
    note = models.TextField(_("why it changed"), max_length=2000, blank=True)
    made_by = person_column()

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programme_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} v{self.number}"

    @property
    def terms(self) -> Terms:
        """Its figures as they are reckoned with."""
        return terms_of(
            {
                name: getattr(self, name)
                for name in ("budget", "ratio", "steps", "cap_contract", "cap_firm")
            }
        )


class Provider(BaseModel):
    """An organisation that a region's register recognises for some services."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(_("recognised in"), max_length=12)
    services = models.JSONField(_("services"), default=list)  # codes of schemes' services
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    added_by = person_column()

    class Meta:
        verbose_name = _("recognised provider")
        verbose_name_plural = _("recognised providers")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "region"], name="provider_once_a_region"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.region}"

    def recognised_on(self, day: date) -> bool:
        """Whether the register held it on a day."""
        return self.since <= day and (self.until is None or day <= self.until)
