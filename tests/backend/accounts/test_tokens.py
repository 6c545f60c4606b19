"""Programs act by tokens: within their scope, until their end, and shown once."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import ApiToken, User
from backend.accounts.services import token_issue
from backend.core.models import Event
from tests import factories
from tests.browsers import browser, confirm_identity, text
from tests.factories import Market, actor

ME, NEEDS = "/api/v1/me/", "/api/v1/needs/"


def program(secret: str) -> APIClient:
    return APIClient(headers={"authorization": f"Bearer {secret}", "accept-language": "en"})


def issued(person: User, **asked: object) -> tuple[ApiToken, str]:
    values = {"name": "Sync", "writes": False, "areas": [], "days": 30}
    return token_issue(actor=actor(person), **values | asked)  # type: ignore[arg-type]


def test_a_token_is_made_after_proof_shown_once_and_ended(market: Market) -> None:
    client = browser(market.buyer)
    form = {"name": "ERP", "writes": "1", "areas": ["listings"], "days": "90"}
    asked = client.post(reverse("tokens"), form)
    assert (asked.status_code, ApiToken.objects.count()) == (302, 0)
    confirm_identity(client)
    page = text(client.post(reverse("tokens"), form))
    secret = page.split("<code>tq_")[1].split("<")[0]
    token = ApiToken.objects.get()
    assert f"tq_{secret}" not in text(client.get(reverse("tokens")))
    assert secret not in str(ApiToken.objects.values())
    erp = program(f"tq_{secret}")
    assert erp.get(NEEDS).status_code == 200
    assert erp.get(ME).status_code == 403  # another area
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert (
        browser(market.stranger).post(reverse("token_revoke", args=[token.pk])).status_code == 404
    )
    assert erp.get(NEEDS).status_code == 200
    client.post(reverse("token_revoke", args=[token.pk]))
    refused = erp.get(NEEDS)
    assert refused.status_code in {401, 403}
    assert "revoked" in refused.json()["detail"]


def test_a_token_reads_only_unless_it_may_write_and_ends(market: Market) -> None:
    _token, secret = issued(market.office)
    client = program(secret)
    assert client.get(ME).json()["organisation"] == market.university.pk
    before = Event.objects.count()
    base = f"/api/v1/organisations/{market.university.pk}/invitations/"
    form = {"email": "x@example.org", "duties": ["researcher"]}
    assert client.post(base, form).status_code == 403
    assert Event.objects.count() == before
    _other, writing = issued(market.office, writes=True, areas=["people"])
    assert program(writing).post(base, form).status_code == 201
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for ended in (secret, writing, "tq_no-such-token", ""):
        assert program(ended).get(ME).status_code in {401, 403}
    assert APIClient().get(ME).status_code == 403


def test_a_token_goes_with_its_person(market: Market) -> None:
    person = factories.user()
    _token, secret = issued(person)
    assert program(secret).get(ME).status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert program(secret).get(ME).status_code in {401, 403}
