"""Pages around a pair whose contract is drafted or recorded, as each of its people opens them."""

from __future__ import annotations

import pytest
from django.test import Client

from backend.deals.models import Deal
from tests.backend.contracts import records
from tests.factories import Market


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("who", ["buyer", "researcher", "office", "operator"])
def test_the_talks_the_record_and_both_listings_show_it(
    market: Market, client: Client, who: str, recorded: bool
) -> None:
    contract = records.drafted(market)
    if recorded:
        records.confirm(market, contract)
    client.force_login(
        getattr(market, who), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    deal = Deal.objects.get()
    for address in (
        f"/deals/{deal.pk}/",
        f"/fits/{contract.need_id}/",
        f"/fits/{contract.offer_id}/",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert f"/contracts/{contract.pk}/" in page.content.decode(), address


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
