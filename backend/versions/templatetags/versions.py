"""``{% versions_of subject %}``: how many versions there are, and the way to compare them."""

from __future__ import annotations

from typing import Any

from django import template

from backend.core.subjects import Act, Subject
from backend.versions.selectors import versions_kept_of

register = template.Library()


@register.inclusion_tag("versions/_versions.html")
def versions_of(subject: Subject) -> dict[str, Any]:
    """The section of a subject's versions; nothing where it was never changed."""
    if Act.COMPARE not in subject.acts:
        return {}
    return {"subject": subject, "newest": versions_kept_of(subject).first()}
