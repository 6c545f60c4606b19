"""``{% versions_of subject %}``: how many versions there are, and the way to compare them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from backend.core.subjects import Act, Subject
from backend.versions.selectors import versions_kept_of

register = template.Library()


@register.inclusion_tag("versions/_versions.html")
def versions_of(subject: Subject) -> dict[str, Any]:
    """The section of a subject's versions; nothing where it was never changed."""
    if Act.COMPARE not in subject.acts:
        return {}
    return {"subject": subject, "newest": versions_kept_of(subject).first()}


_MARKS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


@register.filter
def marked(runs: list[tuple[str, str]]) -> SafeString:
    """Compared words, with what is gone struck out and what is new underlined."""
    return mark_safe("".join(format_html(_MARKS[how], words) for how, words in runs))  # noqa: S308
