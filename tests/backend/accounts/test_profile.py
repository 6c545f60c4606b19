"""People say who they are, and sign in as they like."""

from __future__ import annotations

from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.urls import reverse
from PIL import Image

from backend.accounts.models import User
from tests import factories
from tests.backend.attachments.samples import picture, upload
from tests.browsers import browser, confirm_identity, text
from tests.factories import Market

SAID = {"name": "周一鸣", "position": "技术部主任", "phone": "0317-1234567"}


def test_name_contact_and_a_photo_drawn_anew(market: Market) -> None:
    client = browser(market.buyer)
    place = reverse("profile")
    sent = upload("me.png", picture("PNG", (300, 200)) + b"hidden words")
    assert client.post(place, SAID | {"photo": sent}).status_code == 302
    market.buyer.refresh_from_db()
    assert (market.buyer.name, market.buyer.position) == ("周一鸣", "技术部主任")
    shown = browser(market.stranger).get(reverse("photo", args=[market.buyer.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(shown.content)).size == (256, 256)
    assert b"hidden" not in shown.content
    assert browser().get(reverse("photo", args=[market.buyer.pk])).status_code == 302
    page = text(client.get(reverse("members", args=[market.enterprise.pk])))
    assert "0317-1234567" in page
    client.post(place, SAID | {"photo_remove": "on"})
    assert client.get(reverse("photo", args=[market.buyer.pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "required"),
        ({"phone": "call me"}, "telephone number"),
        ({"photo": upload("me.png", b"no picture")}, "cannot be read"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(
    market: Market, wrong: dict[str, object], said: str
) -> None:
    page = browser(market.buyer).post(reverse("profile"), SAID | wrong)
    assert page.status_code == 422
    assert said in text(page)
    market.buyer.refresh_from_db()
    assert (market.buyer.name, market.buyer.photo) == ("Buyer", "")


def test_a_second_factor_is_asked_for_and_recovery_codes_open(db: None) -> None:
    person = factories.user()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    client = browser(language="zh-hans")
    form = {"login": person.email, "password": factories.PASSWORD}
    asked = client.post(reverse("account_login"), form)
    assert asked["Location"] == reverse("mfa_authenticate")
    assert client.get("/desk/").status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get("/desk/").status_code == 302
    signed_in = browser(person, "zh-hans")
    assert signed_in.get(reverse("mfa_generate_recovery_codes")).status_code == 302  # proof first
    confirm_identity(signed_in)
    signed_in.post(reverse("mfa_generate_recovery_codes"))
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get("/desk/").status_code == 200
    for name in ("mfa_index", "mfa_list_webauthn", "usersessions_list", "mfa_view_recovery_codes"):
        page = text(signed_in.get(reverse(name)))
        assert 'class="skip"' in page
        assert 'style="' not in page


def test_a_code_by_mail_signs_in_in_our_words(db: None) -> None:
    person = factories.user()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client = browser(language="zh-hans")
    client.post(reverse("account_request_login_code"), {"email": person.email})
    (sent,) = mail.outbox
    assert sent.subject == "登录验证码"
    assert sent.body.startswith("您好，这里是题桥。")
    code = sent.body.split("\n\n")[2].strip()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get("/desk/").status_code == 200


def test_nothing_is_offered_that_is_not_configured_and_json_speaks(db: None) -> None:
    page = text(browser().get(reverse("account_login")))
    assert "passkey" in page
    assert "ORCID" not in page
    config = browser().get("/_allauth/browser/v1/config").json()["data"]
    assert config["account"]["login_by_code_enabled"] is True
    assert config["socialaccount"]["providers"] == []
    assert browser().get("/_allauth/browser/v1/auth/session").status_code == 401
    assert not User.objects.exists()
    phone = browser(factories.user()).get("/_allauth/browser/v1/account/phone")
    assert (phone.status_code, phone.json()["data"]) == (200, [])
