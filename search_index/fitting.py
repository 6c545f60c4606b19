"""Cuts a document that is larger than the index holds: marked, not lost."""

from __future__ import annotations

from dataclasses import replace

from .contracts import Document, TierText

# Characters of all texts together: more than any listing's form takes, and some megabytes less than
# a request may carry with hundreds of them.
LARGEST = 200_000
MARK = " […]"


def fitted(document: Document) -> Document:
    """The document itself, or one whose texts end with MARK where LARGEST was reached.

    Fields keep their order, so the title and the summary are the last to be cut.
    """
    length = sum(len(value) for text in document.texts for value in text.fields.values())
    if length <= LARGEST:
        return document
    left = LARGEST
    texts = []
    for text in document.texts:
        fields = {}
        for name, value in text.fields.items():
            fields[name] = value if len(value) <= left else value[:left] + MARK
            left = max(0, left - len(value))
        texts.append(TierText(text.tier, fields, text.audience))
    return replace(document, texts=texts, cut=True)
