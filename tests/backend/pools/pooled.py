"""Needs of two firms, and what an officer of their region makes of them."""

from __future__ import annotations

from backend.accounts.models import Duty, Organisation, User
from backend.catalog.models import Listing
from backend.pools.models import Problem, ProblemNeed, Project
from backend.pools.services import ASKED_SERVICES, problem_make, project_make
from backend.pools.values import ProblemValues, ProjectValues
from tests import factories
from tests.factories import Market, actor

FILM = "10U0101"


def officer(region: str = "130900") -> User:
    """An officer of a region's science bureau."""
    unit = factories.organisation(
        Organisation.Kind.GOVERNMENT, unit_kind="science", region=region, credit_code=None
    )
    return factories.member(unit, Duty.REGIONAL_OFFICER, name="Officer")


def needs(market: Market) -> tuple[Listing, Listing]:
    """A need of each of two firms, of one technology."""
    return (
        factories.need(market.buyer, title="手机散热膜易断", chain=FILM),
        factories.need(market.stranger, title="平板背壳烫手", chain=FILM),
    )


def problem(market: Market, by: User | None = None) -> Problem:
    """A common problem of both, whose firms are asked."""
    first, second = needs(market)
    return problem_make(
        actor=actor(by or officer()),
        values=ProblemValues(
            title="移动终端散热膜",
            text="耐弯折的高导热膜。",
            chain=FILM,
            need_ids=(first.pk, second.pk),
        ),
    )


def agree(made: Problem, *people: User) -> None:
    """Firms agree, each for its own need."""
    for person in people:
        row = made.needs.get(need__owner=actor(person).organisation_id)
        ASKED_SERVICES["agree"](actor=actor(person), problem_need_id=row.pk)


def asked(market: Market) -> ProblemNeed:
    """What the buyer's firm is asked."""
    return problem(market).needs.get(need__owner=market.enterprise)


def project(market: Market, by: User | None = None) -> Project:
    """A project of the buyer's need."""
    need = factories.need(market.buyer, chain=FILM)
    return project_make(
        actor=actor(by or officer()),
        values=ProjectValues(title="散热膜攻关", level="city", chain=FILM, need_ids=(need.pk,)),
    )
