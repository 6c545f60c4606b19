"""Services of institutions: a kind that is listed, found and imported, and paired with nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.documents import listing_document
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_for_engines
from backend.catalog.services import listing_draft, listing_publish
from backend.catalog.values import VALUES
from backend.core.errors import NotPermitted
from backend.core.models import Event
from tests import factories
from tests.factories import Market, actor

Browser = Callable[..., Client]
NEW = "/listings/new/service/"
FORM = {
    "title": "导热材料第三方检测",
    "category": "testing",
    "scope": "激光闪射法导热系数",
    "charge": "from",
    "price": "800",
    "price_unit": "样",
    "currency": "CNY",
    "ordering": "0317-555 0123",
    "language": "zh",
    "disclosure": "public",
    "publish": "1",
}


@pytest.fixture
def tester(market: Market) -> User:
    """A member of a verified service institution."""
    institution = factories.organisation(Organisation.Kind.SERVICE_INSTITUTION, name="渤海检测")
    return factories.member(institution, Duty.SERVICE_MEMBER, "Tester")


def service(by: User, **values: Any) -> Listing:
    """A published service of the person's institution."""
    given = {"title": "导热材料第三方检测", "category": "testing"} | values
    who = actor(by)
    assert who.organisation_id is not None
    made = listing_draft(actor=who, owner_id=who.organisation_id, values=VALUES["service"](**given))
    return listing_publish(actor=who, listing_id=made.pk)


def test_a_service_is_listed_read_and_found_by_its_category(
    market: Market, tester: User, browser_of: Browser
) -> None:
    page = browser_of(tester).post(NEW, FORM, follow=True).content.decode()
    found = Listing.objects.get()
    assert (found.kind, found.status, found.details.category) == ("service", "published", "testing")
    assert "Published. Searches find it within seconds." in page
    page = browser_of(language="zh-hans").get(reverse("listing", args=[found.pk])).text
    for shown in ("检验检测", "800元起/样", "0317-555 0123", "激光闪射法导热系数"):
        assert shown in page
    assert reverse("listing_pairings", args=[found.pk]) not in page
    for category, there in (("testing", True), ("finance", False)):
        rows = browser_of().get(f"/listings/service/?category={category}").text
        assert ("导热材料第三方检测" in rows) is there
    wrong = browser_of().get("/listings/service/?category=magic")
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["category"])
    assert reverse("listings", args=["service"]) in browser_of().get("/").text


@pytest.mark.parametrize("who", ["buyer", "researcher", "office", "operator", "stranger"])
def test_others_list_no_services(market: Market, browser_of: Browser, who: str) -> None:
    person = getattr(market, who)
    assert browser_of(person).post(NEW, FORM).status_code == 403
    with pytest.raises(NotPermitted):
        listing_draft(
            actor=actor(person),
            owner_id=market.enterprise.pk,
            values=VALUES["service"](title="x", category="testing"),
        )
    assert (Listing.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": ""}, "category"),
        ({"category": "magic"}, "category"),
        ({"charge": "from", "price": None}, "price"),
        ({"disclosure": "confidential"}, "disclosure"),
        ({"website": "http://plain.example"}, "website"),
        ({"required_conditions": ("region",), "region": "130900"}, "required_conditions"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    market: Market, tester: User, change: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        service(tester, **change)
    assert list(refused.value.message_dict) == [field]
    assert (Listing.objects.count(), Event.objects.count()) == (0, 0)


def test_what_is_public_of_a_service_is_told_to_all_by_the_api(
    market: Market, tester: User
) -> None:
    client = APIClient()
    client.force_login(tester)
    sent = {k: v for k, v in FORM.items() if k != "publish"} | {"disclosure": "registered"}
    made = client.post("/api/v1/services/", sent).json()
    assert client.post(f"/api/v1/services/{made['id']}/publish/").status_code == 200
    told = APIClient().get("/api/v1/services/?category=testing").json()["results"]
    assert [(row["category"], row["price"], row["scope"]) for row in told] == [
        ("testing", "800.00", None)
    ]
    assert len(APIClient().get("/api/v1/services/?category=finance").json()["results"]) == 0
    assert APIClient().get("/api/v1/services/?category=magic").status_code == 400


def test_the_index_knows_what_its_category_is_called(market: Market, tester: User) -> None:
    (listing,) = listings_for_engines([service(tester).pk])
    document = listing_document(listing, public_vector=None, full_vector=None)
    assert document.kind == "service"
    assert "检验检测" in document.names["field"]
    assert "Inspection and testing" in document.names["field"]


def test_services_come_from_a_table(market: Market, tester: User, tmp_path: Path) -> None:
    path = tmp_path / "services.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        head = ["external_id", "标题", "服务类别", "服务内容", "收费方式"]
        csv.writer(file).writerows(
            [
                head,
                ["s1", "专利导航", "知识产权", "全球检索", "免费"],
                ["s2", "占卜", "魔法", "", ""],
            ]
        )
    for counted in ("1 new, 0 changed, 0 unchanged, 1 refused", "0 new, 0 changed, 1 unchanged"):
        out = io.StringIO()
        call_command(
            "import_listings",
            path,
            kind="service",
            form="csv",
            owner="渤海检测",
            no_wait=True,
            language="en",
            errors=tmp_path / "errors.csv",
            stdout=out,
            stderr=io.StringIO(),
        )
        assert counted in out.getvalue()
    assert Listing.objects.get().details.category == "intellectual_property"
