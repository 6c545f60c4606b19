"""Pages around a pair whose contract is drafted or recorded, as each of its people opens them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation

from backend.attachments.services import attachment_add
from backend.deals.models import Deal
from backend.deals.trail import deal_trail
from backend.tasks.services import task_assign, task_finish
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.browsers import browser
from tests.factories import Market, actor


@pytest.mark.parametrize("recorded", [False, True])
def test_the_talks_the_record_and_both_listings_show_it(market: Market, recorded: bool) -> None:
    contract = records.drafted(market)
    if recorded:
        records.confirm(market, contract)
    addresses = [
        f"/deals/{Deal.objects.get().pk}/",
        f"/fits/{contract.need_id}/",
        f"/fits/{contract.offer_id}/",
    ]
    for person in (market.buyer, market.researcher, market.office, market.operator):
        client = browser(person)
        for address in addresses:
            page = client.get(address)
            assert page.status_code == 200, (address, person)
            assert f"/contracts/{contract.pk}/" in page.content.decode(), (address, person)


def test_a_visitor_learns_only_that_a_recorded_contract_exists(
    market: Market, client: Client
) -> None:
    contract = records.drafted(market)
    address = f"/fits/{contract.need_id}/"
    assert "contract" not in client.get(address, headers={"accept-language": "en"}).content.decode()
    records.confirm(market, contract)
    page = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "A technology contract over this has been recorded." in page
    assert contract.title not in page
    assert f"/contracts/{contract.pk}/" not in page


def test_the_trail_of_the_talks_tells_of_files_and_tasks(market: Market, client: Client) -> None:
    deal = pairs.deal(market)
    attachment_add(
        actor=actor(market.buyer),
        subject="deal",
        subject_id=deal.pk,
        upload=ContentFile("曲线".encode(), name="耐久曲线.txt"),
    )
    task = task_assign(
        actor=actor(market.buyer),
        subject="deal",
        subject_id=deal.pk,
        what="寄送样品",
        person_id=market.researcher.pk,
    )
    task_finish(actor=actor(market.researcher), task_id=task.pk)
    with translation.override("en"):
        told = [entry.what for entry in deal_trail(deal)]
    assert told[-3:] == ["File: 耐久曲线.txt", "Task: 寄送样品", "Done: 寄送样品"]
    assert deal_trail(deal)[-1].who == "Researcher"


def test_the_page_of_a_deal_reads_its_people_and_contracts_once(
    market: Market, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    contract = records.drafted(market)
    client.force_login(market.buyer)
    address = f"/deals/{contract.deal_id}/"
    client.get(address)
    with django_assert_max_num_queries(30) as seen:
        assert client.get(address).status_code == 200
    read = [query["sql"] for query in seen.captured_queries]
    for table, most in (("deals_dealperson", 1), ("contracts_contract", 1), ("terms_offer", 1)):
        found = sum(sql.partition(" FROM ")[2].startswith(f'"{table}"') for sql in read)
        assert found <= most, table
