"""People by their works, claims, the talent map, the four lists and wishes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.catalog.selectors import listing_visible_to
from backend.core.dispatcher import deliver_all
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.talent.models import Claim, Engagement, ListEntry, Wish
from backend.talent.selectors import candidates_for, works_of
from backend.talent.services import (
    CLAIM_SERVICES,
    WISH_SERVICES,
    engagement_set,
    entry_make,
    profile_claim,
    work_add,
)
from tests import factories
from tests.backend.pools import pooled
from tests.backend.talent import listed
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


@pytest.mark.usefixtures("index")
def test_people_are_ordered_by_works_that_come_near_never_by_title(market: Market) -> None:
    need = factories.need(market.buyer, title="石墨烯散热膜弯折断裂")
    for n in range(3):
        factories.achievement(market.colleague, title=f"石墨烯散热膜 {n}")
    factories.achievement(market.researcher, title="石墨烯散热膜另法")
    factories.expert(market.researcher, title="某院士 · 教授 · 石墨烯散热膜")
    deliver_all()
    people = candidates_for(actor(None), listing_visible_to(actor(None), need.pk))
    assert [(p.name, len(p.works)) for p in people] == [("Colleague", 3), ("Researcher", 1)]
    assert people[1].profile is not None
    page = Client().get(reverse("talent_candidates", args=[need.pk]))
    assert page.status_code == 200
    assert Client().get(reverse("talent_candidates", args=[99])).status_code == 404


def test_a_person_claims_the_profile_that_the_office_wrote(market: Market) -> None:
    claim = listed.claim(market)
    expert = claim.expert
    work = factories.achievement(market.researcher)
    assert works_of(actor(None), expert) == []
    for who, error in ((market.stranger, NotPermitted), (market.researcher, WrongState)):
        with pytest.raises(error):
            profile_claim(actor=actor(who), expert_id=expert.pk)
    with refused(NotPermitted):
        engagement_set(actor=actor(market.researcher), expert_id=expert.pk, engaged_as=["weekend"])
    for who, error in ((market.colleague, NotPermitted), (market.stranger, NotFound)):
        with pytest.raises(error):
            CLAIM_SERVICES["approve"](actor=actor(who), claim_id=claim.pk)
    assert (Claim.objects.get().state, Engagement.objects.count()) == ("asked", 0)

    office = browser(market.office)
    assert expert.title in office.get(reverse("desk")).content.decode()
    office.post(reverse("claim_act", args=[claim.pk, "approve"]), {"revision": claim.revision})
    expert.refresh_from_db()
    assert expert.contact == market.researcher
    assert works_of(actor(None), expert) == [work]
    with refused(ValidationError):
        engagement_set(actor=actor(market.researcher), expert_id=expert.pk, engaged_as=["never"])
    person = browser(market.researcher)
    person.post(
        reverse("talent_profile", args=[expert.pk]),
        {"engaged_as": ["weekend"], "days_per_month": "4"},
    )
    person.post(
        reverse("talent_work_add", args=[expert.pk]),
        {"work-title": "散热膜产线", "work-contribution": "设计辊压工艺", "work-year": "2024"},
    )
    told = Client().get(reverse("listing", args=[expert.pk])).content.decode()
    assert "散热膜产线" in told
    assert work.title in told
    for n in range(4):
        work_add(actor=actor(market.office), expert_id=expert.pk, title=f"{n}", contribution="x")
    with refused(WrongState):
        work_add(actor=actor(market.office), expert_id=expert.pk, title="6", contribution="x")


def test_the_map_counts_what_its_lists_show(market: Market) -> None:
    factories.expert(market.office, region="130925", technology_field="new_materials")
    factories.expert(market.office, title="另一位", region="130900", technology_field="electronics")
    page = Client().get(reverse("talent_map"))
    (row,) = page.context["rows"]
    assert (row.code, row.total, dict(row.counts)["electronics"]) == ("130900", 2, 1)
    listed_there = Client().get(reverse("listings", args=["expert"]) + "?region=130900")
    assert listed_there.context["page"].paginator.count == 2


def test_a_firm_orders_and_an_officer_delivers(market: Market) -> None:
    wish = listed.wish(market)
    officer, far = pooled.officer(), pooled.officer("440300")
    for who, error in ((far, NotFound), (market.buyer, NotPermitted)):
        with pytest.raises(error):
            WISH_SERVICES["take"](actor=actor(who), talent_wish_id=wish.pk)
    assert Wish.objects.get().state == "open"
    page = reverse("talent_wish", args=[wish.pk])
    assert browser(market.stranger).get(page).status_code == 404
    client = browser(officer)
    client.post(reverse("talent_wish_act", args=[wish.pk, "take"]), {"revision": 1})
    empty = client.post(
        reverse("talent_wish_act", args=[wish.pk, "answer"]), {"revision": 2, "note": ""}
    )
    assert empty.status_code == 422
    client.post(
        reverse("talent_wish_act", args=[wish.pk, "answer"]),
        {"revision": 2, "note": "已联系三位周末工程师"},
    )
    assert "已联系三位周末工程师" in browser(market.buyer).get(page).content.decode()

    with refused(ValidationError):
        entry_make(actor=actor(officer), kind="policies", title="补助", details={"issuer": "某局"})
    assert not ListEntry.objects.exists()
    client.post(
        reverse("talent_entry_new", args=["policies"]),
        {"title": "人才补助", "issuer": "某局", "benefit": "每年五万元", "who": "企业"},
    )
    policies = reverse("talent_lists", args=["policies"])
    told = Client().get(policies).content.decode()
    assert "每年五万元" in told
    assert Client().get(policies + "?format=xlsx").getvalue()[:2] == b"PK"
    assert (
        browser(market.buyer).get(reverse("talent_entry_new", args=["policies"])).status_code == 403
    )
