"""What templates are given to write values with."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from backend.core.punctuation import colon


def render(source: str, **context: object) -> str:
    return Template("{% load tiqiao %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "written"),
    [("1200.000000000000", "1200"), ("0.050", "0.05"), ("1E+3", "1000"), ("0E-12", "0")],
)
def test_quantities_lose_idle_zeros_and_never_show_an_exponent(value: str, written: str) -> None:
    assert render("{{ value|quantity }}", value=Decimal(value)) == written


def test_nothing_is_written_for_nothing() -> None:
    source = "{{ v|money }}{{ v|money_short }}{{ v|quantity }}{{ v|day }}{{ v|moment }}"
    assert render(source, v=None) == ""


def test_a_monogram_keeps_its_colour_and_escapes() -> None:
    first = render("{% face name %}", name="宁海电子")
    assert first == render("{% face name %}", name="宁海电子")
    assert ">宁<" in first
    assert "&lt;" in render("{% face name %}", name="<b>")


class Form(forms.Form):
    title = forms.CharField(help_text="Short.")
    kind = forms.ChoiceField(choices=[("a", "A")])


def test_a_control_is_tied_to_its_help_and_errors() -> None:
    form = Form({"kind": "a"})
    html = render("{% control field hx_get='/x/' %}", field=form["title"])
    assert 'class="form-control"' in html
    assert 'hx-get="/x/"' in html
    assert 'aria-invalid="true"' in html
    assert "id_title_helptext" in html
    assert 'class="form-select"' in render("{% control field %}", field=form["kind"])


def test_a_query_string_keeps_what_is_not_changed() -> None:
    request = RequestFactory().get("/", {"q": "散热 膜", "page": "3", "kind": "need"})
    html = render("{% query kind=None state='open' %}", request=request)
    assert html == "?q=%E6%95%A3%E7%83%AD+%E8%86%9C&amp;state=open"


def test_a_colon_is_of_the_readers_language() -> None:
    for language, mark in (("en", ": "), ("zh-hans", "：")):
        with translation.override(language):
            assert colon() == mark
