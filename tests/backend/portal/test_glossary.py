"""One word for one thing: the glossary, and the translations held to it."""

from __future__ import annotations

import pytest

from backend.core import translations
from backend.portal.glossary import terms
from tests.browsers import browser, text


def chinese() -> dict[str, set[str]]:
    """English message → its Chinese in the catalogues, singular messages alone."""
    found: dict[str, set[str]] = {}
    for app in translations.apps():
        for (_context, english), message in translations.messages_of(
            translations.catalogue_of(app)
        ).items():
            if isinstance(message.string, str):
                found.setdefault(english.casefold(), set()).add(message.string)
    return found


def test_the_page_shows_every_word_in_both_languages(db: None) -> None:
    for language in ("en", "zh-hans"):
        page = text(browser(language=language).get("/glossary/"))
        for term in terms():
            assert term.english in page
            assert term.chinese in page


@pytest.mark.parametrize(
    ("english", "key"),
    [
        ("technology need", "need"),
        ("technology needs", "need"),
        ("achievement", "achievement"),
        ("achievements", "achievement"),
        ("expert", "expert"),
        ("organisation profile", "profile"),
        ("experts", "expert"),
        ("pairing", "pairing"),
        ("pairings", "pairing"),
        ("deal", "deal"),
        ("deals", "deal"),
        ("contract", "contract"),
        ("contracts", "contract"),
        ("technology broker", "broker"),
        ("broker", "broker"),
        ("disclosure", "disclosure"),
        ("milestone", "milestone"),
        ("milestones", "milestone"),
    ],
)
def test_the_catalogues_use_the_glossarys_word(english: str, key: str) -> None:
    term = next(term for term in terms() if term.key == key)
    assert chinese().get(english) == {term.chinese}
