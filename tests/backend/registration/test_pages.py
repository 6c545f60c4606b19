"""Pages of registration, as applicants and registries walk them."""

from __future__ import annotations

import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from backend.accounts.models import User
from backend.registration.models import OutsideContract, Registration
from backend.registration.sources import sample_xlsx
from tests.factories import Market

from . import cases
from .cases import Case


def signed_in(person: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def text_of(data: bytes) -> str:
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_from_the_contract_to_the_submitted_application(case: Case) -> None:
    office = signed_in(case.market.office)
    assert case.contract.title in office.get("/registration/").content.decode()
    asked = office.get(f"/registration/of-contract/{case.contract.pk}/")
    assert "Begin the application" in asked.content.decode()
    begun = office.post(f"/registration/of-contract/{case.contract.pk}/")
    found = Registration.objects.get()
    assert begun.headers["Location"] == f"/registration/{found.pk}/edit/"
    page = office.get(f"/registration/{found.pk}/").content.decode()
    assert "What is missing" in page
    form = {
        "revision": found.revision, "registry": case.bureau.pk, "valid_from": "2026-01-05",
        "valid_until": f"{timezone.localdate().year + 1}-01-05", "seller_country": "142",
        "seller_region": "130900", "seller_nature": "022", "buyer_country": "142",
        "buyer_region": "130900", "buyer_nature": "100", "technology_field": "new_materials",
        "industry": "C39", "right": "10", "plan": "900", "contact_name": "李", "contact_phone": "0317",
    }  # fmt: skip
    wrong = office.post(f"/registration/{found.pk}/edit/", form | {"right": "77"})
    assert wrong.status_code == 422
    assert office.post(f"/registration/{found.pk}/edit/", form).status_code == 302
    stale = office.post(f"/registration/{found.pk}/edit/", form)
    assert stale.status_code == 409
    nothing = office.post(f"/registration/{found.pk}/papers/contract/")
    assert nothing.status_code == 422
    upload = {"file": SimpleUploadedFile("合同.pdf", cases.PAPER)}
    assert office.post(f"/registration/{found.pk}/papers/contract/", upload).status_code == 302
    assert office.post(f"/registration/{found.pk}/papers/nothing/", upload).status_code == 404
    found = cases.fresh(found)
    sent = office.post(f"/registration/{found.pk}/submit/", {"revision": found.revision})
    assert sent.status_code == 302
    assert cases.fresh(found).state == Registration.State.SUBMITTED
    officer = signed_in(case.officer)
    desk = officer.get("/desk/").content.decode()
    assert "Registrations to decide on" in desk
    assert case.contract.title in officer.get("/registration/").content.decode()
    seen = officer.get(f"/registration/{found.pk}/").content.decode()
    assert "15 working days are left" in seen
    assert f"/contracts/{case.contract.pk}/" not in seen
    paper = found.enclosures.get().attachment_id
    assert officer.get(f"/files/{paper}/").status_code in (200, 302)
    assert signed_in(case.market.stranger).get(f"/registration/{found.pk}/").status_code == 404


def test_papers_say_what_the_registration_says(case: Case) -> None:
    found = cases.registered(case)
    # As rows of earlier days may have it: no format can hold this character.
    Registration.objects.filter(pk=found.pk).update(title="石墨\x01烯")
    office = signed_in(case.market.office)
    certificate = text_of(office.get(f"/registration/{found.pk}/certificate.pdf").content)
    for words in (found.number or "", "技术合同登记证明", "1,250,000.00", "委托开发", "增值税免征"):
        assert words in certificate
    form = text_of(office.get(f"/registration/{found.pk}/form.pdf").content)
    assert "022高等院校" in form
    assert case.contract.seller.name.replace(" ", "") in form
    values = json.loads(office.get(f"/registration/{found.pk}/form.json").content)
    assert (values["number"], values["contract_amount"]) == (found.number, "1250000.00")
    xml = ElementTree.fromstring(office.get(f"/registration/{found.pk}/form.xml").content)
    assert xml.findtext("RegistrationNumber") == found.number
    assert "石墨烯" in [element.text for element in xml]
    sheet = load_workbook(BytesIO(office.get(f"/registration/{found.pk}/form.xlsx").content)).active
    assert sheet is not None
    assert sheet["A2"].value == found.number
    assert office.get(f"/registration/{found.pk}/form.exe").status_code == 404
    page = office.get(f"/deals/{case.contract.deal_id}/").content.decode()
    assert found.number in page


def test_there_is_no_certificate_before_registration(case: Case) -> None:
    found = cases.submitted(case)
    office = signed_in(case.market.office)
    assert office.get(f"/registration/{found.pk}/certificate.pdf").status_code == 404


def test_a_change_is_reported_and_entered_on_the_page(case: Case) -> None:
    found = cases.registered(case)
    office = signed_in(case.market.office)
    form = {"kind": "change", "happened_on": "2999-01-01", "words": "延期"}
    assert office.post(f"/registration/{found.pk}/change/", form).status_code == 422
    form["happened_on"] = timezone.localdate().isoformat()
    assert office.post(f"/registration/{found.pk}/change/", form).status_code == 302
    report = found.reports.get()
    officer = signed_in(case.officer)
    assert "Enter the change" in officer.get(f"/registration/{found.pk}/").content.decode()
    refused = officer.post(f"/registration/changes/{report.pk}/return/", {"revision": 1})
    assert refused.status_code == 422
    assert (
        officer.post(f"/registration/changes/{report.pk}/note/", {"revision": 1}).status_code == 302
    )
    report.refresh_from_db()
    assert report.state == "noted"


def test_reporting_importing_and_counting(market: Market) -> None:
    _unit, officer = cases.bureau()
    buyer, bureau = signed_in(market.buyer), signed_in(officer)
    form = {
        "title": "涂层开发", "kind": "development", "number": "", "signed_on": "2026-03-01",
        "seller_name": "北京某院", "seller_country": "142", "seller_region": "110000",
        "technology_field": "", "contract_amount": "80万", "technology_amount": "65万",
    }  # fmt: skip
    assert buyer.post("/registration/elsewhere/report/", form | {"number": "1"}).status_code == 422
    assert buyer.post("/registration/elsewhere/report/", form).status_code == 302
    made = OutsideContract.objects.get()
    assert "Count it" in bureau.get(f"/registration/elsewhere/{made.pk}/").content.decode()
    counted = bureau.post(f"/registration/elsewhere/{made.pk}/count/", {"revision": 1})
    assert counted.status_code == 302
    file = {"file": SimpleUploadedFile("摘录.xlsx", sample_xlsx())}
    page = bureau.post("/registration/elsewhere/import/", file).content.decode()
    assert "1 counted, 0 known already, 0 to look at, 0 mistakes" in page
    assert buyer.get("/registration/elsewhere/import/").status_code == 403
    assert bureau.get("/registration/elsewhere/report/").status_code == 403
    listed = bureau.get("/registration/elsewhere/").content.decode()
    assert "涂层开发" in listed
    figures = bureau.get("/registration/statistics/?side=absorbed&year=2026")
    assert "¥1,600,000.00" in figures.content.decode()
    behind = bureau.get("/registration/statistics/?side=absorbed&year=2026&by=source&code=110000")
    assert "涂层开发" in behind.content.decode()
    book = load_workbook(
        BytesIO(bureau.get("/registration/statistics.xlsx?side=absorbed&year=2026").content)
    )
    assert len(book.worksheets) == 8


@pytest.mark.parametrize(
    "path", ["", "rules/", "elsewhere/", "elsewhere/report/", "elsewhere/sample.xlsx"]
)
def test_pages_stand_without_anything(market: Market, path: str) -> None:
    assert signed_in(market.office).get(f"/registration/{path}").status_code == 200
    assert Client().get(f"/registration/{path}").status_code == 302


@pytest.mark.parametrize("asked", ["?region=999", "?region=130600", "?by=nothing"])
def test_wrong_questions_for_figures_find_nothing(market: Market, asked: str) -> None:
    _unit, officer = cases.bureau()
    assert signed_in(officer).get(f"/registration/statistics/{asked}").status_code == 404
    assert signed_in(market.buyer).get("/registration/statistics/").status_code == 404
