"""Registers of platforms, alliances and carriers, and lists published of them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.catalog.chains import validate_chain
from backend.catalog.models import Listing
from backend.core.models import BaseModel

from .kinds import Register, registers

LONG = 6000


class Registered(BaseModel):
    """A platform, alliance or carrier: its host asks, a unit of the region registers it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("registered", "Waits for the unit")
        LISTED = "listed", pgettext_lazy("registered", "Registered")
        DECLINED = "declined", pgettext_lazy("registered", "Not registered")
        REMOVED = "removed", pgettext_lazy("registered", "Taken off")

    class Level(models.TextChoices):
        NATIONAL = "national", pgettext_lazy("registered", "National")
        PROVINCIAL = "provincial", pgettext_lazy("registered", "Provincial")
        MUNICIPAL = "municipal", pgettext_lazy("registered", "Municipal")
        COUNTY = "county", pgettext_lazy("registered", "County")

    register = models.CharField(max_length=20)
    type = models.CharField(_("type"), max_length=24)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    name = models.CharField(_("name"), max_length=120)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    chain = models.CharField(
        _("industry chain"), max_length=7, blank=True, validators=[validate_chain]
    )
    number = models.CharField(_("number of the recognition"), max_length=60, blank=True)
    recognised_on = models.DateField(_("recognised on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    about = models.TextField(_("what it does"), max_length=LONG)
    charter = models.TextField(_("charter"), max_length=LONG, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    note = models.TextField(max_length=2000, blank=True)  # why not, or why taken off
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("registered body")
        verbose_name_plural = _("registered bodies")
        constraints = [
            models.UniqueConstraint(
                fields=["register", "name"],
                name="registered_once",
                violation_error_message=_("The register holds this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> Register:
        """Its register."""
        return registers()[self.register]

    @property
    def type_words(self) -> str:
        """Its type."""
        return self.kind.type_words(self.type)

    @property
    def holds(self) -> bool:
        """Whether it is registered and its recognition has not run out."""
        over = self.valid_until is not None and self.valid_until < timezone.localdate()
        return self.state == self.State.LISTED and not over


class Member(BaseModel):
    """An organisation that is named as belonging to it, and whether it agreed."""

    registered = models.ForeignKey(Registered, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["registered", "organisation"], name="member_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class JointNeed(BaseModel):
    """A need that a member brought as one of all."""

    registered = models.ForeignKey(Registered, on_delete=models.CASCADE, related_name="joint_needs")
    need = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("joint need")
        verbose_name_plural = _("joint needs")
        constraints = [
            models.UniqueConstraint(fields=["registered", "need"], name="joint_need_once")
        ]

    def __str__(self) -> str:
        return str(self.need)


class Year(BaseModel):
    """The figures of a year, as its host states them."""

    registered = models.ForeignKey(Registered, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(_("year"))
    figures = models.JSONField(default=dict)  # code of the register's figures → decimal as text
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]
        verbose_name = _("year of a registered body")
        verbose_name_plural = _("years of registered bodies")
        constraints = [
            models.UniqueConstraint(fields=["registered", "year"], name="registered_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.registered_id} {self.year}"


class RegisterList(BaseModel):
    """A register as it stood on the day of publication; never changes."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=20)
    published_on = models.DateField(default=timezone.localdate)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name = _("published register")
        verbose_name_plural = _("published registers")

    def __str__(self) -> str:
        return f"{self.register} {self.published_on}"

    @property
    def kind(self) -> Register:
        """Its register."""
        return registers()[self.register]
