"""An issue on paper."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.catalog.chains import chain_label
from backend.catalog.kinds import NEED
from backend.core.dates import day
from backend.core.typesetting import pdf_of

from .models import Issue
from .selectors import items_of


def issue_pdf(issue: Issue) -> bytes:
    """A published issue as a document, in Chinese as it is handed round."""
    with override("zh-hans"):
        told = [item.said | {"chain": chain_label(item.said["chain"])} for item in items_of(issue)]
        data = {
            "bulletin": issue.bulletin.title,
            "number": issue.number,
            "title": issue.title,
            "words": issue.words,
            "publisher": issue.bulletin.publisher.name,
            "published": day(timezone.localdate(issue.published_at)),
            "parts": [
                {"name": name, "items": items}
                for name, items in (
                    (_("New needs"), [one for one in told if one["kind"] == NEED.name]),
                    (_("New achievements"), [one for one in told if one["kind"] != NEED.name]),
                )
                if items
            ],
        }
    return pdf_of("bulletins/typst/issue.typ", data, made_at=issue.published_at)
