"""Checks that pages, API and import share: values in, model instances or errors by field out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching import facade as matching

from .conditions import STATED_BY
from .models import (
    DETAILS,
    AchievementDetails,
    Details,
    Disclosure,
    Indicator,
    Listing,
    NeedDetails,
)
from .values import (
    COMMON,
    LISTS,
    IndicatorValues,
    ListingValues,
    OrganisationValues,
    kind_of,
    values_of,
)

MAX_INDICATORS = 60

Errors = dict[str, list[object]]


@dataclass(slots=True)
class Checked:
    """Unsaved rows with the values in place."""

    listing: Listing
    details: Details
    indicators: list[Indicator]

    def values(self) -> ListingValues:
        """What they say, as it will be stored."""
        return values_of(self.listing, self.details, self.indicators)


def apply_and_validate(listing: Listing, values: ListingValues) -> Checked:
    """Put the values on the listing and fresh rows beside it.

    Raises ValidationError with a dict: field → messages; an indicator's cell is called
    ``indicators-<row>-<column>``, as its formset calls it.
    """
    errors: Errors = {}
    for name in COMMON:
        value = getattr(values, name)
        setattr(listing, name, list(value) if name in LISTS else _trimmed(value))
    details = DETAILS[listing.kind](listing=listing)  # type: ignore[misc]
    for field in fields(values):
        if field.name not in COMMON and field.name != "indicators":
            setattr(details, field.name, _trimmed(getattr(values, field.name)))
    _collect(errors, listing, exclude=["owner", "contact", "broker", "changed_by"])
    _collect(errors, details, exclude=["listing"])
    _check_money(errors, details)
    _check_deadline(errors, details)
    indicators = _check_indicators(errors, listing, values.indicators)
    _check_required(errors, values)
    _check_profile(errors, values)
    if errors:
        raise ValidationError(errors)  # type: ignore[arg-type]
    return Checked(listing, details, indicators)


def _trimmed(value: object) -> object:
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without outer blanks and NUL, which a database refuses and nobody means to write."""
    return text.replace("\x00", "").strip()


def _collect(errors: Errors, row: Listing | Details | Indicator, *, exclude: list[str]) -> None:
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as found:
        for name, messages in found.message_dict.items():
            errors.setdefault(name, []).extend(messages)


def _check_money(errors: Errors, details: Details) -> None:
    """What the tables' own constraints hold too; asked here without a query for each row."""
    if isinstance(details, NeedDetails) and not errors.keys() & {"budget_min", "budget_max"}:
        low, high = details.budget_min, details.budget_max
        if low is not None and high is not None and low > high:
            errors["budget_max"] = [_("The budget begins above its upper end.")]
    if (
        isinstance(details, AchievementDetails)
        and details.price_mode == AchievementDetails.PriceMode.FIXED
        and details.price is None
        and "price" not in errors
    ):
        errors["price"] = [_("A fixed price needs its amount.")]


def _check_deadline(errors: Errors, details: Details) -> None:
    deadline = getattr(details, "deadline", None)
    if deadline is not None and "deadline" not in errors and deadline < timezone.localdate():
        errors["deadline"] = [_("The deadline lies in the past; give a later day.")]


def _check_required(errors: Errors, values: ListingValues) -> None:
    """A condition must be one of the kind's, and say what it requires in its own field."""
    stated_by = STATED_BY[kind_of(values)]
    unknown = [name for name in dict.fromkeys(values.required_conditions) if name not in stated_by]
    if unknown:
        errors["required_conditions"] = [
            _("“%(name)s” cannot be required here; choose among %(known)s.")
            % {"name": unknown[0], "known": ", ".join(stated_by)}
        ]
        return
    if len(set(values.required_conditions)) != len(values.required_conditions):
        errors["required_conditions"] = [_("Name each condition once.")]
    for name in values.required_conditions:
        field = stated_by[name]
        if getattr(values, field) in (None, "", ()):
            errors.setdefault(field, []).append(
                _("Say what must be met here, or do not require it.")
            )


def _check_profile(errors: Errors, values: ListingValues) -> None:
    """Nobody is paired with a profile, so nobody could ever come to read a confidential one."""
    confidential = values.disclosure == Disclosure.CONFIDENTIAL
    if isinstance(values, OrganisationValues) and confidential:
        errors["disclosure"] = [
            _("A profile is for everybody or for registered users; choose one of the two.")
        ]


def _check_indicators(
    errors: Errors, listing: Listing, rows: tuple[IndicatorValues, ...]
) -> list[Indicator]:
    if len(rows) > MAX_INDICATORS:
        errors["indicators"] = [
            _("At most %(n)s indicators; keep those that decide.") % {"n": MAX_INDICATORS}
        ]
        return []
    checked = []
    for position, row in enumerate(rows):
        found: Errors = {}
        indicator = Indicator(
            listing=listing,
            position=position,
            name=_clean(row.name),
            comparator=row.comparator,
            value=row.value,  # type: ignore[misc]  # None is an error of its field
            value_max=row.value_max,
            unit=_clean(row.unit),
        )
        _collect(found, indicator, exclude=["listing", "position"])
        _check_quantity(found, indicator)
        errors |= {f"indicators-{position}-{name}": texts for name, texts in found.items()}
        checked.append(indicator)
    return checked


def _check_quantity(errors: Errors, indicator: Indicator) -> None:
    known = indicator.not_detected or matching.unit_known(indicator.unit)
    if "unit" not in errors and not known:
        errors["unit"] = [
            _("The unit “%(unit)s” is not known; write it like MPa, mg/L or W/(m·K).")
            % {"unit": indicator.unit}
        ]
    ranged = indicator.comparator == Indicator.Comparator.RANGE
    if not ranged:
        indicator.value_max = None
        return
    if "value" in errors or "value_max" in errors:
        return
    if indicator.value_max is None:
        errors["value_max"] = [_("A range needs its upper value.")]
    elif Decimal(indicator.value_max) < Decimal(indicator.value):
        errors["value_max"] = [_("The upper value lies below the lower one.")]
