"""How long something took, in words."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def spent(value: timedelta) -> str:
    """Whole days, or that it was less than one."""
    if value.days < 1:
        return _("under a day")
    return ngettext("%(n)s day", "%(n)s days", value.days) % {"n": value.days}
