"""Members are invited, accept, and may leave; nobody becomes one unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from rest_framework.test import APIClient

from backend.accounts import services
from backend.accounts.models import Duty, Invitation, Membership, User
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.deals.selectors import deal_followed_by
from tests import factories
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor

RESEARCHER = [Duty.RESEARCHER.value]


def invited(market: Market, email: str, duties: list[str] | None = None) -> Invitation:
    return services.member_invite(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        email=email,
        duties=duties or RESEARCHER,
    )


def test_from_the_mail_to_the_desk(market: Market, drain: Callable[[], int]) -> None:
    newcomer = factories.user("Newcomer")
    place = reverse("members", args=[market.university.pk])
    office = browser(market.office)
    assert office.post(place, {"email": newcomer.email, "duties": RESEARCHER}).status_code == 302
    assert not newcomer.memberships.exists()
    drain()
    assert mail.outbox[0].to == [newcomer.email]
    assert "http://127.0.0.1:8000/my/invitation/" in mail.outbox[0].body
    client = browser(newcomer)
    assert market.university.name in text(client.get("/desk/"))
    invitation = Invitation.objects.get()
    response = client.post(reverse("invitation_accept", args=[invitation.pk]), follow=True)
    assert "Needs that fit my work" in text(response)
    assert actor(newcomer).has(Duty.RESEARCHER, market.university.pk)
    assert newcomer.name in text(office.get(place))


def test_who_invites_does_not_learn_who_has_an_account(market: Market) -> None:
    place = reverse("members", args=[market.university.pk])
    known, unknown = factories.user().email, "nobody@example.org"
    client = browser(market.office)
    pages = []
    for email in (known, unknown):
        response = client.post(place, {"email": email, "duties": RESEARCHER}, follow=True)
        pages.append(text(response).count(email) and response.status_code)
    assert pages[0] == pages[1] == 200
    assert set(Invitation.objects.values_list("email", "state")) == {
        (known, "open"),
        (unknown, "open"),
    }


@pytest.mark.parametrize(("person", "refusal"), [("researcher", 403), ("buyer", 404)])
def test_only_who_answers_for_it_invites(market: Market, person: str, refusal: int) -> None:
    place = reverse("members", args=[market.university.pk])
    client = browser(getattr(market, person))
    form = {"email": "new@example.org", "duties": RESEARCHER}
    assert client.post(place, form).status_code == refusal
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("act", [services.invitation_accept, services.invitation_decline])
def test_only_the_invited_answers_and_only_once(market: Market, act: Callable[..., object]) -> None:
    newcomer = factories.user()
    invitation = invited(market, newcomer.email.upper())
    for other in (market.stranger, market.office, factories.user()):
        with pytest.raises(NotFound):
            act(actor=actor(other), invitation_id=invitation.pk)
    invitation.refresh_from_db()
    assert invitation.state == Invitation.State.OPEN
    act(actor=actor(newcomer), invitation_id=invitation.pk)
    with pytest.raises(NotFound):
        act(actor=actor(newcomer), invitation_id=invitation.pk)
    accepted = act is services.invitation_accept
    assert newcomer.memberships.filter(active=True).exists() is accepted


def test_what_was_withdrawn_is_not_accepted(market: Market) -> None:
    newcomer = factories.user()
    invitation = invited(market, newcomer.email)
    with pytest.raises(NotPermitted):
        services.invitation_withdraw(
            actor=actor(market.researcher),
            organisation_id=market.university.pk,
            invitation_id=invitation.pk,
        )
    services.invitation_withdraw(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        invitation_id=invitation.pk,
    )
    with pytest.raises(NotFound):
        services.invitation_accept(actor=actor(newcomer), invitation_id=invitation.pk)
    assert not newcomer.memberships.exists()


def test_refused_invitations_leave_nothing(market: Market, english: None) -> None:
    for email, duties, field in [
        ("no address", RESEARCHER, "email"),
        (market.researcher.email, RESEARCHER, "email"),
        ("a@example.org", [], "duties"),
        ("a@example.org", [Duty.BROKER.value], "duties"),
    ]:
        with pytest.raises(ValidationError) as error:
            services.member_invite(
                actor=actor(market.office),
                organisation_id=market.university.pk,
                email=email,
                duties=duties,
            )
        assert list(error.value.message_dict) == [field]
    assert not Invitation.objects.exists()
    newcomer = factories.user()
    services.invitation_decline(
        actor=actor(newcomer), invitation_id=invited(market, newcomer.email).pk
    )
    with pytest.raises(ValidationError, match="declined"):
        invited(market, newcomer.email)


def test_an_unverified_organisation_cannot_mail_at_will(market: Market) -> None:
    waiting = factories.organisation(verified_at=None)
    founder = factories.member(waiting, Duty.ENTERPRISE_MEMBER)
    for n in range(20):
        try:
            services.member_invite(
                actor=actor(founder),
                organisation_id=waiting.pk,
                email=f"p{n}@example.org",
                duties=[Duty.ENTERPRISE_MEMBER],
            )
        except ValidationError:
            break
    assert Invitation.objects.count() == n == 10


def test_the_last_who_decides_may_not_leave(market: Market) -> None:
    place = reverse("member_leave", args=[market.university.pk])
    page = reverse("members", args=[market.university.pk])
    assert place not in text(browser(market.office).get(page))
    assert "first give a colleague the duty" in text(browser(market.office).get(page))
    assert place in text(browser(market.researcher).get(page))
    assert browser(market.office).post(place).status_code == 409
    assert actor(market.office).belongs_to(market.university.pk)
    with pytest.raises(WrongState):
        services.member_duties_change(
            actor=actor(market.office),
            organisation_id=market.university.pk,
            user_id=market.office.pk,
            duties=RESEARCHER,
        )
    assert actor(market.office).has(Duty.UNIVERSITY_OFFICE, market.university.pk)
    services.member_duties_change(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        user_id=market.colleague.pk,
        duties=[Duty.UNIVERSITY_OFFICE],
    )
    assert browser(market.office).post(place).status_code == 302
    assert not actor(market.office).belongs_to(market.university.pk)


def test_who_leaves_answers_for_nothing_there(market: Market, drain: Callable[[], int]) -> None:
    achievement = factories.achievement(market.researcher)
    factories.assign_broker(achievement, market.researcher, market.broker)
    factories.member(market.agency, Duty.BROKER)
    services.member_leave(actor=actor(market.researcher), organisation_id=market.university.pk)
    services.member_leave(actor=actor(market.broker), organisation_id=market.agency.pk)
    drain()
    achievement.refresh_from_db()
    assert achievement.contact == market.office
    assert achievement.broker is None
    assert f"user:{market.broker.pk}" not in {row.token for row in achievement.audiences.all()}


def test_who_leaves_follows_no_deal_any_more(market: Market, drain: Callable[[], int]) -> None:
    deal = pairs.deal(market)
    assert deal.people.filter(user=market.buyer).exists()
    successor = factories.member(market.enterprise, Duty.ENTERPRISE_MEMBER)
    services.member_leave(actor=actor(market.buyer), organisation_id=market.enterprise.pk)
    drain()
    with pytest.raises(NotFound):
        deal_followed_by(actor(market.buyer), deal.pk)
    assert [row.user for row in deal.people.filter(duty="buyer")] == [successor]
    assert browser(market.buyer).get(reverse("deal", args=[deal.pk])).status_code == 404


def test_only_deciders_remove_and_who_comes_back_is_invited_again(market: Market) -> None:
    place = reverse("member_remove", args=[market.university.pk, market.colleague.pk])
    for person in (market.researcher, market.buyer):
        assert browser(person).post(place).status_code == 403
    assert actor(market.colleague).belongs_to(market.university.pk)
    assert browser(market.office).post(place).status_code == 302
    assert not actor(market.colleague).belongs_to(market.university.pk)
    invitation = invited(market, market.colleague.email)
    services.invitation_accept(actor=actor(market.colleague), invitation_id=invitation.pk)
    assert Membership.objects.filter(user=market.colleague).count() == 1
    assert actor(market.colleague).has(Duty.RESEARCHER, market.university.pk)


def client_of(person: User) -> APIClient:
    found = APIClient(headers={"accept-language": "en"})
    found.force_login(person)
    return found


def test_the_same_by_the_api(market: Market) -> None:
    base = f"/api/v1/organisations/{market.university.pk}"
    newcomer = factories.user()
    form = {"email": newcomer.email, "duties": RESEARCHER}
    assert client_of(market.researcher).post(f"{base}/invitations/", form).status_code == 403
    office = client_of(market.office)
    assert office.post(f"{base}/invitations/", form | {"duties": []}).status_code == 400
    made = office.post(f"{base}/invitations/", form)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    mine = client_of(newcomer)
    (received,) = mine.get("/api/v1/invitations/").json()["results"]
    assert mine.post(f"/api/v1/invitations/{received['id']}/accept/").status_code == 204
    members = mine.get(f"{base}/members/").json()
    assert {"user": newcomer.pk, "name": newcomer.name, "duties": RESEARCHER} in members
    assert client_of(market.buyer).get(f"{base}/members/").status_code == 404
    both = {"duties": [Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE]}
    assert mine.put(f"{base}/members/{newcomer.pk}/", both).status_code == 403
    changed = office.put(f"{base}/members/{newcomer.pk}/", both).json()
    assert sorted(changed["duties"]) == sorted(both["duties"])
    assert mine.delete(f"{base}/members/{newcomer.pk}/").status_code == 204
    assert not actor(newcomer).belongs_to(market.university.pk)


def test_an_operator_makes_himself_a_party_of_nothing(market: Market) -> None:
    with pytest.raises(NotPermitted):
        services.member_invite(
            actor=actor(market.operator),
            organisation_id=market.enterprise.pk,
            email=market.operator.email.upper(),
            duties=[Duty.ENTERPRISE_MEMBER],
        )
    assert not Invitation.objects.exists()
    assert not actor(market.operator).belongs_to(market.enterprise.pk)
