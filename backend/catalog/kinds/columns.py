"""Columns that several kinds' details share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def validate_not_past(day: date) -> None:
    """Refuse a day that is over."""
    if day < timezone.localdate():
        raise ValidationError(_("The deadline lies in the past; give a later day."))


def validate_https(address: str) -> None:
    """Refuse an address that a reader would open unencrypted, or that is no page at all."""
    if not address.startswith("https://"):
        raise ValidationError(_("Give an address that begins with https://."))


def https_column(label: Any) -> models.URLField:
    """An address of a page that may stay empty."""
    return models.URLField(
        label,
        blank=True,
        validators=[validate_https],
        help_text="",
        error_messages={"invalid": _("Give an address like https://www.example.org.")},
    )
