"""Registration over the API: the same services, the same refusals."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from backend.accounts.models import User
from backend.registration.models import Registration
from backend.registration.services import registration_enclose
from tests.factories import actor

from . import cases
from .cases import Case

BASE = "/api/v1/registration/"


def client(person: User) -> Client:
    found = Client()
    found.force_login(person)
    return found


def test_the_whole_way(case: Case) -> None:
    office, officer = client(case.market.office), client(case.officer)
    begun = office.post(
        f"{BASE}registrations/", {"contract": case.contract.pk}, content_type="application/json"
    )
    assert begun.status_code == 201
    found = begun.json()
    assert {"name": "contact_phone", "paper": False} in [
        {key: one[key] for key in ("name", "paper")} for one in found["missing"]
    ]
    path = f"{BASE}registrations/{found['id']}/"
    written = office.put(
        path,
        {
            "revision": found["revision"], "registry": case.bureau.pk, "valid_from": "2026-01-01",
            "valid_until": f"{timezone.localdate().year + 2}-01-01", "seller_country": "142",
            "seller_region": "130900", "seller_nature": "022", "buyer_country": "142",
            "buyer_region": "130900", "buyer_nature": "100", "technology_field": "new_materials",
            "industry": "C39", "right": "10", "plan": "900", "first_time": False,
            "contact_name": "李", "contact_phone": "0317",
        },
        content_type="application/json",
    )  # fmt: skip
    assert written.status_code == 200, written.content
    assert [one["name"] for one in written.json()["missing"]] == ["contract"]
    registration_enclose(
        actor=actor(case.market.office),
        registration_id=found["id"],
        code="contract",
        upload=ContentFile(cases.PAPER, name="a.pdf"),
    )
    revision = written.json()["revision"]
    for who, act, body in (
        (office, "submit", {}),
        (
            officer,
            "recognise",
            {"type": "development", "subtype": "commissioned", "technology_amount": "1250000.00"},
        ),
        (officer, "register", {}),
    ):
        answer = who.post(
            f"{path}{act}/", {"revision": revision, **body}, content_type="application/json"
        )
        assert answer.status_code == 200, answer.content
        revision = answer.json()["revision"]
    assert answer.json()["number"] == f"{timezone.localdate().year}130900000001"
    figures = officer.get(f"{BASE}statistics/").json()
    assert (figures["total"]["n"], figures["total"]["contract"]) == (1, "1250000.00")


def test_refusals(case: Case) -> None:
    found = cases.submitted(case)
    path = f"{BASE}registrations/{found.pk}/"
    buyer = client(case.market.buyer)
    assert buyer.get(path).status_code == 200
    assert (
        buyer.post(f"{path}register/", {"revision": 1}, content_type="application/json").status_code
        == 403
    )
    assert client(case.market.stranger).get(path).status_code == 404
    bad = client(case.officer).post(
        f"{path}return/", {"revision": found.revision}, content_type="application/json"
    )
    assert (bad.status_code, set(bad.json()["errors"])) == (400, {"reason", "note"})
    assert Client().get(path).status_code in (401, 403)
    wrong = buyer.post(
        f"{BASE}registrations/", {"contract": case.contract.pk}, content_type="application/json"
    )
    assert wrong.status_code == 403
    assert client(case.market.buyer).get(f"{BASE}statistics/").status_code == 404
    assert cases.fresh(found).state == Registration.State.SUBMITTED
