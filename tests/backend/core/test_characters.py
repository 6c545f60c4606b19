"""Controls, direction marks and broken bytes: taken out at every door, survived by every writer."""

from __future__ import annotations

import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from backend.catalog.models import Listing
from backend.catalog.sources.formats import open_source
from backend.core.characters import entered, legible
from backend.core.sheets import Sheet, workbook_of
from backend.core.typesetting import pdf_of
from backend.following.models import SavedSearch
from tests import factories
from tests.browsers import browser
from tests.factories import Market

ODD = "\x01\x1b\x7f\x9b\u061c\u200e\u200f\u202a\u202e\u2066\u2069\ufffd\ufffe\ud800"


@given(st.text(alphabet=st.characters(codec=None)) | st.text(alphabet=ODD + "题 \n\t\r\x00\x0b"))
def test_what_is_left_is_whole(text):
    left = legible(text)
    assert legible(left) == left
    assert legible(entered(text)) == left
    assert entered(text).count("\x00") == text.count("\x00")
    if "\r" not in left:
        assert (ElementTree.fromstring(f"<a>{_escaped(left)}</a>").text or "") == left
    left.encode("utf-8")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_words_stay_words_and_structure_stays():
    assert entered(f"石墨{ODD}烯\n第二\t行") == "石墨烯\n第二\t行"
    assert entered("one\x0btwo") == "one two"
    assert entered({"a\x01": ["b\u202e", 1, None, {"c": "\x00"}]}) == {
        "a": ["b", 1, None, {"c": "\x00"}]
    }


def test_pages_and_api_take_the_text_without_them(market: Market):
    client = browser(market.buyer)
    # Bad UTF-8 in the query, and marks in the form.
    address = f"{reverse('search_save')}?q=%E7%9F%B3%E5%A2%A8%FF%01&kind=achievement"
    assert client.post(address, {"name": "fi\x01lm\u202es", "frequency": "once"}).status_code == 302
    search = SavedSearch.objects.get()
    assert search.name == "films"
    assert search.question.text == "石墨"
    changed = client.patch(
        f"/api/v1/saved-searches/{search.pk}/",
        json.dumps({"name": "a\u202e\x02b"}),
        content_type="application/json",
    )
    assert changed.status_code == 200, changed.content
    assert SavedSearch.objects.get().name == "ab"


def test_a_feed_survives_what_is_stored(market: Market, drain):
    client = browser(market.buyer)
    address = f"{reverse('search_save')}?q=石墨烯散热膜&kind=achievement"
    client.post(address, {"name": "films", "frequency": "once"})
    found = factories.achievement(market.researcher, title="柔性石墨烯散热膜")
    drain()
    Listing.objects.filter(pk=found.pk).update(title="柔性\x01石墨烯\u202e散热膜")
    SavedSearch.objects.update(name="f\x01")
    secret = SavedSearch.objects.get().secret
    fed = browser(None).get(reverse("search_feed", args=[secret]))
    assert fed.status_code == 200
    assert "柔性石墨烯散热膜" in fed.content.decode()


def test_workbooks_and_documents_survive_what_is_stored():
    book = load_workbook(BytesIO(workbook_of(Sheet(f"s{ODD}", [f"h{ODD}"], [[f"a{ODD}\x00b"]]))))
    assert [[cell.value for cell in row] for row in book["s"]] == [["h"], ["ab"]]
    empty = dict.fromkeys(("title", "number", "registry", "date", "measure"), f"x{ODD}")
    made = pdf_of(
        "registration/typst/certificate.typ",
        {**empty, "rows": [[f"a{ODD}", "b"]], "preferences": []},
    )
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_imported_cells_are_free_of_them(tmp_path, ending):
    path = tmp_path / f"rows.{ending}"
    if ending == "csv":
        path.write_text("title\n散热\u202e\x0b膜\n", encoding="utf-8")
    else:
        path.write_bytes(workbook_of(Sheet("s", ["title"], [["散热 膜"]])))
    (row,) = open_source(path, form=ending, kind="need").rows()
    assert row.cells["title"] == "散热 膜"
