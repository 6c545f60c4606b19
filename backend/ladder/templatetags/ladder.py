"""``{% grades_of organisation.pk %}``: the grades that a firm holds today, as chips."""

from __future__ import annotations

from typing import Any

from django import template

from backend.ladder.selectors import grades_held

register = template.Library()


@register.inclusion_tag("ladder/_grades.html")
def grades_of(organisation_id: int) -> dict[str, Any]:
    """Public with the register; nothing where it holds none."""
    return {"grades": grades_held([organisation_id])[organisation_id]}
