"""Nobody decides on oneself or on one's own organisation, whatever duty he holds beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Membership, MembershipDuty, User
from backend.core.errors import NotPermitted
from backend.finance import services as finance
from backend.finance.models import Wish
from backend.finance.values import CheckValues
from backend.nominations.models import Nomination
from backend.nominations.services import NOMINATION_SERVICES
from backend.registration import services as registration
from backend.registration.models import Registration
from backend.talent.models import Claim
from backend.talent.services import CLAIM_SERVICES
from tests import factories
from tests.backend.finance import financing
from tests.backend.nominations import nominated
from tests.backend.programmes import cases as programmes
from tests.backend.registration import cases
from tests.backend.talent import listed
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def acting_for(person: User, organisation_id: int | None) -> Actor:
    return replace(actor(person), organisation_id=organisation_id)


def test_an_officer_of_the_firm_checks_no_credit_of_it(market: Market) -> None:
    officer = programmes.officer()
    unit = programmes.unit_of(officer)
    wish = financing.asked(market)
    factories.join(officer, market.enterprise, Duty.ENTERPRISE_MEMBER)
    with refused(NotPermitted):
        finance.wish_check(
            actor=acting_for(officer, unit),
            wish_id=wish.pk,
            expected_revision=None,
            values=CheckValues(grade="A", body="某征信公司", checked_on=timezone.localdate()),
        )
    assert Wish.objects.get().state == "asked"


def test_an_office_hands_no_profile_to_itself(market: Market) -> None:
    claim = listed.claim(market)
    membership = Membership.objects.get(user=market.researcher, organisation=market.university)
    MembershipDuty.objects.create(membership=membership, duty=Duty.UNIVERSITY_OFFICE)
    with refused(NotPermitted):
        CLAIM_SERVICES["approve"](actor=actor(market.researcher), claim_id=claim.pk)
    assert Claim.objects.get().state == "asked"


def test_an_officer_of_the_applicant_registers_nothing_of_it(market: Market) -> None:
    case = cases.signed(market)
    found = cases.submitted(case)
    factories.join(case.officer, market.university, Duty.RESEARCHER)
    with refused(NotPermitted):
        registration.registration_refuse(
            actor=acting_for(case.officer, case.bureau.pk),
            registration_id=found.pk,
            expected_revision=found.revision,
            reason="no_technology",
        )
    assert Registration.objects.get().state == "submitted"


def test_an_officer_of_the_applicant_puts_no_result_of_it_on_record(market: Market) -> None:
    found = nominated.applied(market)
    Nomination.objects.update(state="recommended")
    factories.join(market.buyer, market.university, Duty.RESEARCHER)
    with refused(NotPermitted):
        NOMINATION_SERVICES["establish"](
            actor=acting_for(market.buyer, market.enterprise.pk),
            nomination_id=found.pk,
            number="2027-1",
            expected_revision=None,
        )
    assert Nomination.objects.get().state == "recommended"
