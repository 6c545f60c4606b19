"""A contract written here: the library of clauses, its PDF and its Word file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from docx import Document as WordFile

from backend.accounts.models import Organisation
from backend.contracts.clauses import ELEMENTS, clauses_fitting
from backend.contracts.documents import contract_pdf, contract_word
from backend.contracts.documents.content import amount_in_words, code_of
from backend.contracts.models import SUBTYPES, Contract, ContractType, IpOwnership, PaymentForm
from backend.contracts.services import (
    contract_confirm,
    contract_draft,
    contract_revise,
    contract_write,
)
from backend.contracts.values import ClauseValues
from backend.core.models import Event
from tests.backend.contracts import records, signing
from tests.backend.pairings import pairs
from tests.factories import Market, actor


def test_every_type_has_the_elements_of_the_law() -> None:
    for kind in ContractType:
        plain = [""] if kind in {ContractType.CONSULTING, ContractType.SERVICE} else []
        for subtype in [*plain, *SUBTYPES[kind]]:
            for payment in PaymentForm:
                for ownership in IpOwnership:
                    fitting = clauses_fitting(
                        Contract(
                            kind="main",
                            type=kind,
                            subtype=subtype,
                            payment_form=payment,
                            ip_ownership=ownership,
                        )
                    )
                    codes = [clause.code for clause in fitting]
                    assert len(codes) == len(set(codes)), (kind, subtype, payment, ownership)
                    assert set(ELEMENTS) <= set(codes), (kind, subtype, payment, ownership)


def test_the_pdf_and_the_word_file_say_all_of_it(market: Market) -> None:
    Organisation.objects.filter(pk=market.university.pk).update(name="冀北䶮昉大学")
    found = signing.begun(market)
    own = ClauseValues(heading="附加约定", text="成果样品由张喆、王瑒共同封存。")
    values = signing.filled(found)
    contract_write(
        actor=actor(market.buyer),
        contract_id=found.pk,
        expected_revision=1,
        values=replace(values, clauses=(*values.clauses, own)),
    )
    found = Contract.objects.get(pk=found.pk)
    pdf = contract_pdf(found)
    said = signing.read(pdf)
    wanted = [
        "冀北䶮昉大学", "张喆、王瑒", found.title, found.number, code_of(found), "签署页",
        "壹佰贰拾伍万元整", "第一条", "委托方", "研究开发方",
    ]  # fmt: skip
    for words in [*wanted, *(line for c in found.clauses for line in c["text"].split("\n"))]:
        assert "".join(words.split()) in said, words
    found.title = f"{found.title}\x01\u202e"  # as rows of earlier days may have it
    word = WordFile(BytesIO(contract_word(found)))
    shown = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "第一条" in shown
    assert "成果样品由张喆、王瑒共同封存。" in shown
    assert not re.search(r"{[{%]", shown)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert any("冀北䶮昉大学" in cell for cell in cells)


def test_a_character_without_a_glyph_is_refused_before_it_is_lost(market: Market) -> None:
    found = signing.begun(market)
    values = signing.filled(found)
    odd = ClauseValues(heading="附加", text="由\U00030000某签收")
    sent = contract_revise(
        actor=actor(market.buyer),
        contract_id=found.pk,
        expected_revision=1,
        values=replace(values, clauses=(*values.clauses, odd)),
    )
    before = signing.state()
    with pytest.raises(ValidationError, match=r"U\+30000"):
        contract_confirm(
            actor=actor(market.office), contract_id=found.pk, expected_revision=sent.revision
        )
    assert signing.state() == before


def test_amounts_in_words() -> None:
    assert amount_in_words(records.VALUES.amount) == "壹佰贰拾伍万元整"  # type: ignore[arg-type]


def test_what_cannot_be_is_refused_by_field_and_leaves_nothing(market: Market) -> None:
    deal = pairs.deal(market)
    before = Contract.objects.count(), Event.objects.count()
    opened = timezone.localdate(deal.created_at)
    wrong: dict[str, dict[str, Any]] = {
        "amount": {"amount": Decimal("12345678901234.56")},
        "signed_on": {"signed_on": opened - timedelta(days=1)},
        "currency": {"currency": "XXX"},
        "ends_on": {"starts_on": opened, "ends_on": opened - timedelta(days=1)},
        "ip_ownership": {"ip_ownership": "nobody"},
    }
    for field, values in wrong.items():
        with pytest.raises(ValidationError) as refused:
            contract_draft(
                actor=actor(market.buyer),
                deal_id=deal.pk,
                values=replace(records.VALUES, **values),
            )
        assert list(refused.value.message_dict) == [field]
    assert (Contract.objects.count(), Event.objects.count()) == before
