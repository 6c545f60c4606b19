"""Case pages: what came of a closed deal, read by others only while both sides agree to its words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.contracts.models import Contract
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.deals.models import Deal, Stage
from backend.honours import services
from backend.honours.models import Case, HonourList
from backend.honours.services import CaseValues
from notifications.models import NoticeRow
from tests.backend.contracts import records
from tests.backend.county.rounds import bureau, officer
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
VALUES = CaseValues(title="散热膜落地", problem="过热", solution="石墨膜", result="良率提高三成")


def test_both_sides_agree_before_anybody_reads(market: Market):
    deal = pairs.deal(market)
    with refused(WrongState):
        services.case_write(actor=actor(market.buyer), deal_id=deal.pk, values=VALUES)
    Deal.objects.update(stage=Stage.CLOSED)
    for person, refusal in ((market.stranger, NotFound), (market.operator, NotPermitted)):
        with pytest.raises(refusal):
            services.case_write(actor=actor(person), deal_id=deal.pk, values=VALUES)
    assert not Case.objects.exists()

    buyer = Client()
    buyer.force_login(market.buyer)
    form = {
        "title": "散热膜落地",
        "problem": "过热",
        "solution": "石墨膜",
        "result": "良率提高三成",
    }
    assert buyer.post(reverse("case_write", args=[deal.pk]), form).status_code == 302
    case = Case.objects.get()
    services.case_consent(actor=actor(market.buyer), case_id=case.pk)
    with refused(NotPermitted):
        services.case_consent(actor=actor(market.buyer), case_id=case.pk)
    page = reverse("case", args=[case.pk])
    assert Client().get(page).status_code == 404
    # Other words: what was agreed was agreed to other ones.
    services.case_write(actor=actor(market.office), deal_id=deal.pk, values=VALUES)
    case.refresh_from_db()
    assert case.buyer_agreed_by_id is None
    for person in (market.buyer, market.office):
        services.case_consent(actor=actor(person), case_id=case.pk)
    assert "良率提高三成" in text(Client().get(page))
    assert "散热膜落地" in text(Client().get(reverse("cases")))
    assert "散热膜落地" in text(buyer.get(reverse("deal", args=[deal.pk])))
    services.case_withdraw(actor=actor(market.office), case_id=case.pk)
    assert Client().get(page).status_code == 404


def test_a_list_is_drawn_up_from_figures_and_names_who_agreed(market: Market, drain):
    records.confirm(market, records.drafted(market))
    person = officer(bureau())
    Deal.objects.get().people.update_or_create(
        user=market.broker, duty="broker", defaults={"introduced": True}
    )
    year = timezone.localdate().year
    Contract.objects.update(signed_on=timezone.localdate())
    officers = browser(person)
    drawn = {"kind": "people", "year": year}
    assert browser(market.buyer).post(reverse("honour_lists"), drawn).status_code == 403
    assert officers.post(reverse("honour_lists"), drawn | {"kind": "units"}).status_code == 422
    assert officers.post(reverse("honour_lists"), drawn).status_code == 302
    found = HonourList.objects.get()
    (honour,) = found.honours.all()
    assert (honour.person, honour.amount) == (market.broker, Contract.objects.get().amount)
    drain()
    assert NoticeRow.objects.filter(kind="honour_asked").get().recipient == market.broker.pk
    page = reverse("honour_list", args=[found.pk])
    assert Client().get(page).status_code == 404
    with refused(NotFound):
        services.honour_answer(actor=actor(market.buyer), honour_list_id=found.pk, agreed=True)
    asked = browser(market.broker)
    assert "Name me" in text(asked.get(page))
    services.honour_list_publish(actor=actor(person), honour_list_id=found.pk)
    assert market.broker.name not in text(Client().get(page))
    with refused(WrongState):
        services.honour_answer(actor=actor(market.broker), honour_list_id=found.pk, agreed=True)
    HonourList.objects.update(state="draft")
    services.honour_answer(actor=actor(market.broker), honour_list_id=found.pk, agreed=True)
    services.honour_list_draw_up(actor=actor(person), kind="people", year=year)
    services.honour_list_publish(actor=actor(person), honour_list_id=found.pk)
    told = text(Client().get(page))
    assert market.broker.name in told
    assert "¥" not in told
    assert Client().get(reverse("honour_list_paper", args=[found.pk])).content[:5] == b"%PDF-"
    with refused(WrongState):
        services.honour_list_draw_up(actor=actor(person), kind="people", year=year)
