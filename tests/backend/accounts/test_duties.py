"""Duties: what a membership lets a person do."""

from __future__ import annotations

import pytest

from backend.accounts.actors import VISITOR
from backend.accounts.duties import BIND, BINDING, binds
from backend.accounts.management.commands import duties as page
from backend.accounts.models import DUTIES_OF_KIND, Duty, Organisation, User
from backend.accounts.selectors import members_with_duty
from tests import factories
from tests.browsers import browser, text
from tests.factories import Market, actor

pytestmark = pytest.mark.both_databases


def test_the_page_says_what_the_rules_hold() -> None:
    assert page.PAGE.read_text("utf-8") == page.page(), "run: python -m backend.manage duties"


def test_every_kind_of_organisation_has_a_duty_that_answers_for_it() -> None:
    assert set(DUTIES_OF_KIND) == set(Organisation.Kind)
    assert all(given[0] in BINDING for given in DUTIES_OF_KIND.values())
    assert {duty for given in DUTIES_OF_KIND.values() for duty in given} == set(Duty)


def test_one_person_holds_several_duties_in_one_organisation(market: Market) -> None:
    both = factories.member(market.university, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE)
    who = actor(both)
    assert who.has(Duty.RESEARCHER, market.university.pk)
    assert who.has_any(market.university.pk, Duty.BROKER, Duty.UNIVERSITY_OFFICE)
    assert not who.has(Duty.RESEARCHER, market.enterprise.pk)
    desk = text(browser(both).get("/desk/"))
    assert "What waits for the office" in desk
    assert "Needs that fit my work" in desk
    assert desk.count("<h1>") == 1


def test_the_query_finds_whom_the_actor_says(market: Market) -> None:
    people = list(User.objects.all())
    people.append(factories.member(market.university, Duty.RESEARCHER, Duty.UNIVERSITY_OFFICE))
    gone = factories.member(market.university, Duty.UNIVERSITY_OFFICE)
    gone.memberships.update(active=False)
    people.append(gone)
    for organisation in (market.university, market.enterprise):
        for duty in Duty:
            assert set(members_with_duty(organisation.pk, duty)) == {
                person for person in people if actor(person).has(duty, organisation.pk)
            }


def test_who_binds(market: Market) -> None:
    university = market.university.pk
    assert binds(actor(market.office), university)
    assert not binds(actor(market.researcher), university)
    assert binds(actor(market.researcher), university, contact_id=market.researcher.pk)
    assert not binds(actor(market.colleague), university, contact_id=market.researcher.pk)
    assert not binds(actor(market.operator), university)
    assert not binds(actor(market.buyer), university)
    assert not BIND.allows(VISITOR, university, contact_id=None)
