"""Instruments: research equipment that others may use."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.core import money
from backend.core.money_fields import amount_column

from .base import Fact, Kind, KindWords, Section, long_text, of_listing
from .bookable import CHARGES, WORDS_OF_BOOKABLES, Bookable, belonging, price_list, who_reads

MUST_OPEN = Decimal(500_000)  # yuan of original value from which public money obliges to share


class InstrumentDetails(Bookable):
    """An instrument: what it is, what it cost, what it measures."""

    class Category(models.TextChoices):
        ANALYSIS = "analysis", _("Analytical instrument")
        PHYSICAL = "physical", _("Physical properties")
        MICROSCOPY = "microscopy", _("Microscopy and imaging")
        PROCESS = "process", _("Process equipment")
        LIFE = "life", _("Life science and medicine")
        ELECTRONIC = "electronic", _("Electronics and communication")
        ENVIRONMENT = "environment", _("Environment and field")
        COMPUTING = "computing", _("Computing")
        OTHER = "other", pgettext_lazy("instrument", "Other equipment")

    class Funding(models.TextChoices):
        PUBLIC = "public", _("Public money")
        OWN = "own", _("Own money")
        MIXED = "mixed", _("Public and own money")

    class Use(models.TextChoices):
        SENT = "sent", _("Send samples")
        PRESENT = "present", _("Work at it yourself")
        BOTH = "both", _("Send samples or work at it yourself")

    listing = of_listing("instrument")
    category = models.CharField(_("kind of instrument"), max_length=20, choices=Category.choices)
    model_name = models.CharField(_("maker and model"), max_length=120, blank=True)
    original_value = amount_column(
        _("original value"), optional=True, help_text=_("In yuan, as 1,280,000 or 128万.")
    )
    funding = models.CharField(
        _("bought with"), max_length=10, choices=Funding.choices, default=Funding.PUBLIC
    )
    put_to_use = models.PositiveSmallIntegerField(
        _("in use since"),
        null=True,
        blank=True,
        help_text=_("The year."),
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    use = models.CharField(
        _("how it is used"), max_length=10, choices=Use.choices, default=Use.BOTH
    )
    abilities = long_text(
        _("what it measures or makes"), _("Methods, standards, ranges, accuracy, sizes.")
    )
    preparation = long_text(
        _("what users bring"), _("Samples and their preparation, training, safety.")
    )
    prices = price_list()

    @property
    def must_open(self) -> bool:
        """Whether its value obliges its holder to share it."""
        return self.original_value is not None and self.original_value >= MUST_OPEN

    @property
    def worth(self) -> str:
        """Its original value, and whether it must be shared."""
        if self.original_value is None:
            return ""
        written = money.short(self.original_value, self.currency)
        if not self.must_open:
            return written
        return _("%(value)s (500,000 yuan or more: to be shared)") % {"value": written}


INSTRUMENT = Kind(
    name="instrument",
    details=InstrumentDetails,
    listed_by=action(
        "list_instrument",
        _("List and edit instruments"),
        [Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER, Duty.ENTERPRISE_MEMBER],
        own=[Duty.RESEARCHER],
    ),
    path="instruments",
    api_name="Instrument",
    search_names=("instrument", "instruments", "仪器", "仪器设备", "大型仪器"),
    bookable=True,
    public=(
        "category",
        "model_name",
        "original_value",
        "funding",
        "put_to_use",
        "use",
        "location",
        "rate_hour",
        "rate_sample",
    ),
    sections=(
        Section(
            _("The instrument"),
            _("What it is and what others can do with it."),
            (
                "title",
                "category",
                "model_name",
                "original_value",
                "funding",
                "put_to_use",
                "use",
                "abilities",
                "preparation",
            ),
        ),
        CHARGES,
        belonging(),
        who_reads(),
    ),
    facts=(
        Fact("category"),
        Fact("model_name"),
        Fact("original_value", shown=lambda details: str(details.worth)),
        Fact("funding"),
        Fact("put_to_use"),
        Fact("use"),
        Fact("location"),
        Fact("rate_hour", heading=_("charge"), shown=lambda details: details.charged),
    ),
    headline=lambda details: details.charged,
    expected=("model_name", "original_value", "abilities", "prices", "location"),
    words=KindWords(
        **WORDS_OF_BOOKABLES,
        one=_("Instrument"),
        many=_("Instruments"),
        begin=_("List an instrument"),
        new=_("List an instrument"),
        edit=_("Edit the instrument"),
        lead=_("Others find it, see when it is free, and book it."),
        none_yet=_("No instrument is listed yet."),
        listed_by=_(
            "Universities, service institutions and enterprises list instruments. Switch to yours."
        ),
        bare=_("Say what it measures: searches read every sentence."),
        title=_("name"),
        title_help=_("As people call it: “X-ray diffractometer”."),
    ),
)
