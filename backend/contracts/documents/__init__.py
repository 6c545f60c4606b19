"""A contract as a document: the PDF that is signed, and the Word file that people edit elsewhere."""

from .pdf import SIGNATURE_BOXES, contract_pdf
from .word import contract_word

__all__ = ["SIGNATURE_BOXES", "contract_pdf", "contract_word"]
