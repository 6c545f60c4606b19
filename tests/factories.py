"""People, organisations and listings for tests, made through the product's own services."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.credit_code import check_digit
from backend.accounts.models import Duty, Membership, MembershipDuty, Organisation, User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.catalog.services import listing_assign_broker, listing_draft, listing_publish
from backend.catalog.values import VALUES

NeedValues = VALUES["need"]
AchievementValues = VALUES["achievement"]
ExpertValues = VALUES["expert"]
OrganisationValues = VALUES["organisation"]

_numbers = itertools.count(1)
PASSWORD = "correct-horse-battery"


def credit_code() -> str:
    """A code that has not been used and whose check digit is right."""
    first = f"9113090{next(_numbers):010d}"
    return first + check_digit(first)


def organisation(kind: str = Organisation.Kind.ENTERPRISE, **fields: Any) -> Organisation:
    """A verified organisation, unless told otherwise."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "kind": kind,
        "name": f"{kind} {number}",
        "region": "130900",
        "credit_code": credit_code(),
        "verified_at": timezone.now(),
        "approves_listings": False,
    }
    return Organisation.objects.create(**values | fields)


def user(name: str = "", **fields: Any) -> User:
    """A person without any organisation."""
    number = next(_numbers)
    return User.objects.create_user(
        email=f"person{number}@example.org", password=PASSWORD, name=name or f"P{number}", **fields
    )


def member(of: Organisation, *duties: Duty, name: str = "") -> User:
    """A person with duties in the organisation."""
    person = user(name)
    join(person, of, *duties)
    return person


def join(person: User, of: Organisation, *duties: Duty) -> Membership:
    """The person's membership in one more organisation."""
    membership = Membership.objects.create(user=person, organisation=of)
    for duty in duties:
        MembershipDuty.objects.create(membership=membership, duty=duty)
    return membership


def actor(person: User | None) -> Actor:
    """The actor of a person, with rights as they are now."""
    return actor_of(person)


@dataclass(frozen=True)
class Market:
    """The usual people of a story."""

    enterprise: Organisation
    university: Organisation
    agency: Organisation
    buyer: User
    researcher: User
    colleague: User
    office: User
    broker: User
    operator: User
    stranger: User


def market() -> Market:
    """Everybody a deal needs, and somebody who has no part in it."""
    enterprise = organisation(Organisation.Kind.ENTERPRISE)
    university = organisation(Organisation.Kind.UNIVERSITY)
    agency = organisation(Organisation.Kind.AGENCY)
    platform = organisation(Organisation.Kind.OPERATOR)
    rival = organisation(Organisation.Kind.ENTERPRISE)
    return Market(
        enterprise=enterprise,
        university=university,
        agency=agency,
        buyer=member(enterprise, Duty.ENTERPRISE_MEMBER, name="Buyer"),
        researcher=member(university, Duty.RESEARCHER, name="Researcher"),
        colleague=member(university, Duty.RESEARCHER, name="Colleague"),
        office=member(university, Duty.UNIVERSITY_OFFICE, name="Office"),
        broker=member(agency, Duty.BROKER, name="Broker"),
        operator=member(platform, Duty.OPERATOR, name="Operator"),
        stranger=member(rival, Duty.ENTERPRISE_MEMBER, name="Stranger"),
    )


def need(by: User, *, publish: bool = True, **values: Any) -> Listing:
    """A need of the person's organisation."""
    return _listing(by, NeedValues(**{"title": "手机用高导热柔性散热膜"} | values), publish)


def achievement(by: User, *, publish: bool = True, **values: Any) -> Listing:
    """An achievement of the person's organisation."""
    return _listing(
        by, AchievementValues(**{"title": "面向移动终端的石墨烯散热膜"} | values), publish
    )


def expert(by: User, *, publish: bool = True, **values: Any) -> Listing:
    """An expert's profile."""
    return _listing(by, ExpertValues(**{"title": "李慕白 · 教授 · 导热材料"} | values), publish)


def profile(by: User, *, publish: bool = True, **values: Any) -> Listing:
    """The profile of the person's organisation."""
    return _listing(by, OrganisationValues(**{"title": "冀北热管理研究院"} | values), publish)


def _listing(by: User, values: Any, publish: bool) -> Listing:
    who = actor(by)
    assert who.organisation_id is not None
    listing = listing_draft(actor=who, owner_id=who.organisation_id, values=values)
    if publish:
        listing = listing_publish(actor=who, listing_id=listing.pk)
    return listing


def assign_broker(listing: Listing, by: User, broker: User) -> None:
    """The owner names the broker who accompanies a listing."""
    listing_assign_broker(actor=actor(by), listing_id=listing.pk, broker_id=broker.pk)
