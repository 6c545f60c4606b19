"""The content of a contract record as its versions keep it, and its words."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from backend.versions.words import FieldWords, column, field_words

from .models import SUBTYPES, Contract
from .values import ContractValues

NAMES = tuple(field.name for field in fields(ContractValues))


def contract_content(contract: Contract) -> dict[str, Any]:
    """What the record says now."""
    return {name: getattr(contract, name) for name in NAMES}


def contract_values(content: dict[str, Any]) -> ContractValues:
    """What a kept version said, as the services take it."""
    return ContractValues(
        **{name: column(Contract, name).to_python(content[name]) for name in NAMES}
    )


def contract_words(content: dict[str, Any]) -> list[FieldWords]:
    """Every field in words, in the order of the form."""
    found = [
        field_words(column(Contract, name), content[name], content["currency"]) for name in NAMES
    ]
    subtype = SUBTYPES.get(content["type"], {}).get(content["subtype"])
    return [
        FieldWords(one.name, one.label, (str(subtype),) if subtype else ())
        if one.name == "subtype"
        else one
        for one in found
    ]
