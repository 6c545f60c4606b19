"""Services: what service institutions do for others, from testing to finance advice."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.duties import action
from backend.accounts.models import Duty
from backend.core import money
from backend.core.money_fields import amount_column, currency_column

from .base import Details, Fact, Kind, KindWords, Section, long_text, of_listing, who_reads
from .columns import https_column

# The units that services are most charged by, as people write them in Chinese.
_UNITS = {
    "项": pgettext_lazy("unit of a charge", "item"),
    "项目": pgettext_lazy("unit of a charge", "project"),
    "件": pgettext_lazy("unit of a charge", "piece"),
    "次": pgettext_lazy("unit of a charge", "time"),
    "样品": pgettext_lazy("unit of a charge", "sample"),
    "月": pgettext_lazy("unit of a charge", "month"),
    "年": pgettext_lazy("unit of a charge", "year"),
    "平方米·月": pgettext_lazy("unit of a charge", "m² and month"),
}


class ServiceDetails(Details):
    """What an institution does for others."""

    class Category(models.TextChoices):
        TECHNOLOGY_TRANSFER = "technology_transfer", pgettext_lazy("service", "Technology transfer")
        CONSULTING = "consulting", _("Consulting on science and technology")
        EVALUATION = "evaluation", _("Evaluation of science and technology")
        TESTING = "testing", _("Inspection and testing")
        INTELLECTUAL_PROPERTY = "intellectual_property", _("Intellectual property")
        INCUBATION = "incubation", _("Incubation")
        FINANCE = "finance", _("Technology finance")
        EXCHANGE = "exchange", _("Technology property exchange")
        DATA = "data", _("Big data and cloud")
        PRODUCTIVITY = "productivity", _("Productivity promotion")

    class Charge(models.TextChoices):
        BY_CASE = "by_case", pgettext_lazy("charge", "By agreement")
        FIXED = "fixed", pgettext_lazy("charge", "Fixed")
        FROM = "from", pgettext_lazy("charge", "From")
        FREE = "free", pgettext_lazy("charge", "Free of charge")

    listing = of_listing("service")
    category = models.CharField(_("service category"), max_length=30, choices=Category.choices)
    scope = long_text(
        _("what is done"), _("Steps, methods and equipment by name; search reads every sentence.")
    )
    qualifications = long_text(
        _("qualifications"), _("Licences, accreditations such as CMA or CNAS, and since when.")
    )
    cases = long_text(_("typical cases"))
    results = long_text(_("what you get"), _("Report, certificate, application, signed contract."))
    duration = models.CharField(
        _("usual duration"), max_length=60, blank=True, help_text=_("Like “10 working days”.")
    )
    charge = models.CharField(
        _("charge"), max_length=10, choices=Charge.choices, default=Charge.BY_CASE
    )
    price = amount_column(_("price"), optional=True, help_text=_("As 500,000 or 50万."))
    price_unit = models.CharField(
        _("charged per"),
        max_length=20,
        blank=True,
        help_text=_("What the amount is for: item, sample, month …"),
    )
    currency = currency_column()
    ordering = models.CharField(
        _("how to order"), max_length=200, blank=True, help_text=_("Telephone, counter or address.")
    )
    website = https_column(_("website"))

    def clean(self) -> None:
        """A charge that names an amount needs one."""
        if self.charge in (self.Charge.FIXED, self.Charge.FROM) and self.price is None:
            raise ValidationError({"price": _("This charge needs its amount.")})

    @property
    def charged(self) -> str:
        """The charge in words: from 800 yuan."""
        if self.price is None or self.charge in (self.Charge.BY_CASE, self.Charge.FREE):
            return str(self.get_charge_display())  # type: ignore[attr-defined]
        if self.charge == self.Charge.FROM:
            written = money.span(self.price, None, self.currency)
        else:
            written = money.short(self.price, self.currency)
        unit = _UNITS.get(self.price_unit, self.price_unit)
        return f"{written}/{unit}" if unit else written


SERVICE = Kind(
    name="service",
    details=ServiceDetails,
    listed_by=action(
        "list_service", _("List and edit services"), [Duty.SERVICE_MEMBER, Duty.BROKER]
    ),
    path="services",
    api_name="Service",
    search_names=("service", "services", "服务", "中介服务", "科技服务"),
    schema_type="Service",
    public=(
        "category",
        "charge",
        "price",
        "price_unit",
        "currency",
        "duration",
        "ordering",
        "website",
    ),
    sections=(
        Section(
            _("The service"),
            _("What you do, for whom, and what your clients hold in their hands at the end."),
            ("title", "category", "scope", "results", "cases", "qualifications"),
        ),
        Section(
            _("Charge and order"),
            "",
            ("charge", "price", "price_unit", "currency", "duration", "ordering", "website"),
        ),
        Section(
            _("Where it belongs"),
            _("Searches are narrowed by these; leave out what does not describe you."),
            ("technology_field", "industry", "chain", "region", "modes"),
        ),
        who_reads(),
    ),
    facts=(
        Fact("category"),
        Fact("charge", shown=lambda service: service.charged),
        Fact("duration"),
        Fact("ordering"),
        Fact("website"),
    ),
    headline=lambda service: service.charged,
    headlined=("charge",),
    expected={
        "scope": _("A customer asks first whether you do what he needs."),
        "qualifications": _("A customer asks whether your reports and papers are valid."),
        "results": _("A customer asks what he holds in his hands in the end."),
        "ordering": _("A customer asks how to begin, how long it takes and what it costs."),
    },
    words=KindWords(
        one=_("Service"),
        many=_("Services"),
        begin=_("List a service"),
        new=_("List a service"),
        edit=_("Edit the service"),
        lead=_("Say what you do for others. Searches find it within seconds."),
        none_yet=_("No service is listed yet."),
        listed_by=_("Members of service institutions and brokers list services. Switch to yours."),
        bare=_("Only the title is here so far. A few sentences say what you do."),
        guide=(
            _("Once published, searches find it by words and by meaning."),
            _("It stands in the list of its category, and below your organisation’s profile."),
            _("Clients order by the way that you name here."),
        ),
        title_help=_("What is done, for whom: “Patent navigation for new materials”."),
    ),
)
