"""The text of a contract: begun from the library, complete when it is sent."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from backend.contracts.clauses import clauses_begun, clauses_clean, text_missing
from backend.contracts.documents import SIGNATURE_BOXES, contract_pdf
from backend.contracts.models import OF_ACHIEVEMENT, Contract
from backend.contracts.values import ClauseValues
from backend.signing.gateway import Box
from backend.signing.services import Party, document_prepare
from backend.terms.selectors import accepted_among, rounds_of

IN_TABLE = "各期金额、应付日期和付款条件见本合同“分期支付”表"


def text_fill(
    contract: Contract, clauses: tuple[ClauseValues, ...], *, in_rows: bool = False
) -> None:
    """Write the clauses into the row; where none are given, those that stand, or the library's.
    ``in_rows``: its instalments stand in a table of their own.

    Raises ValidationError for ``clauses``.
    """
    if not contract.written_here:
        contract.clauses = []
        return
    if not clauses and contract.clauses:
        return
    if not clauses:
        said = _said(contract)
        clauses = clauses_begun(contract, said | {"instalments": IN_TABLE} if in_rows else said)
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


def _said(contract: Contract) -> dict[str, str]:
    """What the listings and the accepted terms say, by the names of the library's places."""
    found = {**_said_by_need(contract), **_said_by_terms(contract)}
    offer = contract.offer
    found["title"] = contract.title
    found["achievement"] = offer.title if offer else contract.title
    if offer:
        found["technology"] = getattr(offer.details, "abstract", "") or offer.summary
    elif contract.type in OF_ACHIEVEMENT:
        found["technology"] = found.get("problem", "")
    # What the licensee wants is no part of what is licensed to him.
    if offer and contract.type in OF_ACHIEVEMENT:
        found["demands"] = found.get("content") or found.get("problem", "")
    return {name: value.strip().rstrip("。；;.") for name, value in found.items()}


def _said_by_need(contract: Contract) -> dict[str, str]:
    if contract.need is None:
        return {}
    details: Any = contract.need.details
    return {
        "problem": getattr(details, "background", "") or contract.need.summary,
        "content": getattr(details, "research_content", ""),
    }


def _said_by_terms(contract: Contract) -> dict[str, str]:
    """Of the main contract; what comes after it is agreed anew."""
    offer = accepted_among(rounds_of(contract.deal_id))
    if offer is None or contract.kind != Contract.Kind.MAIN:
        return {}
    found = {
        name: getattr(offer, name)
        for name in ("territory", "use_field", "delivery", "acceptance", "instalments", "other")
    }
    if offer.years:
        found |= {"years": str(offer.years), "term": f"自本合同生效之日起{offer.years}年"}
    if offer.confidentiality_years is not None:
        kept = f"后{offer.confidentiality_years}年" if offer.confidentiality_years else "时"
        found["confidentiality"] = f"本合同终止{kept}"
    if offer.shares_percent is not None:
        found["shares"] = f"{offer.shares_percent.normalize():f}"
    return found
