"""Dashboards of each duty: every number is as many as the list has that it leads to, in few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import User
from backend.insights.jobs import insights_summarise
from backend.insights.selectors import dashboard_of
from backend.insights.values import Cell
from tests import factories
from tests.backend.contracts import signing
from tests.backend.county.rounds import bureau, officer
from tests.browsers import browser
from tests.factories import Market, actor

MOST_QUERIES = 12


@pytest.fixture
def traded(market: Market) -> Market:
    """A market with needs, achievements, a deal and its contract."""
    contract = signing.agreed(market)
    contract.deal.people.create(user=market.broker, duty="broker")
    factories.need(market.buyer, title="又一需求", region="130900")
    insights_summarise()
    return market


def counted(cells: list[Cell], client: Any) -> None:
    """Each number is that of the rows behind its link."""
    for cell in cells:
        if cell.url and not cell.money:
            context = client.get(cell.url).context
            page = context["page"] if "page" in context else context["found"].total
            rows = page.paginator.count if hasattr(page, "paginator") else page.n
            assert rows == cell.value, cell.url


@pytest.mark.django_db
@pytest.mark.parametrize("desk", ["region", "office", "enterprise", "broker", "operator"])
def test_each_number_is_its_list(traded: Market, desk: str) -> None:
    people: dict[str, User] = {
        "office": traded.office,
        "enterprise": traded.buyer,
        "broker": traded.broker,
        "operator": traded.operator,
    }
    person = people.get(desk) or officer(bureau())
    client = browser(person)
    found = dashboard_of(actor(person), desk)
    cells = [one.now for one in found.figures]
    cells += [cell for chart in found.charts for line in chart.lines for cell in line.cells]
    assert any(cell.value for cell in cells)
    counted(cells, client)
    address = f"/insights/{desk}/"
    assert client.get("/insights/", follow=True).status_code == 200
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= MOST_QUERIES, "\n".join(q["sql"][:150] for q in asked)
    assert client.get(f"/insights/{desk}.pdf").content[:5] == b"%PDF-"
