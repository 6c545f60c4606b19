"""Checks that pages, API and import share: values in, model instances or errors by field out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from matching import facade as matching

from .kinds import KINDS, Details
from .models import Disclosure, Indicator, Listing
from .values import COMMON, LISTS, IndicatorValues, ListingValues, values_of

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
    details = listing.type.details(listing=listing)  # type: ignore[misc]
    for name in listing.type.columns:
        setattr(details, name, _trimmed(getattr(values, name)))
    _collect(errors, listing, exclude=["owner", "contact", "broker", "changed_by"])
    _check_details(errors, details)
    indicators = _check_indicators(errors, listing, values.indicators)
    _check_required(errors, values)
    _check_disclosure(errors, values)
    if errors:
        raise ValidationError(errors)  # type: ignore[arg-type]
    return Checked(listing, details, indicators)


def _trimmed(value: object) -> object:
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    """Without outer blanks and NUL, which a database refuses and nobody means to write."""
    return text.replace("\x00", "").strip()


def _check_details(errors: Errors, details: Details) -> None:
    """Each field, and what those that are right say together."""
    found: Errors = {}
    _collect(found, details, exclude=["listing"])
    for name in found:
        setattr(details, name, None)
    try:
        details.clean()
    except ValidationError as refused:
        for name, texts in refused.message_dict.items():
            found.setdefault(name, list(texts))
    errors |= found


def _collect(errors: Errors, row: Listing | Details | Indicator, *, exclude: list[str]) -> None:
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as found:
        for name, messages in found.message_dict.items():
            errors.setdefault(name, []).extend(messages)


def _check_required(errors: Errors, values: ListingValues) -> None:
    """A condition must be one of the kind's, and say what it requires in its own field."""
    stated_by = KINDS[values.kind].conditions
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


def _check_disclosure(errors: Errors, values: ListingValues) -> None:
    """Whom nobody is paired with, nobody could ever come to read in confidence."""
    if values.disclosure == Disclosure.CONFIDENTIAL and not KINDS[values.kind].paired:
        errors["disclosure"] = [
            _("This is for everybody or for registered users; choose one of the two.")
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
            must=row.must and listing.type.seeks,
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
