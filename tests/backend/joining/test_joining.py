"""A researcher finds the university that is here already, asks, and is one of its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import Duty, Invitation, Organisation, User
from backend.accounts.selectors import invitation_token
from backend.accounts.services import invitation_accept, member_invite
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.joining import services
from backend.joining.models import JoinRequest, MailDomain
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused


def proved(person: User, address: str) -> None:
    EmailAddress.objects.create(user=person, email=address, verified=True)


def asked(person: User, of: Organisation, duty: str = "researcher") -> JoinRequest:
    return services.join_ask(actor=actor(person), organisation_id=of.pk, duty=duty, note="材料学院")


def test_from_finding_the_university_to_its_desk(market: Market, drain: Callable[[], int]) -> None:
    newcomer = factories.user("Newcomer")
    client = browser(newcomer)
    assert reverse("join") in text(client.get("/desk/"))
    found = text(client.get(reverse("join"), {"q": market.university.name[:8].upper()}))
    place = reverse("join_ask", args=[market.university.pk])
    assert place in found
    page = client.post(place, {"duty": "researcher", "note": "材料学院，导师认识我"}, follow=True)
    request = JoinRequest.objects.get()
    assert not newcomer.memberships.exists()
    assert "Waits for an answer" in text(page)
    drain()
    office = browser(market.office)
    assert "Newcomer asks to join" in text(office.get(reverse("inbox")))
    accept = reverse("join_request_act", args=[request.pk, "accept"])
    assert accept in text(office.get("/desk/"))
    office.post(accept, {"revision": request.revision})
    drain()
    assert actor(newcomer).has(Duty.RESEARCHER, market.university.pk)
    assert "took you in" in text(client.get(reverse("inbox")))
    assert "Needs that fit my work" in text(client.get("/desk/"))
    listed = text(office.get(reverse("members", args=[market.university.pk])))
    assert listed.count("answers for it") == 1


def test_who_does_not_answer_for_it_decides_nothing(market: Market) -> None:
    newcomer = factories.user()
    request = asked(newcomer, market.university)
    before = Event.objects.count()
    for person in (market.researcher, market.buyer, newcomer):
        for act in (services.join_accept, services.join_decline):
            given = {"note": "x"} if act is services.join_decline else {}
            with refused((NotPermitted, NotFound)):
                act(actor=actor(person), join_request_id=request.pk, **given)
    for person in (market.researcher, market.buyer):
        page = browser(person).get(reverse("join_request", args=[request.pk]))
        assert page.status_code == 404
        assert browser(person).get(reverse("joining", args=[market.university.pk])).status_code in {
            403,
            404,
        }
    with refused(WrongState):
        asked(newcomer, market.university)
    assert Event.objects.count() == before
    assert not newcomer.memberships.exists()


def test_declined_with_a_reason_that_is_read(market: Market, drain: Callable[[], int]) -> None:
    newcomer = factories.user()
    request = asked(newcomer, market.university, Duty.UNIVERSITY_OFFICE)
    office = browser(market.office)
    decline = reverse("join_request_act", args=[request.pk, "decline"])
    assert office.post(decline, {"revision": 1, "note": " "}).status_code == 422
    office.post(decline, {"revision": 1, "note": "我们不认识您"})
    drain()
    page = text(browser(newcomer).get(reverse("join_request", args=[request.pk])))
    assert "我们不认识您" in page
    assert not newcomer.memberships.exists()
    with refused(WrongState):
        asked(newcomer, market.university)


def test_a_confirmed_domain_decides_by_itself_and_never_on_who_decides(market: Market) -> None:
    proved(market.office, "office@univ.edu.cn")
    claim = {"organisation_id": market.university.pk, "domain": "@Univ.edu.cn "}
    with refused(NotPermitted):
        services.domain_claim(actor=actor(market.researcher), **claim)
    for domain in ("edu.cn", "qq.com", "other.edu.cn", "no domain", "x" * 300):
        with refused(ValidationError) as error:
            services.domain_claim(actor=actor(market.office), **claim | {"domain": domain})
        assert list(error.value.message_dict) == ["domain"]
    found = services.domain_claim(actor=actor(market.office), **claim)
    early = factories.user()
    proved(early, "early@mail.univ.edu.cn")
    assert asked(early, market.university).state == JoinRequest.State.OPEN
    with refused(NotPermitted):
        services.domain_confirm(actor=actor(market.office), domain_id=found.pk)
    assert found.domain in text(browser(market.operator).get("/desk/"))
    browser(market.operator).post(reverse("mail_domain_confirm", args=[found.pk]))
    late, boss = factories.user(), factories.user()
    for person in (late, boss):
        proved(person, f"p{person.pk}@mail.univ.edu.cn")
    assert market.university.name in text(browser(late).get(reverse("join")))
    place = reverse("join_ask", args=[market.university.pk])
    browser(late).post(place, {"duty": "researcher", "note": ""})
    assert actor(late).has(Duty.RESEARCHER, market.university.pk)
    assert asked(boss, market.university, Duty.UNIVERSITY_OFFICE).state == JoinRequest.State.OPEN
    assert not boss.memberships.exists()
    with refused(NotFound):
        services.domain_remove(actor=actor(market.buyer), domain_id=found.pk)
    services.domain_remove(actor=actor(market.office), domain_id=found.pk)
    assert not MailDomain.objects.exists()
    assert actor(late).belongs_to(market.university.pk)


def invited(market: Market, email: str) -> Invitation:
    return member_invite(
        actor=actor(market.office),
        organisation_id=market.university.pk,
        email=email,
        duties=[Duty.RESEARCHER],
    )


def test_the_link_of_a_mail_leads_a_stranger_from_sign_up_to_the_desk(
    market: Market, drain: Callable[[], int]
) -> None:
    invited(market, "new@example.org")
    drain()
    (sent,) = mail.outbox
    link = next(word for word in sent.body.split() if "/my/invitation/" in word)
    link = link.removeprefix("http://127.0.0.1:8000")
    client = browser()
    assert market.university.name in text(client.get(link))
    form = {
        "email": "new@example.org", "password1": factories.PASSWORD,
        "password2": factories.PASSWORD, "name": "新来的", "next": link,
    }  # fmt: skip
    page = text(client.post(reverse("account_signup"), form, follow=True))
    accept = reverse("invitation_accept", args=[Invitation.objects.get().pk])
    assert accept in page
    client.post(accept)
    person = User.objects.get(email="new@example.org")
    assert actor(person).has(Duty.RESEARCHER, market.university.pk)
    again = client.get(link)
    assert again.status_code == 410
    assert "used already" in text(again)


def test_an_invitation_by_another_address_after_its_end_or_torn(market: Market) -> None:
    person = factories.user()
    invitation = invited(market, person.email)
    link = reverse("invitation", args=[invitation_token(invitation)])
    wrong = text(browser(market.stranger).get(link))
    assert f"This invitation is for {person.email}" in wrong
    assert reverse("invitation_accept", args=[invitation.pk]) not in wrong
    assert browser(person).get(link[:-3] + "/").status_code == 404
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=15))
    invitation.refresh_from_db()
    ended = browser(person).get(reverse("invitation", args=[invitation_token(invitation)]))
    assert ended.status_code == 410
    assert "has ended" in text(ended)
    assert browser(person).get(link).status_code == 404  # a newer one took its place
    with refused(NotFound):
        invitation_accept(actor=actor(person), invitation_id=invitation.pk)
    assert not person.memberships.exists()


def test_joining_by_the_api(market: Market) -> None:
    newcomer = factories.user()
    mine, office = APIClient(), APIClient()
    mine.force_login(newcomer)
    office.force_login(market.office)
    form = {"organisation": market.university.pk, "duty": "researcher"}
    assert mine.post("/api/v1/join-requests/", form | {"duty": "broker"}).status_code == 400
    made = mine.post("/api/v1/join-requests/", form)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    (row,) = office.get("/api/v1/join-requests/?state=open").json()["results"]
    place = f"/api/v1/join-requests/{row['id']}/accept/"
    assert mine.post(place, {"revision": 1}).status_code == 403
    assert office.post(place, {"revision": 1}).json()["state"] == "accepted"
    assert actor(newcomer).has(Duty.RESEARCHER, market.university.pk)
