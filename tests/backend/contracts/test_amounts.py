"""Contract amount and transaction amount, forms of payment, and what a signed contract tells above."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document

from backend.contracts.amounts import instalments_complete
from backend.contracts.conditions_to_sign import _CONDITIONS, condition_register
from backend.contracts.documents import contract_pdf, contract_word
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_for_registration
from backend.contracts.services import contract_confirm, contract_draft, contract_revise
from backend.contracts.values import InstalmentValues, PartValues
from backend.core.errors import WrongState
from backend.core.models import Event
from backend.deals.models import Deal
from tests.backend.contracts import records, signing
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor

BENCH = PartValues(kind="equipment", words="弯折试验台", amount=Decimal("200000.50"))
FILM = PartValues(kind="materials", words="氧化石墨烯浆料", amount=Decimal("49999.50"))


def test_what_is_no_technology_is_taken_off_line_by_line(market: Market) -> None:
    found = records.drafted(market)
    contract_revise(
        actor=actor(market.buyer),
        contract_id=found.pk,
        expected_revision=1,
        values=replace(records.VALUES, parts=(BENCH, FILM)),
    )
    found.refresh_from_db()
    assert (found.amount, found.technology_amount) == (Decimal(1250000), Decimal(1000000))
    rows = [(part.kind, part.amount) for part in found.parts.all()]
    assert rows == [
        ("technology", Decimal(1000000)),
        ("equipment", Decimal("200000.50")),
        ("materials", Decimal("49999.50")),
    ]
    shown = text(browser(market.buyer).get(reverse("contract", args=[found.pk])))
    for words in ("弯折试验台", "¥200,000.50", "¥1,000,000.00"):
        assert words in shown
    parts = Document(BytesIO(contract_word(found))).tables[1]
    assert [cell.text for cell in parts.rows[-1].cells] == ["合计", "", "¥1,250,000.00"]
    with pytest.raises(WrongState):
        contract_for_registration(found.pk)
    records.confirm(market, Contract.objects.get(pk=found.pk))
    signed = contract_for_registration(found.pk)
    assert (signed.non_technology, len(signed.parts)) == (Decimal(250000), 3)


PAID = {"payment_form": "instalments"}
HALF = InstalmentValues(amount=Decimal(625000), condition="验收合格")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"parts": (BENCH, replace(FILM, amount=Decimal(1250000)))}, "parts"),
        ({"parts": (replace(BENCH, kind="technology"), FILM)}, "parts"),
        ({"parts": (replace(BENCH, words=" "),)}, "parts"),
        ({"parts": (replace(BENCH, amount=Decimal("0.001")),)}, "parts"),
        ({"parts": (replace(BENCH, amount=Decimal(-1)),)}, "parts"),
        ({"parts": (replace(BENCH, amount=Decimal("NaN")),)}, "parts"),
        ({"parts": (BENCH,) * 21}, "parts"),
        ({"amount": Decimal(10) ** 13}, "amount"),
        ({"payment_form": "royalty"}, "royalty_percent"),
        ({"payment_form": "royalty", "royalty_percent": Decimal(3)}, "royalty_base"),
        ({"payment_form": "gold"}, "payment_form"),
        (
            {
                "payment_form": "entry_royalty",
                "royalty_percent": Decimal(3),
                "royalty_base": "sales",
                "entry_fee": Decimal(1250001),
            },
            "entry_fee",
        ),
        (PAID | {"instalments": (HALF,)}, "instalments"),
        (PAID | {"instalments": (HALF, replace(HALF, amount=Decimal(624999)))}, "instalments"),
        (PAID | {"instalments": (HALF, replace(HALF, condition=" "))}, "instalments"),
        (PAID | {"instalments": (replace(HALF, amount=Decimal("NaN")), HALF)}, "instalments"),
        (PAID | {"instalments": (HALF,) * 25}, "instalments"),
        ({"written": "here"}, "signed_on"),
        ({"signed_on": None}, "signed_on"),
        ({"starts_on": records.VALUES.signed_on, "ends_on": records.VALUES.signed_on.replace(2020)},
         "ends_on"),
    ],
)  # fmt: skip
def test_a_wrong_amount_or_payment_names_its_field(
    market: Market, change: dict[str, Any], field: str
) -> None:
    deal = pairs.deal(market)
    events = Event.objects.count()
    with pytest.raises(ValidationError) as refused:
        contract_draft(
            actor=actor(market.buyer), deal_id=deal.pk, values=replace(records.VALUES, **change)
        )
    assert field in refused.value.message_dict
    assert not Contract.objects.exists()
    assert (Deal.objects.get().stage, Event.objects.count()) == (deal.stage, events)


def test_rows_of_the_form_are_kept_and_shown_again(market: Market) -> None:
    found = records.drafted(market)
    page = browser(market.buyer)
    address = reverse("contract_act", args=[found.pk, "revise"])
    rows = {
        "revision": 1,
        "part_0_kind": "equipment",
        "part_0_words": "试验台",
        "part_0_amount": "20万",
        "part_1_kind": "materials",
        "part_1_words": "浆料",
        "part_1_amount": "200万",
    }
    refused = page.post(address, records.FORM | rows)
    assert refused.status_code == 422
    assert "¥950,000.00 more than the contract amount" in text(refused)
    assert 'value="试验台"' in text(refused)
    assert page.post(address, records.FORM | rows | {"part_1_amount": "5万"}).status_code == 302
    found.refresh_from_db()
    assert found.technology_amount == Decimal(1000000)
    assert 'value="浆料"' in text(page.get(reverse("contract", args=[found.pk])))


def test_what_stands_against_signing_is_said_and_nothing_changes(market: Market) -> None:
    found = records.drafted(market)
    condition_register(lambda contract: "The split is not agreed yet.")
    try:
        before = (Contract.objects.values().get(), Event.objects.count())
        with pytest.raises(WrongState, match="The split is not agreed yet"):
            contract_confirm(actor=actor(market.office), contract_id=found.pk, expected_revision=1)
        assert (Contract.objects.values().get(), Event.objects.count()) == before
    finally:
        _CONDITIONS.pop()
    records.confirm(market, found)
    assert Contract.objects.get().state == "signed"


def test_instalments_are_printed_and_begin_the_plan(market: Market) -> None:
    last = replace(HALF, condition="", due_on=timezone.localdate() + timedelta(days=90))
    written = replace(signing.HERE, payment_form="instalments")
    found = signing.begun(market, written)
    said = {"expected_revision": 1, "actor": actor(market.buyer), "contract_id": found.pk}
    with pytest.raises(ValidationError, match=r"instalments|分期"):
        contract_revise(values=signing.filled(found), **said)
    values = replace(signing.filled(found), instalments=(HALF, last))
    sent = contract_revise(values=values, **said)
    found = Contract.objects.get(pk=found.pk)
    pdf = signing.read(contract_pdf(found))
    assert "分期支付" in pdf
    assert pdf.count("625,000.00") == 2
    assert "合计" in pdf
    page = text(browser(market.office).get(reverse("contract", args=[found.pk])))
    assert "验收合格" in page
    contract_confirm(
        actor=actor(market.office), contract_id=found.pk, expected_revision=sent.revision
    )
    signing.signed_by(market, found, "buyer", "office")
    plan = browser(market.buyer).get(reverse("schedule_propose", args=[found.pk]))
    assert "Instalment 2" in text(plan)
    assert [row["share"] for row in plan.context["form"].rows.initial] == [625000, 625000]
    lump = replace(values, payment_form="lump")
    assert instalments_complete(lump.amount or Decimal(0), "CNY", "lump", lump.instalments) == ()
