"""The text of a contract: begun from the library, complete when it is sent."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from backend.contracts.clauses import clauses_begun, clauses_clean, text_missing
from backend.contracts.documents import SIGNATURE_BOXES, contract_pdf
from backend.contracts.models import Contract
from backend.contracts.values import ClauseValues
from backend.signing.gateway import Box
from backend.signing.services import Party, document_prepare


def text_fill(contract: Contract, clauses: tuple[ClauseValues, ...]) -> None:
    """Write the clauses into the row; where none are given, those that stand, or the library's.

    Raises ValidationError for ``clauses``.
    """
    if not contract.written_here:
        contract.clauses = []
        return
    if not clauses and contract.clauses:
        return
    if not clauses:
        clauses = clauses_begun(contract, problem=_problem(contract), content=_content(contract))
    contract.clauses = [
        {"code": clause.code, "heading": clause.heading, "text": clause.text}
        for clause in clauses_clean(clauses)
    ]


def text_complete(contract: Contract) -> None:
    """Raise ValidationError for ``clauses`` where the text is not ready to be confirmed."""
    missing = text_missing(contract) if contract.written_here else []
    if missing:
        raise ValidationError({"clauses": missing})


def parties_of(contract: Contract) -> list[Party]:
    """Who signs, and where."""
    organisations = {"buyer": contract.buyer, "seller": contract.seller}
    boxes: tuple[Box, ...] = SIGNATURE_BOXES
    return [Party(box, organisations[box.party]) for box in boxes]


def bytes_to_sign(contract: Contract) -> bytes:
    """The PDF of the contract with the fields of both signatures. Raises ValidationError."""
    return document_prepare(contract_pdf(contract), parties_of(contract))


def _problem(contract: Contract) -> str:
    return _of_need(contract, "background")


def _content(contract: Contract) -> str:
    return _of_need(contract, "research_content")


def _of_need(contract: Contract, column: str) -> str:
    if contract.need is None:
        return ""
    said: str = getattr(contract.need.details, column, "") or ""
    return said or (contract.need.summary if column == "background" else "")
