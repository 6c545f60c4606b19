"""Case pages: what came of a closed deal, read by others only while both sides agree to its words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.deals.models import Deal, Stage
from backend.honours import services
from backend.honours.models import Case
from backend.honours.services import CaseValues
from tests.backend.pairings import pairs
from tests.browsers import text
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
