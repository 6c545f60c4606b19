"""What an achievement rests on: rights, the team with its shares, evidence of its readiness."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.catalog.models import Listing
from backend.catalog.taxonomies import TRL_LEVELS
from backend.core.dates import validate_near
from backend.core.models import BaseModel

from .numbers import IpKind, expiry_of, number_cleaned


class Backing(BaseModel):
    """A row of what an achievement rests on."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+", editable=False)

    class Meta:
        abstract = True


class IpItem(Backing):
    """A right in an achievement."""

    class Status(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("right", "Applied for")
        GRANTED = "granted", pgettext_lazy("right", "Granted")
        LAPSED = "lapsed", pgettext_lazy("right", "Lapsed")

    kind = models.CharField(_("kind of right"), max_length=10, choices=IpKind.choices)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.GRANTED
    )
    holder = models.CharField(_("holder of the right"), max_length=200)
    filed_on = models.DateField(
        _("applied for on"), null=True, blank=True, validators=[validate_near]
    )
    expires_on = models.DateField(
        _("ends on"),
        null=True,
        blank=True,
        validators=[validate_near],
        help_text=_("Left empty, it is reckoned from the day of application."),
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "number"], name="ip_number_once_each")
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        """The number by its form, the end by law where none is given."""
        if self.kind and self.number:
            self.number = number_cleaned(self.kind, self.number)
        if self.kind and self.expires_on is None:
            self.expires_on = expiry_of(self.kind, self.filed_on)
        if self.filed_on and self.expires_on and self.expires_on < self.filed_on:
            raise ValidationError({"expires_on": _("It ends before it was applied for.")})

    @property
    def standing(self) -> bool:
        """Whether it is applied for or granted, and has not lapsed."""
        return self.status != self.Status.LAPSED


class TeamMember(Backing):
    """Somebody who made it, here or elsewhere."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Leader of the team")
        AUTHOR = "author", _("Author")
        PARTNER = "partner", _("Author from elsewhere")

    name = models.CharField(_("name"), max_length=60)
    institution = models.CharField(_("institution"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.AUTHOR)
    share = models.DecimalField(
        _("share in percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(100)],
        help_text=_("Of what the team gets. Your organisation alone reads it."),
    )

    class Meta:
        verbose_name = _("member of the team")
        verbose_name_plural = _("team")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Evidence(Backing):
    """What shows that a level of readiness was reached."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Test report")
        APPRAISAL = "appraisal", _("Appraisal by experts")
        PILOT = "pilot", _("Pilot run")
        USE = "use", _("In use at a customer")
        PAPER = "paper", _("Paper")

    level = models.PositiveSmallIntegerField(_("level shown"), choices=list(TRL_LEVELS.items()))
    kind = models.CharField(_("kind of evidence"), max_length=10, choices=Kind.choices)
    told = models.CharField(_("what it shows"), max_length=300)
    issuer = models.CharField(_("by whom"), max_length=120)
    dated = models.DateField(_("date"), validators=[validate_near])

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-level", "pk"]

    def __str__(self) -> str:
        return self.told


# What stands under which name in addresses and events.
PARTS: dict[str, type[IpItem | TeamMember | Evidence]] = {
    "rights": IpItem,
    "team": TeamMember,
    "evidence": Evidence,
}
