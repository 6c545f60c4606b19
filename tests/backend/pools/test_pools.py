"""The map of chains, flags, common problems and projects: what counts, who may, what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.catalog.services import listing_close
from backend.core.errors import NotPermitted, WrongState
from backend.core.models import Event
from backend.pools.models import Flag, Problem, Project
from backend.pools.selectors import chain_rows, chain_total
from backend.pools.services import (
    PROBLEM_SERVICES,
    PROJECT_SERVICES,
    flag_lift,
    flag_set,
    problem_make,
    project_make,
)
from backend.pools.values import ProblemValues, ProjectValues
from tests import factories
from tests.backend.pairings import pairs
from tests.backend.pools import pooled
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused

FILM = pooled.FILM
COUNT = re.compile(r'href="([^"]*/pools/needs/[^"]*state=(\w+)[^"]*)"\s+aria-label="[^"]*: (\d+)"')


def states(market: Market, who: object = None) -> dict[str, int]:
    return {
        state: n
        for state, n in chain_total(chain_rows(actor(who), within="10")).items()
        if n  # type: ignore[arg-type]
    }


def test_a_need_moves_on_the_map_and_each_figure_leads_to_what_it_counts(market: Market) -> None:
    deal = pairs.deal(market)
    type(deal.need).objects.filter(pk=deal.need_id).update(chain=FILM)
    free = factories.need(market.stranger, title="公开的需求", chain="10U01")
    secret = factories.need(
        market.stranger, title="保密的需求", chain="10M01", disclosure="confidential"
    )
    solved = factories.need(market.buyer, title="已解决的需求", chain=FILM)
    listing_close(actor=actor(market.buyer), listing_id=solved.pk, reason="solved_elsewhere")
    pooled.project(market)
    # A visitor knows of no confidential need, of what was solved no more than that it was.
    expected = {"unanswered": 1, "in_talks": 1, "solved": 1, "in_project": 1}
    assert states(market) == expected
    assert states(market, market.colleague) == expected | {"unanswered": 2}

    client = Client()
    page = client.get(reverse("chain_map", args=["10"])).content.decode()
    links = {state: (url.replace("&amp;", "&"), int(n)) for url, state, n in COUNT.findall(page)}
    assert set(links) == set(expected)
    for url, count in links.values():
        answer = client.get(url)
        assert answer.context["page"].paginator.count == count
        told = answer.content.decode()
        assert solved.title not in told
        assert secret.title not in told
        assert (free.title in told) == ("unanswered" in url)
    assert client.get(reverse("chain_map")).status_code == 200
    assert client.get(reverse("chain_map", args=["10U"])).status_code == 404
    assert client.get(reverse("need_pool") + "?chain=99&region=1").status_code == 422
    # Elsewhere nobody asks.
    assert not chain_total(chain_rows(actor(None), region="440000"))
    sheet = client.get(reverse("need_pool") + "?format=xlsx")
    assert sheet.status_code == 200
    assert sheet.getvalue()[:2] == b"PK"


def test_queries_of_the_map_are_fixed(
    market: Market, django_assert_max_num_queries: Callable
) -> None:  # type: ignore[type-arg]
    pooled.problem(market)
    reader = actor(market.buyer)
    with django_assert_max_num_queries(4):
        chain_rows(reader, within="10")


def test_a_choke_point_has_a_ground_and_is_for_registered_readers(market: Market) -> None:
    need = factories.need(market.buyer, chain=FILM)
    far = pooled.officer("440300")
    before = Event.objects.count()
    for who, given, error in (
        (market.researcher, {"ground": "imported"}, NotPermitted),
        (far, {"ground": "imported"}, NotPermitted),
        (market.buyer, {"ground": "weather"}, ValidationError),
        (market.buyer, {"ground": "other", "note": " "}, ValidationError),
    ):
        with pytest.raises(error):
            flag_set(actor=actor(who), need_id=need.pk, kind="choke_point", **given)  # type: ignore[arg-type]
    assert (Flag.objects.count(), Event.objects.count()) == (0, before)

    near = pooled.officer()
    flag = flag_set(
        actor=actor(near), need_id=need.pk, kind="choke_point", ground="imported", note="九成进口"
    )
    with refused(WrongState):
        flag_set(actor=actor(market.buyer), need_id=need.pk, kind="choke_point", ground="embargo")
    board = reverse("choke_points")
    assert Client().get(board).status_code == 302
    assert "九成进口" not in Client().get(reverse("listing", args=[need.pk])).content.decode()
    assert not chain_rows(actor(None), within="10")[0].choke_points
    seen = browser(market.researcher).get(board).content.decode()
    assert need.title in seen
    assert "九成进口" in seen
    assert chain_rows(actor(market.researcher), within="10")[0].choke_points == 1
    with refused(NotPermitted):
        flag_lift(actor=actor(market.researcher), flag_id=flag.pk, note="x")
    flag_lift(actor=actor(market.buyer), flag_id=flag.pk, note="国产替代已批量供货")
    assert need.title not in browser(market.researcher).get(board).content.decode()


def test_firms_agree_before_their_needs_are_counted_in_common(market: Market) -> None:
    officer = pooled.officer()
    first, second = pooled.needs(market)
    both = (first.pk, second.pk)
    for who, ids, error in (
        (market.broker, both, NotPermitted),
        (officer, (first.pk,), ValidationError),  # one firm alone
        (pooled.officer("440300"), both, ValidationError),  # of another region
    ):
        with pytest.raises(error):
            problem_make(
                actor=actor(who),
                values=ProblemValues(title="t", text="t", chain=FILM, need_ids=ids),
            )
    assert not Problem.objects.exists()

    client = browser(officer)
    chosen = f"?need={first.pk}&need={second.pk}"
    answer = client.post(
        reverse("problem_new") + chosen,
        {"title": "移动终端散热膜", "text": "耐弯折", "chain": FILM, "needs": both},
    )
    made = Problem.objects.get()
    page = reverse("problem", args=[made.pk])
    assert answer.url == page
    assert Client().get(page).status_code == 404  # not before it is published
    pooled.agree(made, market.buyer)
    with refused(WrongState):
        PROBLEM_SERVICES["publish"](actor=actor(officer), problem_id=made.pk)
    row = made.needs.get(need=second)
    assert "平板背壳烫手" not in browser(market.buyer).get(page).content.decode()
    firm = browser(market.stranger)
    firm.post(reverse("problem_need_act", args=[row.pk, "agree"]))
    done = client.post(reverse("problem_act", args=[made.pk, "publish"]), {"revision": 1})
    assert done.status_code == 302
    told = Client().get(page).content.decode()
    assert market.enterprise.name not in told
    assert market.enterprise.name in browser(market.colleague).get(page).content.decode()

    answer = client.post(
        f"{reverse('project_new')}?problem={made.pk}",
        {"title": "散热膜攻关", "level": "city", "chain": FILM, "needs": both},
    )
    project = Project.objects.get()
    assert project.needs.count() == 2
    assert project.number.startswith("XM-")
    assert states(market) == {"in_project": 2}
    with refused(WrongState):  # not in two projects at once
        project_make(
            actor=actor(officer), values=ProjectValues(title="t", level="city", need_ids=both)
        )
    PROJECT_SERVICES["establish"](
        actor=actor(officer), pool_project_id=project.pk, note="省重点研发 2026-17"
    )
    PROJECT_SERVICES["complete"](actor=actor(officer), pool_project_id=project.pk, note="已量产")
    assert states(market) == {"solved": 2}
    for name, args in (("projects", []), ("pool_project", [project.pk]), ("problems", [])):
        assert Client().get(reverse(name, args=args)).status_code == 200
