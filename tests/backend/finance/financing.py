"""Banks with products, and financing wishes, for tests."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.finance import services
from backend.finance.models import Wish
from backend.finance.values import CheckValues, ProductValues, WishValues
from tests import factories
from tests.backend.programmes import cases
from tests.factories import Market, actor

ASKED = WishValues(
    kind="credit_loan", stage="growth", amount=Decimal(5_000_000), months=24, purpose="扩建涂布线",
    consent=True,
)  # fmt: skip


def bank(kind: str = "credit_loan", **product: object) -> User:
    """A member of a bank that has a product on the shelf."""
    found = factories.organisation(Organisation.Kind.SERVICE_INSTITUTION)
    person = factories.member(found, Duty.SERVICE_MEMBER)
    values = {"kind": kind, "title": "科技贷", "text": "信用贷款", "stages": ("growth", "mature")}
    services.product_list(
        actor=actor(person),
        provider_id=found.pk,
        values=ProductValues(**values | product),  # type: ignore[arg-type]
    )
    return person


def asked(market: Market) -> Wish:
    """What the enterprise wishes for."""
    return services.wish_make(actor=actor(market.buyer), firm_id=market.enterprise.pk, values=ASKED)


def dated(market: Market) -> Wish:
    """The same with a day of its check, so that every state can be tried on it."""
    found = asked(market)
    found.credit_on = timezone.localdate()
    found.save()
    return found


def checked(market: Market, officer: User | None = None) -> Wish:
    """Its credit was checked."""
    return services.wish_check(
        actor=actor(officer or cases.officer()),
        wish_id=asked(market).pk,
        expected_revision=None,
        values=CheckValues(grade="A", body="某征信公司", checked_on=timezone.localdate()),
    )
