"""PDF by typst in fonts that travel along, and workbooks whose text stays text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.core import typesetting
from backend.core.sheets import Sheet, download, workbook_of


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    shared = Path(typesetting.__file__).parent / "typst" / "document.typ"
    (tmp_path / "core" / "typst").mkdir(parents=True)
    (tmp_path / "core" / "typst" / "document.typ").write_bytes(shared.read_bytes())
    (tmp_path / "one.typ").write_text(
        '#import "/core/typst/document.typ": document, facts, figures\n'
        "#let data = json(bytes(sys.inputs.data))\n"
        "#show: document.with(title: data.title)\n= #data.title\n"
        "#facts((([金额], data.amount),))\n"
        "#figures(([甲], [乙]), data.rows, right: (1,))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(typesetting, "_ROOT", tmp_path)
    return "one.typ"


def test_a_document_says_what_it_was_given_and_is_the_same_twice(template: str) -> None:
    data = {"title": "技术合同登记证明 䶮", "amount": Decimal("1250000.00"), "rows": [["一", "2"]]}
    made = typesetting.pdf_of(template, data)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    assert "技术合同登记证明" in text
    assert "䶮" in text
    assert "1250000.00" in text
    assert typesetting.pdf_of(template, data) == made


def test_a_workbook_keeps_text_as_text_and_amounts_as_numbers() -> None:
    made = workbook_of(
        Sheet("统计[2026]", ["名称", "金额", "日期"], [["=1+1", Decimal("5.50"), date(2026, 3, 1)]])
    )
    sheet = load_workbook(BytesIO(made)).active
    assert sheet is not None
    assert sheet.title == "统计 2026 "
    cells = next(iter(sheet.iter_rows(min_row=2)))
    assert cells[0].value == "=1+1"
    assert cells[0].data_type == "s"
    assert cells[1].value == 5.5
    answer = download(made, "统计.xlsx")
    assert "filename*=utf-8''%E7%BB%9F" in answer.headers["Content-Disposition"]
