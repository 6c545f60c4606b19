"""Every kind of notice in every language and format: nothing is missing in its mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from backend.core.notices import NoticeKind, kinds_by_topic
from notifications.contracts import Entry, Person
from notifications.digests import Contents, gather

MISSING = "⚠"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SAID = {
    "person": Person(1, "<b>王</b>", "a@example.org", "en"),
    "site": "https://host.example",
    "subject": "S",
    "unsubscribe": "https://host.example/u/",
    "preferences": "https://host.example/p/",
    "page": "https://host.example/d/1/",
}


def entry(kind: NoticeKind) -> Entry:
    """A notice of the kind, in the language in force."""
    return Entry(
        sentence="<i>题</i> & 1 > 0",
        detail="D",
        url="/x/",
        action=str(kind.mail),
        kind=kind.name,
        kind_words=str(kind.label or kind.about.topic.words),
    )


@pytest.fixture
def strict() -> Iterator[None]:
    """A variable that a template lacks shows."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    engine.string_if_invalid = MISSING + "%s"
    yield
    engine.string_if_invalid = ""


def checked(text: str, *, html: bool, language: str) -> None:
    assert MISSING not in text
    assert ("<b>王</b>" in text) is not html
    assert ("<i>题</i> & 1 > 0" in text) is not html
    assert SAID["unsubscribe"] in text
    assert ("您好" in text) is (language == "zh-hans")


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["txt", "html"])
def test_every_kind_has_its_words(language: str, format: str) -> None:
    html = format == "html"
    with translation.override(language):
        entries = [entry(kind) for _topic, kinds in kinds_by_topic() for kind in kinds]
        for each in entries:
            said = render_to_string(f"notifications/mail/notice.{format}", {**SAID, "entry": each})
            checked(said, html=html, language=language)
            assert each.action in said or html
            words = re.search(r"[\u4e00-\u9fff]", each.kind_words + each.action)
            assert bool(words) is (language == "zh-hans"), each.kind
        groups = gather([replace(each, group="g", group_words="G") for each in entries[:5]])
        for frequency in ("hourly", "daily", "weekly"):
            context = {
                **SAID,
                "contents": Contents([*groups, *gather(entries[:2])], entries[:2], 7, 0),
                "digest": SimpleNamespace(frequency=frequency, pk=1),
            }
            said = render_to_string(f"notifications/mail/digest.{format}", context)
            checked(said, html=html, language=language)
