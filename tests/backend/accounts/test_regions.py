"""Regions down to the village, as one tree; units of the government that look after one."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from backend.accounts import services
from backend.accounts.forms import GovernmentUnitForm
from backend.accounts.models import Duty, Invitation, LocalRegion, Organisation
from backend.accounts.regions import (
    beginning_of,
    path_to,
    region_choices,
    region_label,
    regions_below,
    validate_region,
)
from backend.catalog.documents import listing_document
from backend.catalog.selectors import listings_narrowed, listings_on_market
from backend.core.errors import NotPermitted
from backend.joining.forms import OrganisationForm
from tests import factories
from tests.backend.contracts import records
from tests.browsers import browser, text
from tests.factories import Market, actor

ROWS = [
    ("130900801", "沧州高新技术产业开发区", "park"),
    ("130925104", "千童镇", "township"),
    ("130925104201", "东街村", "village"),
    ("130925801", "管道装备产业园", "park"),
]


@pytest.fixture
def cangzhou(market: Market) -> Market:
    """The market, in an installation that knows some places below the county."""
    for code, name, kind in ROWS:
        services.region_define(
            actor=actor(market.operator), region=LocalRegion(code=code, name=name, kind=kind)
        )
    return market


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("130981", "河北泊头", "Botou, Hebei"),
        ("130930", "河北孟村", "Mengcun, Hebei"),
        ("130902", "河北沧州新华区", "Xinhua, Cangzhou, Hebei"),
        ("370112", "山东济南历城区", "Licheng, Jinan, Shandong"),
        ("210421", "辽宁抚顺县", "Fushun, Fushun, Liaoning"),
        ("110105", "北京朝阳区", "Chaoyang, Beijing"),
        ("140400", "山西长治", "Changzhi, Shanxi"),
        ("411100", "河南漯河", "Luohe, Henan"),
        ("150600", "内蒙古鄂尔多斯", "Ordos, Inner Mongolia"),
        ("540200", "西藏日喀则", "Xigazê, Tibet"),
        ("450100", "广西南宁", "Nanning, Guangxi"),
        ("422800", "湖北恩施", "Enshi, Hubei"),
        ("610100", "陕西西安", "Xi'an, Shaanxi"),
        ("441900", "广东东莞", "Dongguan, Guangdong"),
    ],
)
def test_places_are_told_apart_in_both_languages(code: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert region_label(code) == chinese
    with translation.override("en"):
        assert region_label(code) == english


@pytest.mark.django_db
def test_cities_of_one_english_name_are_offered_with_their_provinces() -> None:
    with translation.override("en"):
        offered = [name for _, group in region_choices() for _, name in group]
    assert len(offered) == len(set(offered))
    assert {"Suzhou, Jiangsu", "Suzhou, Anhui", "Jilin", "Jilin, Jilin"} < set(offered)


def officer_of(code: str) -> Any:
    bureau = factories.organisation(Organisation.Kind.GOVERNMENT, region=code, unit_kind="science")
    return factories.member(bureau, Duty.REGIONAL_OFFICER)


def test_the_tree_is_walked_by_beginnings(cangzhou: Market) -> None:
    assert [beginning_of(code) for code in ("130000", "130900", "130925", "130925104")] == [
        "13", "1309", "130925", "130925104",
    ]  # fmt: skip
    assert path_to("130925104201") == ("130000", "130900", "130925", "130925104", "130925104201")
    assert path_to("130900801") == ("130000", "130900", "130900801")
    counties = [region.code for region in regions_below("130900")]
    assert "130925" in counties
    assert "130900801" in counties
    assert "130925104" not in counties
    assert [r.code for r in regions_below("130925")] == ["130925104", "130925801"]
    assert [r.code for r in regions_below("130925104")] == ["130925104201"]
    assert regions_below("130925104201") == []
    assert len(regions_below("")) > 30


def test_a_place_is_called_by_what_it_lies_in(cangzhou: Market) -> None:
    with translation.override("zh-hans"):
        assert region_label("130925104201") == "河北盐山千童镇东街村"
        assert region_label("130900801") == "河北沧州高新技术产业开发区"
    with translation.override("en"):
        assert region_label("130925104") == "Qiantongzhen, Yanshan, Hebei"
    assert region_label("130925999") == ""


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("13092510", "township"), ("130900101", "township"), ("130000801", "park"),
        ("130925104", "village"), ("130925999001", "village"), ("13092510x", "township"),
        ("999999101", "township"),
    ],
)  # fmt: skip
def test_a_code_that_hangs_nowhere_is_refused(cangzhou: Market, code: str, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        services.region_define(
            actor=actor(cangzhou.operator), region=LocalRegion(code=code, name="某地", kind=kind)
        )
    assert "code" in refused.value.message_dict
    assert LocalRegion.objects.count() == len(ROWS)


def test_only_operators_define_regions(market: Market) -> None:
    place = LocalRegion(code="130925104", name="千童镇", kind="township")
    with pytest.raises(NotPermitted):
        services.region_define(actor=actor(market.buyer), region=place)
    assert not LocalRegion.objects.exists()
    admin = browser(market.operator)
    market.operator.is_staff = market.operator.is_superuser = True
    market.operator.save()
    form = {"code": place.code, "name": place.name, "name_en": "", "kind": place.kind}
    assert admin.post("/admin/accounts/localregion/add/", form).status_code == 302
    assert region_label("130925104")


def test_listings_below_the_county_are_found_from_every_level_above(cangzhou: Market) -> None:
    need = factories.need(cangzhou.buyer, region="130925104201")
    factories.need(cangzhou.buyer, region="130900801")
    factories.need(cangzhou.buyer, region="130921")
    on_market = listings_on_market(actor(None))
    found = {
        code: listings_narrowed(on_market, region=code).count()
        for code in ("130000", "130900", "130925", "130925104", "130925104201", "130900801")
    }
    assert list(found.values()) == [3, 3, 1, 1, 1, 1]
    assert listing_document(need, public_vector=None, full_vector=None).facets["region"] == path_to(
        "130925104201"
    )
    page = text(browser().get("/listings/need/", {"region": "130925"}))
    assert need.title in page


def test_forms_offer_what_the_installation_knows(cangzhou: Market) -> None:
    for form in (OrganisationForm(), GovernmentUnitForm()):
        assert 'value="130925104201"' in str(form["region"])
    validate_region("130925801")
    with pytest.raises(ValidationError):
        validate_region("130925999")


def test_a_unit_is_set_up_by_the_operator_alone(market: Market) -> None:
    place = reverse("government_unit")
    form = {
        "unit_kind": "science", "name": "盐山县科学技术局", "name_en": "", "region": "130900",
        "email": "officer@example.org",
    }  # fmt: skip
    for person in (market.buyer, market.office, market.broker):
        assert browser(person).post(place, form).status_code == 403
    assert not Organisation.objects.filter(kind="government").exists()
    client = browser(market.operator)
    assert client.post(place, form | {"unit_kind": "spies"}).status_code == 422
    assert client.post(place, form | {"email": "none"}).status_code == 422
    assert not Organisation.objects.filter(kind="government").exists()
    assert client.post(place, form).status_code == 302
    unit = Organisation.objects.get(kind="government")
    assert (unit.unit_kind, unit.verified) == ("science", True)
    assert Invitation.objects.get().duties == ["regional_officer"]


def test_an_officers_figures_are_those_of_the_lists_behind_them(cangzhou: Market) -> None:
    contract = records.drafted(cangzhou)
    records.confirm(cangzhou, contract)
    factories.need(cangzhou.buyer, region="130925104", title="园区用的高压阀门")
    factories.need(cangzhou.buyer, region="130925", disclosure="confidential", title="保密的需求")
    factories.need(cangzhou.buyer, region="130925", publish=False)
    factories.need(cangzhou.buyer, region="370112")
    officer = officer_of("130925")
    desk = text(browser(officer).get("/desk/"))
    assert "园区用的高压阀门" in desk
    assert '<a href="/listings/need/?region=130925">2</a>' in desk
    assert '<a href="/listings/need/?region=130925104">1</a>' in desk
    listed = listings_narrowed(listings_on_market(actor(officer), kind="need"), region="130925")
    assert listed.count() == 2
    city = text(browser(officer_of("130900")).get("/desk/"))
    assert contract.title not in city
    assert str(contract.amount) not in city


def test_an_officer_reads_of_contracts_what_is_nobodys_secret(cangzhou: Market) -> None:
    contract = records.drafted(cangzhou)
    records.confirm(cangzhou, contract)
    Organisation.objects.filter(pk=cangzhou.enterprise.pk).update(region="130925104")
    address = reverse("region_contracts", args=["130925", "buyer"])
    client = browser(officer_of("130900"))
    assert address in text(client.get("/desk/"))
    page = text(client.get(address))
    assert contract.need is not None
    assert contract.need.title in page
    assert contract.offer is not None
    for secret in (
        contract.title,
        contract.offer.title,
        cangzhou.university.name,
        "1,250,000",
        "1.25",
    ):
        assert secret not in page
    assert client.get(reverse("region_contracts", args=["370112", "buyer"])).status_code == 404
    assert client.get(reverse("region_contracts", args=["130925", "x"])).status_code == 404
    assert browser(officer_of("130921")).get(address).status_code == 404
    assert browser(cangzhou.buyer).get(address).status_code == 404


def test_an_officer_reads_no_confidential_details_and_writes_nothing(market: Market) -> None:
    need = factories.need(
        market.buyer, disclosure="confidential", background="不外传的工艺细节", region="130900"
    )
    client = browser(officer_of("130900"))
    page = text(client.get(reverse("listing", args=[need.pk])))
    assert need.title in page
    assert "不外传的工艺细节" not in page
    assert client.get(reverse("listing_edit", args=[need.pk])).status_code == 403
    assert client.get(reverse("listing_new", args=["need"])).status_code == 403
