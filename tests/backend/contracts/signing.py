"""Contracts that are written here, on their way to both signatures."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader

from backend.contracts.clauses import OPEN
from backend.contracts.models import Contract
from backend.contracts.services import (
    contract_confirm,
    contract_draft,
    contract_revise,
    contract_sign,
)
from backend.contracts.values import ContractValues
from backend.contracts.versions import contract_values_of
from backend.deals.models import Deal
from backend.signing.models import Document, Signature
from backend.signing.selectors import document_of
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.factories import Market, actor

HERE = replace(records.VALUES, written="here", signed_on=None)


def begun(market: Market, values: ContractValues = HERE) -> Contract:
    deal = pairs.deal(market)
    made = contract_draft(actor=actor(market.buyer), deal_id=deal.pk, values=values)
    return Contract.objects.get(pk=made.pk)


def filled(contract: Contract) -> ContractValues:
    """The text with every place filled in."""
    values = contract_values_of(contract)
    clauses = tuple(
        replace(clause, text=OPEN.sub("十五", clause.text)) for clause in values.clauses
    )
    return replace(values, clauses=clauses)


def agreed(market: Market) -> Contract:
    """A text that both agreed on, to be signed."""
    found = begun(market)
    sent = contract_revise(
        actor=actor(market.buyer), contract_id=found.pk, expected_revision=1, values=filled(found)
    )
    contract_confirm(
        actor=actor(market.office), contract_id=found.pk, expected_revision=sent.revision
    )
    return Contract.objects.get(pk=found.pk)


def signed_by(market: Market, contract: Contract, *who: str) -> Contract:
    for name in who:
        now = Contract.objects.get(pk=contract.pk)
        contract_sign(
            actor=actor(getattr(market, name)), contract_id=now.pk, expected_revision=now.revision
        )
    return Contract.objects.get(pk=contract.pk)


def document(contract: Contract) -> Document:
    found = document_of("contract", contract.pk)
    assert found is not None
    return found


def read(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def state() -> tuple[object, ...]:
    return (
        list(Contract.objects.values()),
        list(Document.objects.values()),
        list(Signature.objects.values("state", "mark")),
        Deal.objects.get().stage,
    )
