"""The Word file of a contract, from a template that an office may make its own."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from backend.contracts.models import Contract
from backend.core.characters import legible

from .content import contract_document

TEMPLATE = Path(__file__).parent / "contract.docx"


def contract_word(contract: Contract) -> bytes:
    """The contract as it is now, as .docx."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(TEMPLATE)
    content = legible(contract_document(contract))
    content["clauses"] = [
        {**clause, "label": f"第{_ordinal(n)}条　{clause['heading']}"}
        for n, clause in enumerate(content["clauses"], 1)
    ]
    document.render(content, autoescape=True)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _ordinal(n: int) -> str:
    import cn2an

    return str(cn2an.an2cn(n)).removeprefix("一") if 10 <= n < 20 else str(cn2an.an2cn(n))
