"""From a wish with consent to a bank's answer; suggestions with their reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from backend.accounts.models import User
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.finance import services
from backend.finance.models import Answer, Lender, WhiteList, Wish
from backend.finance.selectors import figures_of
from backend.finance.suggesting import suggestions_for, suggestions_on
from backend.finance.values import AnswerValues
from notifications.models import NoticeRow
from tests.backend.finance import financing
from tests.backend.programmes import cases
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def client(person: User) -> Client:
    found = Client()
    found.force_login(person)
    return found


def bank_of(person: User) -> int:
    found = actor(person).organisation_id
    assert found is not None
    return found


def test_from_a_wish_to_an_answer(market: Market) -> None:
    officer, lender, insurer = cases.officer(), financing.bank(), financing.bank("rd_insurance")
    wish = financing.checked(market, officer)
    banker = client(lender)
    page = f"/finance/wishes/{wish.pk}/"
    assert banker.get(page).status_code == 404  # nothing goes out before the list
    publish = "/finance/white-lists/publish/"
    client(officer).post(publish)  # a product on the shelf makes nobody a bank
    assert not WhiteList.objects.exists()
    with refused(NotFound):
        services.lender_admit(
            actor=actor(officer), unit_id=cases.unit_of(officer), bank_id=bank_of(insurer)
        )
    with refused(NotPermitted):
        services.lender_admit(
            actor=actor(lender), unit_id=cases.unit_of(officer), bank_id=bank_of(lender)
        )
    admit = client(officer).post("/finance/banks/admit/", {"bank": bank_of(lender)})
    assert (admit.status_code, Lender.objects.count()) == (302, 1)
    assert client(officer).post(publish).status_code == 302
    deliver_all()
    made = WhiteList.objects.get()
    assert [row.pk for row in made.banks.all()] == [bank_of(lender)]
    assert client(insurer).get(page).status_code == 404
    assert banker.get(page).status_code == 200
    with refused(WrongState):
        services.white_list_publish(actor=actor(officer), unit_id=cases.unit_of(officer))
    refusal = banker.post(f"{page}answer/", {"kind": "refused", "note": ""})
    assert (refusal.status_code, Answer.objects.count()) == (422, 0)
    assert banker.post(f"{page}answer/", {"kind": "line", "amount": "300万"}).status_code == 302
    assert Answer.objects.get().amount == Decimal("3000000.00")
    figures = figures_of(actor(officer))
    assert (figures.wishes, figures.listed, figures.lines, figures.amount) == (
        1, 1, 1, Decimal("3000000.00"),
    )  # fmt: skip
    assert "300万元" in client(officer).get("/finance/wishes/").content.decode()
    for person, path in (
        (market.buyer, page), (officer, page), (officer, "/desk/"), (lender, "/desk/"),
        (market.buyer, "/finance/"), (lender, "/finance/"), (lender, "/finance/products/new/"),
    ):  # fmt: skip
        assert client(person).get(path).status_code == 200, path
    shown = browser(officer).get("/finance/wishes/")
    assert officer.name in text(shown)  # who admitted the bank, in either language
    client(officer).post("/finance/banks/dismiss/", {"bank": bank_of(lender)})
    assert banker.get(page).status_code == 404  # no bank of the unit's any more
    client(officer).post("/finance/banks/admit/", {"bank": bank_of(lender)})
    deliver_all()
    told = set(NoticeRow.objects.values_list("kind", flat=True))
    assert {"wish_made", "wish_sent", "wish_answered"} <= told
    services.wish_end(actor=actor(market.buyer), wish_id=wish.pk, expected_revision=None)
    assert banker.get(page).status_code == 404  # the consent is withdrawn


def test_without_consent_or_out_of_turn_nothing_is_kept(market: Market) -> None:
    before = Event.objects.count()
    with refused(ValidationError) as wrong:
        services.wish_make(
            actor=actor(market.buyer), firm_id=market.enterprise.pk,
            values=replace(financing.ASKED, consent=False),
        )  # fmt: skip
    assert list(wrong.value.message_dict) == ["consent"]
    assert (Wish.objects.count(), Event.objects.count()) == (0, before)
    wish = financing.asked(market)
    lender = financing.bank()
    give = AnswerValues(kind="contact")
    before = Event.objects.count()
    with refused(NotFound):
        services.answer_give(
            actor=actor(lender), wish_id=wish.pk, bank_id=bank_of(lender), values=give
        )
    with refused(NotPermitted):
        services.answer_give(
            actor=actor(market.buyer), wish_id=wish.pk, bank_id=bank_of(lender), values=give
        )
    assert (Answer.objects.count(), Event.objects.count()) == (0, before)


def test_products_are_suggested_with_the_reason(market: Market) -> None:
    assert suggestions_for(market.enterprise) == []
    cases.firm(market)  # of 2015, small: in growth; high-tech
    financing.bank(grades=("high_tech",))
    financing.bank(grades=("leader",))
    financing.bank(stages=("seed",))
    financing.bank("transfer_insurance", title="成果转化保险", stages=("mature",))
    with translation.override("en"):
        (found,) = suggestions_for(market.enterprise)
    assert "High-tech firm" in found.reasons[0]
    assert suggestions_on(cases.contract(market).deal)[0].product.title == "成果转化保险"
