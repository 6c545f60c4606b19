"""A file of listings: columns recognised, checked before anything is written, written, undone."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from backend.catalog.models import Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.imports import services
from backend.imports.models import Import
from backend.imports.services import running
from tests.browsers import text
from tests.factories import Market, actor
from tests.refusals import refused

from .files import TABLE, brought, checked, written

pytestmark = pytest.mark.django_db


def _client(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_an_office_imports_in_the_browser(market: Market) -> None:
    office = _client(market.office)
    template = office.get(reverse("import_template", args=["achievement"]))
    heads = [cell.value for cell in load_workbook(BytesIO(template.content)).worksheets[0][1]]
    assert heads[:2] == ["外部编号", "标题"] or len(heads) > 10
    sent = {"kind": "achievement", "file": SimpleUploadedFile("成果.csv", TABLE.encode())}
    page = office.post(reverse("imports"), sent, follow=True)
    run = Import.objects.get()
    # A title and a blank row above the heading; the same heading twice is told apart.
    assert run.columns == ["序号", "成果名称", "所在地", "主要技术指标", "备注", "备注 [F]"]
    assert run.mapping["序号"] == "external_id"
    assert run.mapping["主要技术指标"] == "indicators"
    assert "备注 [F]" in text(page)
    form = {"revision": run.revision} | {
        f"column_{at}": run.mapping[column] for at, column in enumerate(run.columns)
    }
    office.post(reverse("import_columns", args=[run.pk]), form)
    deliver_all()
    run.refresh_from_db()
    assert (run.state, run.created, run.refused) == ("checked", 2, 1)
    assert not Listing.objects.exists()
    shown = text(office.get(reverse("import", args=[run.pk])))
    assert "无此地" in shown
    book = office.get(reverse("import_refused", args=[run.pk])).content
    mended = [[cell.value for cell in row] for row in load_workbook(BytesIO(book)).active]
    assert mended[1][0] == "A-3"
    assert "成果名称" in mended[1][6]
    office.post(reverse("import_act", args=[run.pk, "write"]), {"revision": run.revision})
    deliver_all()
    titles = set(Listing.objects.filter(status="published").values_list("title", flat=True))
    assert titles == {"石墨烯散热膜", "高导热胶"}
    run.refresh_from_db()
    office.post(reverse("import_act", args=[run.pk, "undo"]), {"revision": run.revision})
    deliver_all()
    assert not Listing.objects.filter(status="published").exists()
    # Undone, the mended file may bring the same numbers again.
    assert written(market.office).created == 2


def test_an_update_by_external_id_is_undone_to_what_was_said(market: Market) -> None:
    written(market.office)
    run = written(
        market.office, TABLE.replace("高导热胶", "导热凝胶").replace("石墨烯散热膜", "新膜")
    )
    assert (run.created, run.revised) == (0, 2)
    film, glue = Listing.objects.order_by("pk")
    values = values_of(film)
    listing_revise(
        actor=actor(market.office), listing_id=film.pk, expected_revision=2, values=values
    )
    services.import_undo(actor=actor(market.office), import_id=run.pk)
    deliver_all()
    run.refresh_from_db()
    film.refresh_from_db()
    glue.refresh_from_db()
    assert (run.state, run.undone, run.kept) == ("undone", 1, 1)
    # What somebody worked on since stays.
    assert (film.title, glue.title, glue.status) == ("新膜", "高导热胶", "published")


def test_a_long_file_goes_in_slices(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "BATCH", 2)
    monkeypatch.setattr(running, "SLICE", 1)
    monkeypatch.setattr(running, "UNDONE_AT_ONCE", 2)
    rows = "".join(f"N{n},膜 {n}\n" for n in (1, 2, 3, 4, 1))
    run = written(market.office, f"编号,名称\n{rows}")
    assert (run.created, run.refused, run.rows, run.reached) == (4, 1, 5, 6)
    assert "2" in run.lines.get().faults[0]["told"]  # names the row that has the id already
    services.import_undo(actor=actor(market.office), import_id=run.pk)
    deliver_all()
    run.refresh_from_db()
    assert (run.state, run.undone) == ("undone", 4)


def test_who_answers_for_his_own_alone_imports_nothing(market: Market) -> None:
    with refused(NotPermitted):
        brought(market.researcher)
    with refused(NotPermitted):
        brought(market.buyer)
    run = checked(market.office)
    for person in (market.researcher, market.buyer, market.stranger):
        with refused(NotFound):
            services.import_write(actor=actor(person), import_id=run.pk)
    assert _client(market.researcher).get(reverse("imports")).status_code == 403


def test_the_platform_imports_for_an_organisation(market: Market) -> None:
    operator = _client(market.operator)
    sent = {
        "owner": market.university.credit_code,
        "kind": "achievement",
        "file": SimpleUploadedFile("成果.csv", TABLE.encode()),
    }
    assert operator.post(reverse("imports"), sent).status_code == 302
    run = Import.objects.get()
    assert (run.owner, run.asked_by, run.contact) == (
        market.university, market.operator, market.office,
    )  # fmt: skip


def test_columns_that_every_row_needs_must_be_named(market: Market) -> None:
    run = brought(market.office, "甲,乙\n1,2\n")
    with refused(ValidationError, "mapping"):
        services.import_check(actor=actor(market.office), import_id=run.pk)
    with refused(WrongState):
        services.import_write(actor=actor(market.office), import_id=run.pk)
    with refused(ValidationError, "file"):
        brought(market.office, "")


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ('"名称;又名, 简称",编号\n膜,1\n', ["名称;又名, 简称", "编号"]),
        ("\n\n编号;名称\n1;膜, 薄\n", ["编号", "名称"]),
    ],
)
def test_delimiters_within_quotes_part_nothing(
    market: Market, table: str, columns: list[str]
) -> None:
    assert brought(market.office, table).columns == columns


def test_columns_are_recognised_by_their_cells(market: Market) -> None:
    run = brought(market.office, "编号,名称,哪里,多成熟\n1,膜,沧州,实验室\n2,胶,天津,中试\n")
    assert (run.mapping["哪里"], run.guesses["哪里"]) == ("region", "look")


def test_by_the_api(market: Market) -> None:
    client = _client(market.office)
    file = SimpleUploadedFile("成果.csv", TABLE.encode())
    made = client.post("/api/v1/imports/", {"kind": "achievement", "file": file})
    assert made.status_code == 201, made.content
    place = f"/api/v1/imports/{made.json()['id']}/"
    revision = {"revision": made.json()["revision"]}
    client.post(f"{place}check/", revision, content_type="application/json")
    deliver_all()
    assert client.get(place).json()["created"] == 2
    lines = client.get(f"{place}refused/").json()["results"]
    assert {fault["column"] for fault in lines[0]["faults"]} >= {"成果名称", "所在地"}


def test_what_is_withdrawn_since_is_kept_as_it_is(market: Market) -> None:
    run = written(market.office)
    film = Listing.objects.order_by("pk")[0]
    listing_withdraw(actor=actor(market.office), listing_id=film.pk, note="自己撤回")
    services.import_undo(actor=actor(market.office), import_id=run.pk)
    deliver_all()
    film.refresh_from_db()
    run.refresh_from_db()
    assert (film.closing_note, run.undone, run.kept) == ("自己撤回", 1, 1)
