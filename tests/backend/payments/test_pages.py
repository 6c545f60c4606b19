"""Pages and API of payments, read as their users do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from backend.accounts.models import User
from backend.payments.models import Payment, ProviderAccount, SimulatedObject
from tests.factories import Market

from . import bills
from .bills import AMOUNT, paid, settle, started, transferred

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client: Client) -> Any:
    """Open a page as somebody; in English, so that words can be told apart."""

    def page(who: User, address: str, **form: Any) -> Any:
        client.force_login(who)
        client.cookies["tiqiao_language"] = "en"
        if form:
            return client.post(address, form)
        return client.get(address)

    return page


def test_an_enterprise_pays_on_the_simulated_page(market: Market, pages: Any) -> None:
    due = bills.bill(market)
    start = f"/payments/pay/bill/{due.id}/"
    asked = pages(market.buyer, start)
    assert "no escrow" in asked.content.decode()
    assert pages(market.office, start).status_code == 403
    begun = pages(market.buyer, start, method="local")
    payment = Payment.objects.get()
    assert (begun.status_code, begun.url) == (302, f"/payments/{payment.pk}/")
    shown = pages(market.buyer, begun.url).content.decode()
    assert payment.checkout_url in shown
    assert payment.checkout_url not in pages(market.office, begun.url).content.decode()
    assert pages(market.office, payment.checkout_url, card="success").status_code == 403
    back = pages(market.buyer, payment.checkout_url, card="success")
    assert pages(market.buyer, back.url).status_code == 302
    assert settle(payment).state == "settled"
    for who in (market.buyer, market.office, market.operator):
        assert "Settled" in pages(who, f"/payments/{payment.pk}/").content.decode()
    assert pages(market.stranger, f"/payments/{payment.pk}/").status_code == 404


def test_a_bank_transfer_by_statement(market: Market, pages: Any) -> None:
    payment = started(market, "bank")
    told = pages(market.buyer, f"/payments/{payment.pk}/").content.decode()
    assert "6217000123456789" in told
    assert payment.number in told
    day = timezone.localdate().isoformat()
    file = SimpleUploadedFile(
        "s.csv", f"日期,收入,附言\n{day},{AMOUNT},{payment.number}\n".encode()
    )
    taken = pages(market.office, "/payments/statements/", file=file, currency="CNY")
    assert taken.status_code == 302
    assert "Confirm the one that fits" in pages(market.office, taken.url).content.decode()
    assert pages(market.office, taken.url, confirm="1").status_code == 302
    assert settle(payment).state == "settled"
    assert pages(market.researcher, "/payments/statements/").status_code == 403


def test_wrong_amounts_are_told_beside_their_field(market: Market, pages: Any) -> None:
    payment = started(market, "bank")
    answer = pages(
        market.office,
        f"/payments/{payment.pk}/confirm/",
        revision=payment.revision,
        amount="79999",
        received_on=timezone.localdate().isoformat(),
    )
    assert answer.status_code == 422
    assert "Confirm once exactly this has arrived" in answer.content.decode()
    payment.refresh_from_db()
    assert payment.state == "open"


def test_every_page_of_payments_opens_in_both_languages(
    market: Market, pages: Any, client: Client
) -> None:
    payment = paid(market, "disputed")
    other = transferred(market)
    pages(market.buyer, f"/payments/{other.pk}/invoice/", kind="ordinary", title="某公司")
    opened = pages(market.office, "/payments/accounts/local/", go="1")
    account = ProviderAccount.objects.get()
    assert f"/payments/simulated/account/{account.provider_id}/" in opened.content.decode()
    charge = SimulatedObject.objects.get(type="charge")
    SimulatedObject.objects.create(id="ch_x", type="charge", body=charge.body | {"number": "?"})
    pages(market.operator, "/payments/reconciliation/compare/", go="1")
    pages(market.operator, "/payments/reconciliation/replay/", go="1")
    invoice = other.invoices.get()
    everybodys = ["/payments/", "/payments/payouts/", f"/payments/{payment.pk}/",
                  f"/payments/{other.pk}/", f"/payments/invoices/{invoice.pk}/"]  # fmt: skip
    opens = {
        market.office: [*everybodys, "/payments/accounts/", "/payments/statements/",
                        f"/payments/simulated/account/{account.provider_id}/", "/"],
        market.buyer: [*everybodys, f"/payments/pay/bill/{bills.bill(market).id}/",
                       payment.checkout_url],
        market.operator: ["/payments/", "/payments/reconciliation/", "/"],
    }  # fmt: skip
    for who, addresses in opens.items():
        for address in addresses:
            assert pages(who, address).status_code == 200, address
            client.cookies["tiqiao_language"] = "zh-hans"
            assert client.get(address).status_code == 200, address
    assert pages(market.office, "/payments/reconciliation/").status_code == 403
    dispute = payment.disputes.get()
    decided = f"/payments/simulated/dispute/{dispute.provider_id}/lost/"
    for side in (market.office, market.buyer):
        assert decided not in pages(side, f"/payments/{payment.pk}/").content.decode()
        assert pages(side, decided, go="1").status_code == 403
    assert settle(payment).state == "disputed"
    assert decided in pages(market.operator, f"/payments/{payment.pk}/").content.decode()
    pages(market.operator, decided, go="1")
    assert settle(payment).state == "refunded"


def test_the_api_pays_and_confirms(market: Market, client: Client) -> None:
    bills.account_named(market)
    due = bills.bill(market)
    given = {"payable_kind": "bill", "payable_id": due.id, "method": "bank"}
    json = {"content_type": "application/json"}
    client.force_login(market.stranger)
    assert client.post("/api/v1/payments/", given, **json).status_code == 404
    client.force_login(market.buyer)
    made = client.post("/api/v1/payments/", given, **json)
    assert (made.status_code, made.json()["state"]) == (201, "open")
    address = f"/api/v1/payments/{made.json()['id']}/"
    declared = client.post(f"{address}declare/", {"revision": made.json()["revision"]}, **json)
    assert declared.json()["state"] == "declared"
    client.force_login(market.office)
    wrong = {"amount": "1.00", "received_on": timezone.localdate().isoformat()}
    assert client.post(f"{address}confirm/", wrong, **json).json()["errors"].keys() == {"amount"}
    right = wrong | {"amount": str(AMOUNT)}
    assert client.post(f"{address}confirm/", right, **json).json()["state"] == "settled"
    refund = {"amount": "5.00", "reason": "agreed"}
    assert client.post(f"{address}refund/", refund, **json).status_code == 200
    assert client.get("/api/v1/payments/payouts/").status_code == 200
    assert client.get("/api/v1/payments/invoices/").json()["results"] == []
