"""A catalogue on paper and as a workbook."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from backend.catalog.taxonomies import label
from backend.core.dates import day
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of

from .models import Edition
from .selectors import entries_recommended


def edition_xlsx(edition: Edition) -> bytes:
    """What a published catalogue recommends, one technology a row."""
    heads = [_("Number"), _("Field"), _("Technology"), _("Organisation"), _("Readiness"), _("In short"),
             _("Why it is recommended")]  # fmt: skip
    rows = [
        [n, label("fields", said["field"]), said["title"], said["owner"],
         said["trl"], said["summary"], said["reason"]]
        for n, said in _numbered(edition)
    ]  # fmt: skip
    return workbook_of(Sheet(edition.title, heads, rows))


def edition_pdf(edition: Edition) -> bytes:
    """The catalogue as a document, in Chinese as it is handed round."""
    with override("zh-hans"):
        data = {
            "title": edition.title,
            "publisher": edition.publisher.name,
            "about": edition.about,
            "published": day(edition.publish_on),
            "version": edition.version,
            "hash": edition.content_hash,
            "entries": [
                {**said, "number": n, "field": label("fields", said["field"])}
                for n, said in _numbered(edition)
            ],
        }
    return pdf_of("editions/typst/edition.typ", data, made_at=edition.published_at)


def _numbered(edition: Edition) -> list[tuple[int, dict]]:  # type: ignore[type-arg]
    return [(n, entry.said) for n, entry in enumerate(entries_recommended(edition), start=1)]
