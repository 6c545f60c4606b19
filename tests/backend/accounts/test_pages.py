"""Language, theme, organisations and sign-in as people use them."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from backend.accounts.models import Duty, Membership, Organisation
from tests import factories
from tests.backend.attachments.samples import upload
from tests.backend.joining.evidence import licence
from tests.browsers import browser, text
from tests.factories import Market

NEW = {
    "kind": "enterprise",
    "name": "新登记的企业",
    "name_en": "",
    "credit_code": "",
    "region": "130900",
}


def test_the_language_is_kept_and_remembered_for_mail(market: Market) -> None:
    client = browser(market.buyer, "zh-hans")
    response = client.post(reverse("language"), {"language": "en", "next": "/glossary/"})
    assert response["Location"] == "/glossary/"
    market.buyer.refresh_from_db()
    assert market.buyer.language == "en"
    assert "One word for one thing" in text(client.get("/glossary/"))


def test_an_unknown_language_or_theme_changes_nothing(market: Market) -> None:
    client = browser(market.buyer)
    client.post(reverse("language"), {"language": "xx"})
    client.post(reverse("theme"), {"theme": "pink"})
    market.buyer.refresh_from_db()
    assert market.buyer.language == "zh-hans"
    assert not {"tiqiao_language", "tiqiao_theme"} & set(client.cookies)


def test_the_theme_is_in_the_page_itself(db: None) -> None:
    client = browser()
    client.post(reverse("theme"), {"theme": "dark"})
    assert 'data-bs-theme="dark"' in text(client.get("/"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_nobody_is_sent_to_another_site(db: None, elsewhere: str) -> None:
    response = browser().post(reverse("theme"), {"theme": "dark", "next": elsewhere})
    assert response["Location"] == "/"


def test_a_person_acts_for_another_of_their_organisations(market: Market) -> None:
    factories.join(market.buyer, market.university, Duty.RESEARCHER)
    client = browser(market.buyer)
    assert "My needs" in text(client.get("/desk/"))
    client.post(reverse("organisation_switch"), {"organisation": market.university.pk})
    assert "Needs that fit my work" in text(client.get("/desk/"))


@pytest.mark.parametrize("wanted", ["", "x", "0", "99999999"])
def test_nobody_acts_for_an_organisation_they_are_not_in(market: Market, wanted: str) -> None:
    client = browser(market.buyer)
    client.post(reverse("organisation_switch"), {"organisation": wanted or market.university.pk})
    assert "My needs" in text(client.get("/desk/"))


def test_registering_an_organisation_ends_on_its_desk(db: None) -> None:
    person = factories.user("Founder")
    client = browser(person)
    form = NEW | {"licence": licence()}
    response = client.post(reverse("organisation_register"), form, follow=True)
    assert "waits for verification" in text(response)
    assert Membership.objects.get(user=person).organisation.name == "新登记的企业"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"credit_code": "91130900MA0000000X"}, "check digit"),
        ({"name": "  "}, "required"),
        ({"kind": "operator"}, "valid choice"),
        ({"licence": ""}, "required"),
        ({"licence": upload("licence.png", b"MZ not a picture")}, "damaged"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_registered(
    db: None, changed: dict[str, object], said: str
) -> None:
    before = Organisation.objects.count()
    response = browser(factories.user()).post(
        reverse("organisation_register"), NEW | {"licence": licence()} | changed
    )
    assert response.status_code == 422
    assert said in text(response)
    assert Organisation.objects.count() == before


def test_signing_in_leads_to_the_desk(market: Market) -> None:
    EmailAddress.objects.create(
        user=market.buyer, email=market.buyer.email, verified=True, primary=True
    )
    response = browser().post(
        reverse("account_login"),
        {"login": market.buyer.email, "password": factories.PASSWORD},
        follow=True,
    )
    assert response.redirect_chain[-1][0] == reverse("desk")


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_signup", "account_reset_password", "account_request_login_code"],
)
def test_the_ways_in_wear_the_frame_and_label_their_fields(db: None, name: str) -> None:
    page = text(browser(language="zh-hans").get(reverse(name)))
    assert 'class="skip"' in page
    assert page.count("<label") >= 1
    assert 'style="' not in page
