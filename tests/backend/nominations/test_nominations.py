"""From the call of a higher programme over ranking and letter to its result."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.nominations.models import Nomination, Round
from backend.nominations.services import (
    NOMINATION_SERVICES,
    ROUND_SERVICES,
    nomination_apply,
    ranking_set,
)
from backend.nominations.values import Ranked
from backend.pools.services import project_make
from backend.pools.values import ProjectValues
from notifications.models import NoticeRow
from tests import factories
from tests.backend.county.rounds import bureau, officer
from tests.backend.nominations import nominated
from tests.backend.nominations.nominated import VALUES
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_the_foremost_are_recommended_and_their_results_kept(market: Market, drain) -> None:
    person = officer(bureau())
    run = actor(person)
    need = factories.need(market.buyer, region="130900")
    project = project_make(
        actor=run, values=ProjectValues(title="散热", level="provincial", need_ids=(need.pk,))
    )
    call = nominated.opened(person)
    clients = {name: browser(who) for name, who in (("buyer", market.buyer), ("run", person))}
    page = reverse("nomination_apply", args=[call.pk])
    typed = {"title": "散热膜", "text": "目标", "requested": "2000000", "project": project.pk}
    assert clients["buyer"].post(page, typed | {"requested": "-1"}).status_code == 422
    assert clients["buyer"].post(page, typed).status_code == 302
    own = Nomination.objects.get()
    other = nomination_apply(actor=actor(market.office), nomination_round_id=call.pk, values=VALUES)
    with refused(ValidationError):
        nomination_apply(actor=actor(market.office), nomination_round_id=call.pk, values=VALUES)
    with refused(NotFound):
        NOMINATION_SERVICES["withdraw"](actor=actor(market.buyer), nomination_id=other.pk)
    assert other.title not in text(browser(market.stranger).get(f"/higher-programmes/{call.pk}/"))

    with refused(WrongState):
        ROUND_SERVICES["send"](actor=run, nomination_round_id=call.pk)
    with refused(ValidationError):
        ranking_set(
            actor=run, nomination_round_id=call.pk, ranking=[Ranked(nomination_id=own.pk)] * 2
        )
    places = {f"place-{other.pk}": 2, f"place-{own.pk}": 1, f"remark-{own.pk}": "填补空白"}
    rank = reverse("nomination_rank", args=[call.pk])
    assert clients["buyer"].post(rank, places).status_code == 403
    assert clients["run"].post(rank, places).status_code == 302
    ROUND_SERVICES["send"](actor=run, nomination_round_id=call.pk)
    assert [one.state for one in Nomination.objects.order_by("rank")] == [
        "recommended", "passed_over",
    ]  # fmt: skip
    letter = clients["run"].get(reverse("nomination_letter", args=[call.pk]))
    assert letter.content[:5] == b"%PDF-"
    assert clients["buyer"].get(letter.wsgi_request.path).status_code == 404
    with refused(WrongState):
        ROUND_SERVICES["close"](actor=run, nomination_round_id=call.pk)
    act = reverse("nomination_act", args=[own.pk, "establish"])
    own.refresh_from_db()
    result = {"revision": own.revision, "number": "26310301D", "granted": "1500000"}
    assert clients["run"].post(act, result).status_code == 302
    own.refresh_from_db()
    project.refresh_from_db()
    assert (own.state, own.granted, project.state) == (
        "established", Decimal(1_500_000), "established",
    )  # fmt: skip
    ROUND_SERVICES["close"](actor=run, nomination_round_id=call.pk)
    drain()
    told = NoticeRow.objects.filter(kind="nomination_decided")
    assert sorted(told.values_list("recipient", flat=True)) == sorted(
        [market.buyer.pk, market.buyer.pk, market.office.pk]
    )
    for address in ("", f"{call.pk}/", f"applications/{own.pk}/"):
        assert clients["buyer"].get(f"/higher-programmes/{address}").status_code == 200


def test_only_the_regions_apply_and_only_in_time(market: Market) -> None:
    call = nominated.opened(officer(bureau()))
    type(market.university).objects.filter(pk=market.university.pk).update(region="110000")
    with refused(NotPermitted):
        nomination_apply(actor=actor(market.office), nomination_round_id=call.pk, values=VALUES)
    Round.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    with refused(WrongState):
        nomination_apply(
            actor=actor(market.buyer),
            nomination_round_id=call.pk,
            values=replace(VALUES, title="迟到"),
        )
    with refused(NotPermitted):
        nominated.opened(officer(bureau(kind="statistics")))
    assert not Nomination.objects.exists()
