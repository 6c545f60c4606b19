"""What a query finds and what a rule allows are the same, for everybody."""

from __future__ import annotations

from dataclasses import fields

import pytest

from backend.accounts.actors import VISITOR
from backend.accounts.models import Duty, Membership, Organisation, User
from backend.catalog.services import listing_assign_broker
from backend.contracts import rules as contract_rules
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_readable_by
from backend.deals import rules as deal_rules
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed_by
from backend.pairings import rules
from backend.pairings.models import Pairing
from backend.pairings.selectors import pairings_followed_by
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor

pytestmark = pytest.mark.both_databases


def everybody(market: Market) -> list[User]:
    found = [getattr(market, field.name) for field in fields(market)]
    people = [person for person in found if isinstance(person, User)]
    # One who belongs to two organisations, and one whose membership ended.
    people.append(factories.member(market.enterprise, Duty.ENTERPRISE_MEMBER))
    factories.join(people[-1], market.university, Duty.RESEARCHER)
    people.append(factories.member(market.university, Duty.UNIVERSITY_OFFICE))
    Membership.objects.filter(user=people[-1]).update(active=False)
    return people


def test_queries_follow_the_rules(market: Market) -> None:
    contract = records.drafted(market)
    pairs.pairing(market)
    brokered = pairs.pairing(market)
    listing_assign_broker(
        actor=actor(market.researcher), listing_id=brokered.offer_id, broker_id=market.broker.pk
    )
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=contract.need_id, broker_id=market.broker.pk
    )
    rival = factories.organisation(Organisation.Kind.UNIVERSITY)
    pairs.achievement(factories.member(rival, Duty.RESEARCHER))
    for who in [*(actor(person) for person in everybody(market)), VISITOR]:
        assert set(pairings_followed_by(who)) == {
            row for row in Pairing.objects.all() if rules.may_follow(who, row)
        }
        assert set(deals_followed_by(who)) == {
            row for row in Deal.objects.all() if deal_rules.may_follow(who, row)
        }
        assert set(contracts_readable_by(who)) == {
            row for row in Contract.objects.all() if contract_rules.may_read(who, row)
        }
    assert Pairing.objects.count() == 3
