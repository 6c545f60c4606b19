"""Case pages, told with the consent of both sides, and yearly lists of who stands foremost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.core.models import BaseModel
from backend.deals.models import Deal

LONG = 4000


class Case(BaseModel):
    """The story of a deal. Each side agrees to it as it stands; a change asks both anew."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("case", "Waits for both sides")
        PUBLISHED = "published", pgettext_lazy("case", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("case", "Withdrawn")

    deal = models.OneToOneField(Deal, on_delete=models.PROTECT, related_name="case")
    title = models.CharField(_("title"), max_length=120)
    problem = models.TextField(_("what was needed"), max_length=LONG)
    solution = models.TextField(_("what solved it"), max_length=LONG)
    result = models.TextField(_("what came of it"), max_length=LONG)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    buyer_agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    seller_agreed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    # The side that agrees at this moment, for what its event tells.
    side: str = ""

    class Meta:
        verbose_name = _("case page")
        verbose_name_plural = _("case pages")

    def __str__(self) -> str:
        return self.title

    @property
    def agreed(self) -> bool:
        """Whether both sides did."""
        return self.buyer_agreed_by_id is not None and self.seller_agreed_by_id is not None


class HonourList(BaseModel):
    """A region's list of a year, drawn up from figures and published as it was drawn up."""

    class Kind(models.TextChoices):
        FIRMS = "firms", _("Enterprises that absorbed technology")
        UNITS = "units", _("Universities and institutes that transferred technology")
        PEOPLE = "people", _("Technology brokers")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("honour list", "Draft")
        PUBLISHED = "published", pgettext_lazy("honour list", "Published")

    kind = models.CharField(_("list of honours"), max_length=10, choices=Kind.choices)
    region = models.CharField(_("region"), max_length=12, validators=[validate_region])
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    drawn_up_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("list of honours")
        verbose_name_plural = _("lists of honours")
        constraints = [
            models.UniqueConstraint(fields=["kind", "region", "year"], name="honour_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year} {self.kind}"


class Honour(BaseModel):
    """A place of a list. A person is named only once he agreed; the figure that gave the place is read
    by those who are honoured and by the unit that drew the list up."""

    honour_list = models.ForeignKey(HonourList, on_delete=models.CASCADE, related_name="honours")
    place = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="honours")
    amount = models.DecimalField(_("amount in yuan"), max_digits=18, decimal_places=2)
    contracts = models.PositiveIntegerField(_("number of contracts"))
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["honour_list", "place"], name="honour_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.honour_list_id} {self.place}"

    @property
    def named(self) -> bool:
        """Whether everybody may know whose place it is."""
        return self.person_id is None or self.agreed_at is not None
