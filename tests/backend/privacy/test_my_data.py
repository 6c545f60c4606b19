"""A person takes a copy of what is kept, and closes the account; nothing of others is told or lost."""

from __future__ import annotations

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from backend.accounts.models import Membership, User
from backend.core.errors import WrongState
from backend.core.models import Event
from backend.following.services import follow_begin
from backend.privacy.selectors import obstacles_to_closing
from backend.privacy.services import person_erase
from notifications import facade as notifications
from notifications.contracts import Message
from tests import factories
from tests.browsers import browser, confirm_identity
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def confirmed(person: User) -> Client:
    """Signed in with the password given just now."""
    client = browser(person)
    confirm_identity(client)
    return client


def test_the_copy_tells_all_of_oneself_and_nothing_of_others(market: Market) -> None:
    own = factories.need(market.buyer)
    factories.need(market.stranger, title="别人的需求")
    follow_begin(actor=actor(market.buyer), chain="02")
    client = confirmed(market.buyer)
    answer = client.post(reverse("my_data_copy"))
    assert answer.status_code == 200, answer
    assert "attachment" in answer["Content-Disposition"]
    told = json.loads(answer.content)
    assert [row["email"] for row in told["account"]] == [market.buyer.email]
    assert [row["title"] for row in told["listings"]] == [own.title]
    assert [row["chain"] for row in told["follows"]] == ["02"]
    assert "别人的需求" not in answer.content.decode()
    assert {row["name"] for row in told["acts"]} >= {"listing.published"}
    assert Event.objects.filter(name="person.exported", actor_id=market.buyer.pk).count() == 1


def test_the_copy_asks_for_the_password_first(market: Market) -> None:
    answer = browser(market.buyer).post(reverse("my_data_copy"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    assert not Event.objects.filter(name="person.exported").exists()


def test_what_runs_is_handed_over_first(market: Market) -> None:
    listing = factories.achievement(market.researcher)
    before = Event.objects.count()
    (obstacle,) = obstacles_to_closing(actor(market.researcher))
    assert obstacle.title == listing.title
    with refused(WrongState):
        person_erase(actor=actor(market.researcher))
    market.researcher.refresh_from_db()
    assert market.researcher.is_active
    assert Event.objects.count() == before


def test_the_last_who_decides_cannot_leave_it_alone(market: Market) -> None:
    with refused(WrongState, match="answer for the organisation"):
        person_erase(actor=actor(market.buyer))
    assert Membership.objects.filter(user=market.buyer, active=True).exists()


def test_a_closed_account_is_gone_and_its_sessions_with_it(market: Market) -> None:
    person = market.colleague
    told = {person.pk: Message()}
    notifications.deliver(messages=told, kind="listing.published", payload={}, key="k")
    User.objects.filter(pk=person.pk).update(phone="13800000000", position="Engineer")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    elsewhere, client = browser(person), confirmed(person)
    wrong = client.post(reverse("account_close"), {"address": "somebody@example.org"})
    assert wrong.status_code == 422
    done = client.post(reverse("account_close"), {"address": person.email.upper()})
    assert done.status_code == 302
    old = person.email
    person.refresh_from_db()
    assert not person.is_active
    assert old not in (person.email, person.name)
    assert (person.phone, person.position, person.photo) == ("", "", "")
    assert not Authenticator.objects.filter(user=person).exists()
    assert not Membership.objects.filter(user=person, active=True).exists()
    assert notifications.newest_id(person.pk) == 0
    assert elsewhere.get(reverse("my_data")).status_code == 302  # to sign in
    form = {"login": old, "password": factories.PASSWORD}
    assert "_auth_user_id" not in _session(Client(), form)


def _session(client: Client, form: dict[str, str]) -> dict[str, object]:
    client.post(reverse("account_login"), form)
    return dict(client.session)


@pytest.mark.parametrize(("language", "says"), [("zh-hans", "永久注销"), ("en", "for good")])
def test_the_page_says_what_stands_against_closing(
    market: Market, language: str, says: str
) -> None:
    client = browser(market.buyer, language)
    assert says in client.get(reverse("my_data")).content.decode()
    listing = factories.need(market.buyer)
    page = client.get(reverse("my_data")).content.decode()
    assert listing.title in page
    assert reverse("account_close") not in page
