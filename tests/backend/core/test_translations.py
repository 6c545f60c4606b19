"""The translations' tool, on an app of its own and on the product."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from backend.core import translations

TEMPLATE = """{% load i18n %}
   {% trans "Hello" %}
{% blocktrans count n=things with who=user %}{{ who }} has {{ n }} thing{% plural %}\
{{ who }} has {{ n }} things{% endblocktrans %}
    <p title="{% trans 'A "quoted" word' %}">it's</p>
{% translate "May" context "month" %}
"""
CODE = """
from django.utils.translation import gettext as _, ngettext
def told(n):
    return ngettext("%(n)d row", "%(n)d rows", n), _("Long "
        "text")
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, "utf-8")
    (tmp_path / "code.py").write_text(CODE, "utf-8")
    return tmp_path


def write(app: Path, body: str) -> None:
    path = translations.catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(translations._HEADER + body, "utf-8")


def test_messages_are_found_in_code_and_templates(app: Path) -> None:
    said = {one.key: one.plural for one in translations.said_in(app)}
    assert said == {
        (None, "%(n)d row"): "%(n)d rows",
        (None, "Long text"): None,
        (None, "Hello"): None,
        (None, "%(who)s has %(n)s thing"): "%(who)s has %(n)s things",
        (None, 'A "quoted" word'): None,
        ("month", "May"): None,
    }


def test_what_is_missing_is_named_with_its_place(app: Path) -> None:
    write(app, 'msgid "Hello"\nmsgstr "你好"\n')
    faults = translations.faults([app])
    assert len(faults) == 5
    assert any("templates/page.html:5: not translated: 'May'" in fault for fault in faults)
    assert not any("'Hello'" in fault for fault in faults)


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('#, fuzzy\nmsgid "Hello"\nmsgstr "你好"\n', "fuzzy"),
        ('msgid "%(a)s left"\nmsgstr "剩 %(b)s"\n', "placeholders differ"),
        ('msgid "%(a)s percent"\nmsgstr "%(a)s%，共 100%。"\n', "a lone %"),
        (
            'msgid "%(n)d row"\nmsgid_plural "%(n)d rows"\nmsgstr[0] "若干行"\n',
            "placeholders differ",
        ),
    ],
)
def test_what_is_written_badly_is_a_fault(app: Path, entry: str, fault: str) -> None:
    write(app, entry)
    assert any(fault in found for found in translations.faults([app]))


def test_two_apps_may_not_call_one_thing_by_two_words(app: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(app, 'msgid "Deal"\nmsgstr "洽谈"\n')
    write(other, 'msgid "Deal"\nmsgstr "交易"\n')
    assert any("differs" in fault for fault in translations.faults([app, other]))


def test_update_adds_what_is_said_keeps_what_is_written_and_drops_the_rest(app: Path) -> None:
    write(app, 'msgid "Hello"\nmsgstr "你好"\n\nmsgid "Gone"\nmsgstr "没了"\n')
    assert translations.update(app) == 5
    kept = translations.messages_of(translations.catalogue_of(app))
    assert kept[(None, "Hello")].string == "你好"
    assert (None, "Gone") not in kept
    assert ("month", "May") in kept
    before = translations.catalogue_path(app).read_bytes()
    translations.update(app)
    assert translations.catalogue_path(app).read_bytes() == before, "a second time changes nothing"


def test_compiled_catalogues_say_the_same(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translations, "apps", lambda: [app])
    write(app, 'msgid "Hello"\nmsgstr "你好"\n')
    assert translations.compile_all() == 1
    assert translations.compile_all() == 0, "nothing is older than its source"
    with translations.catalogue_path(app).with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("Hello").string == "你好"


def test_the_product_is_translated_whole() -> None:
    assert translations.faults() == []
