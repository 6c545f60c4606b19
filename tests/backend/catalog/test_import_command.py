"""The command that imports files: formats, bad files, bad rows, repeats."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from backend.catalog.models import Listing
from backend.core.models import Delivery, Event
from tests.backend.catalog.sheets import HEAD, ROW, faults_in, run, table
from tests.factories import Market

pytestmark = pytest.mark.usefixtures("own_folder")


def test_what_must_be_met_is_read_in_either_language(market: Market, tmp_path: Path) -> None:
    head = [*HEAD, "必须满足"]
    rows = [
        [*ROW, "Industry；价格不超预算"],
        ["r2", *ROW[1:], "colour"],
        ["r3", *ROW[1:], "region"],
    ]
    out, _err = run(table(tmp_path / "needs.csv", rows, head=head), market)
    assert Listing.objects.get().required_conditions == ["industry", "price"]
    assert "2 refused" in out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_imported_in_each_encoding(
    market: Market, tmp_path: Path, encoding: str
) -> None:
    out, _err = run(table(tmp_path / "needs.csv", [ROW], encoding=encoding), market)
    listing = Listing.objects.get()
    assert (listing.title, listing.industry, listing.status) == ("手机散热膜", "C39", "published")
    assert listing.details.budget_max == 500_000
    assert [(row.name, row.comparator) for row in listing.indicators.all()] == [
        ("厚度", "<="),
        ("幅宽", "="),
    ]
    assert (listing.owner, listing.contact, listing.language) == (
        market.enterprise,
        market.buyer,
        "zh",
    )
    assert "1 new, 0 changed, 0 unchanged, 0 refused" in out
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == [
        "listings.published",
        "listings.imported",
    ]


def test_headings_and_choices_are_read_in_words(market: Market, tmp_path: Path) -> None:
    head = ["External ID", " Title ", "technology field", "region", "technology readiness level"]
    row = ["r1", "film", "New materials", "河北省沧州市", "TRL 6"]
    run(table(tmp_path / "needs.csv", [row], head=head), market)
    listing = Listing.objects.get()
    assert (listing.technology_field, listing.region, listing.trl, listing.language) == (
        "new_materials",
        "130900",
        6,
        "en",
    )


def test_a_workbook_is_imported(market: Market, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(HEAD)
    book.active.append([7, "手机散热膜", None, "C39", 500000.0, "", ""])
    book.active.append([None] * 7)
    book.save(tmp_path / "needs.xlsx")
    run(tmp_path / "needs.xlsx", market, form="xlsx")
    listing = Listing.objects.get()
    assert (listing.external_id, listing.details.budget_max) == ("7", 500_000)


@pytest.mark.parametrize(
    ("kind", "file", "text"),
    [("need", "queries.jsonl", "background"), ("achievement", "corpus.jsonl", "abstract")],
)
def test_a_beir_folder_holds_needs_and_achievements(
    market: Market, tmp_path: Path, kind: str, file: str, text: str
) -> None:
    lines = [
        json.dumps({"_id": "a", "title": "散热膜", "text": "弯折区断裂"}),
        "",
        json.dumps({"_id": "b", "text": "没有标题的需求"}),
    ]
    (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    owner = market.enterprise if kind == "need" else market.university
    run(tmp_path, market, form="beir", kind=kind, owner=owner.name)
    first, second = Listing.objects.order_by("external_id")
    assert (first.title, getattr(first.details, text)) == ("散热膜", "弯折区断裂")
    assert second.title == "没有标题的需求"
    # The office answers for a university's achievements.
    assert first.contact == (market.buyer if kind == "need" else market.office)


def test_two_hundred_bad_rows_of_a_thousand(market: Market, tmp_path: Path) -> None:
    rows = [[f"r{n}", " " if n % 5 == 0 else f"需求 {n}", "", "", "", "", ""] for n in range(1000)]
    out, err = run(table(tmp_path / "needs.csv", rows), market)
    assert Listing.objects.count() == 800
    assert "800 new, 0 changed, 0 unchanged, 200 refused" in out
    faults = faults_in(tmp_path / "needs.csv.errors.csv")
    assert len(faults) == 200
    assert faults[1][:3] == ["7", "r5", "title"]
    assert str(tmp_path / "needs.csv.errors.csv") in err
    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["listings.published"] * 4 + ["listings.imported"]
    summary = Event.objects.latest("pk").payload
    assert (summary["imported"], summary["refused"]) == (800, 200)


def test_a_repeat_changes_nothing(market: Market, tmp_path: Path) -> None:
    path = table(tmp_path / "needs.csv", [ROW])
    run(path, market)
    before = list(Listing.objects.values())
    out, _err = run(path, market)
    assert "0 new, 0 changed, 1 unchanged, 0 refused" in out
    assert list(Listing.objects.values()) == before
    assert not (tmp_path / "needs.csv.errors.csv").exists()


@pytest.mark.parametrize(
    ("cells", "field", "told"),
    [
        ({"title": "长" * 10_000}, "title", "200"),
        ({"external_id": ""}, "external_id", "external id"),
        ({"budget_max": "面议"}, "budget_max", "50万"),
        ({"budget_max": "1e400"}, "budget_max", "amount"),
        ({"industry": "C99"}, "industry", "C99"),
        ({"indicators": "性能优良"}, "indicators", "厚度≤60"),
        ({"indicators": "密度不低于1.8 g/cm³；手感很好"}, "indicators", "手感很好"),
        ({"indicators": "密度≥≥1.8 g/cm³"}, "indicators", "keep one"),
        ({"indicators": "密度≥1.8 fooz"}, "indicators-0-unit", "fooz"),
        ({"indicators": "厚度≤1e400 μm"}, "indicators-0-value", "digits"),
        ({"modes": "gift"}, "modes", "gift"),
    ],
)
def test_a_bad_row_names_field_and_remedy(
    market: Market, tmp_path: Path, cells: dict[str, str], field: str, told: str
) -> None:
    bad = [cells.get(name, value) for name, value in zip(HEAD, ROW, strict=True)]
    run(table(tmp_path / "needs.csv", [["r0", *ROW[1:]], bad]), market)
    assert Listing.objects.count() == 1
    (fault,) = faults_in(tmp_path / "needs.csv.errors.csv")
    assert (fault[0], fault[2]) == ("3", field)
    assert told in fault[3]


def test_indicators_are_read_as_people_write_them(market: Market, tmp_path: Path) -> None:
    written = "密度不低于1.80 g/cm³，抗拉强度达到60 MPa；使用温度-40~85℃；镉未检出"
    row = [written if name == "indicators" else cell for name, cell in zip(HEAD, ROW, strict=True)]
    run(table(tmp_path / "needs.csv", [row]), market)
    rows = Listing.objects.get().indicators.values_list("name", "comparator", "value", "unit")
    assert list(rows) == [
        ("密度", ">=", Decimal("1.80"), "g/cm³"),
        ("抗拉强度", ">=", Decimal(60), "MPa"),
        ("使用温度", "range", Decimal(-40), "℃"),
        ("镉", "=", Decimal(0), "未检出"),
    ]


def test_broken_lines_and_repeated_ids_are_told(market: Market, tmp_path: Path) -> None:
    lines = ['{"_id": "a", "title": "散热膜"}', "{", "[]", '{"_id": "a", "title": "又一个"}']
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    run(path, market, form="beir")
    assert Listing.objects.get().title == "散热膜"
    faults = faults_in(tmp_path / "queries.jsonl.errors.csv")
    assert [(fault[0], fault[2]) for fault in faults] == [
        ("2", ""),
        ("3", ""),
        ("4", "external_id"),
    ]


def test_cells_beyond_the_heading_are_not_dropped(market: Market, tmp_path: Path) -> None:
    rows = [["r0", *ROW[1:]], [*ROW, "1", "2"]]
    run(table(tmp_path / "needs.csv", rows), market)
    assert Listing.objects.get().external_id == "r0"
    assert "more cells" in faults_in(tmp_path / "needs.csv.errors.csv")[0][3]


def test_without_a_worker_the_command_delivers(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is due is done at the end, by the product's own dispatcher."""
    ran: list[str] = []
    monkeypatch.setattr(
        "backend.core.dispatcher._run",
        lambda delivery: (
            ran.append(delivery.event.name)
            or Delivery.objects.filter(pk=delivery.pk).update(state="done")
        ),
    )
    call_command(
        "import_listings",
        table(tmp_path / "needs.csv", [ROW]),
        kind="need",
        form="csv",
        owner=market.enterprise.name,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    assert list(dict.fromkeys(ran)) == ["listings.published", "listings.imported"]
    assert not Delivery.objects.filter(state="pending").exists()


def test_a_profile_comes_from_a_table_and_not_from_beir(market: Market, tmp_path: Path) -> None:
    head = ["external_id", "名称", "优势与能力", "website", "founded", "indicators"]
    rows = [
        ["p1", "宁海电子", "柔性散热中试线", "www.ninghai.example", "2009", "厚度≤60 μm"],
        ["p2", "宁海电子二部", "", "", "", ""],
        ["p3", "宁海电子三部", "", "http://old.example", "long ago", ""],
    ]
    path = table(tmp_path / "profiles.csv", rows, head=head)
    out, err = run(path, market, kind="organisation")
    assert "1 new, 0 changed, 0 unchanged, 2 refused" in out
    assert "left out: indicators" in err
    details = Listing.objects.get().details
    assert (details.strengths, details.founded) == ("柔性散热中试线", 2009)
    assert details.website == "https://www.ninghai.example"
    assert [(row[1], row[2]) for row in faults_in(tmp_path / "profiles.csv.errors.csv")] == [
        ("p2", "owner"),
        ("p3", "founded"),
    ]
    with pytest.raises(CommandError, match="BEIR holds needs and achievements alone"):
        run(path, market, form="beir", kind="organisation")
