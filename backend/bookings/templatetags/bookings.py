"""Words of the yearly score sheet."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
_FIGURES = {
    "offered": _("Hours offered"),
    "outside": _("Hours used by others"),
    "users": _("Organisations among users"),
    "recorded": _("Uses recorded within seven days, percent"),
}


@register.filter
def figure_words(name: str) -> str:
    """What a figure of the scheme is called."""
    return str(_FIGURES.get(name, name))
