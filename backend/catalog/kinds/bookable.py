"""What others may use for a while: instruments, pilot bases, open scenes. What they have in common."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from backend.core import money
from backend.core.money_fields import Currency, amount_column

from .base import Details, Section, long_text, who_reads

_HOUR = pgettext_lazy("unit of a charge", "hour")
_SAMPLE = pgettext_lazy("unit of a charge", "sample")


class Bookable(Details):
    """Where it stands and what its use costs, in yuan; without a rate it is free of charge."""

    location = models.CharField(
        _("where it stands"), max_length=200, blank=True, help_text=_("Campus, building, room.")
    )
    rate_hour = amount_column(_("price per hour"), optional=True, help_text=_("In yuan."))
    rate_sample = amount_column(_("price per sample"), optional=True, help_text=_("In yuan."))
    currency = Currency.CNY.value

    class Meta:
        abstract = True

    @property
    def charged(self) -> str:
        """The rates in words: CN¥200/hour + CN¥50/sample."""
        parts = [
            f"{money.short(rate, self.currency)}/{unit}"
            for rate, unit in ((self.rate_hour, _HOUR), (self.rate_sample, _SAMPLE))
            if rate
        ]
        return " + ".join(parts) or pgettext("charge", "Free of charge")


def price_list() -> models.TextField:
    """The last of a kind's texts."""
    return long_text(
        _("price list"), _("What a use costs in full: methods, materials, staff, discounts.")
    )


CHARGES = Section(
    _("Place and prices"),
    _("Bookings are charged by the hour and by the sample; leave both empty where it is free."),
    ("location", "rate_hour", "rate_sample", "prices", "region"),
)
WORDS_OF_BOOKABLES: dict[str, Any] = {
    "guide": (
        _("Once published, searches find it within seconds."),
        _("Set the hours and rules of booking on its page; the calendar opens with them."),
        _("Each request comes to your desk, and its use record makes the yearly score sheet."),
    ),
}


def belonging(*fields: str) -> Section:
    """The form's part about where it belongs."""
    return Section(
        _("Where it belongs"),
        _("Searches are narrowed by these; leave out what does not describe you."),
        ("technology_field", "industry", "chain", *fields, "modes"),
    )


__all__ = [
    "CHARGES",
    "WORDS_OF_BOOKABLES",
    "Bookable",
    "belonging",
    "price_list",
    "who_reads",
]
