"""The content of a contract as its versions keep it, and its words."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from backend.core import dates, money
from backend.versions.words import FieldWords, column, field_words

from .models import SUBTYPES, Contract, Instalment, PartKind
from .values import ClauseValues, ContractValues, InstalmentValues, PartValues

NAMES = tuple(
    field.name
    for field in fields(ContractValues)
    if field.name not in {"parts", "instalments", "clauses"}
)


def contract_content(contract: Contract) -> dict[str, Any]:
    """What the contract says now."""
    content = {name: getattr(contract, name) for name in NAMES}
    rows = contract.parts.order_by("position")
    content["parts"] = [
        {"kind": part.kind, "words": part.words, "amount": part.amount} for part in rows
    ]
    content["instalments"] = [
        {"amount": row.amount, "due_on": row.due_on, "condition": row.condition}
        for row in contract.instalments.order_by("position")
    ]
    content["clauses"] = contract.clauses
    return content


def contract_values(content: dict[str, Any]) -> ContractValues:
    """What a kept version said, as the services take it."""
    parts = tuple(
        PartValues(kind=part["kind"], words=part["words"], amount=Decimal(part["amount"]))
        for part in content["parts"]
    )
    instalments = tuple(
        InstalmentValues(
            amount=Decimal(row["amount"]),
            due_on=column(Instalment, "due_on").to_python(row["due_on"]),
            condition=row["condition"],
        )
        for row in content["instalments"]
    )
    plain = {name: column(Contract, name).to_python(content[name]) for name in NAMES}
    clauses = tuple(ClauseValues(**clause) for clause in content["clauses"])
    return ContractValues(**plain, parts=parts, instalments=instalments, clauses=clauses)


def contract_values_of(contract: Contract) -> ContractValues:
    """What the contract says now, as the services take it."""
    return contract_values(contract_content(contract))


def contract_words(content: dict[str, Any]) -> list[FieldWords]:
    """Every field in words, in the order of the form."""
    found = [
        field_words(column(Contract, name), content[name], content["currency"]) for name in NAMES
    ]
    subtype = SUBTYPES.get(content["type"], {}).get(content["subtype"])
    return [
        *(
            FieldWords(one.name, one.label, (str(subtype),) if subtype else ())
            if one.name == "subtype"
            else one
            for one in found
        ),
        FieldWords("parts", _("Parts of the amount"), _part_lines(content)),
        FieldWords("instalments", _("Instalments"), _instalment_lines(content)),
        *_clause_words(content["clauses"]),
    ]


def _part_lines(content: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        " · ".join(
            filter(
                None,
                (
                    str(PartKind(part["kind"]).label),
                    part["words"],
                    money.exact(Decimal(part["amount"]), content["currency"]),
                ),
            )
        )
        for part in content["parts"]
    )


def _instalment_lines(content: dict[str, Any]) -> tuple[str, ...]:
    found = []
    for row in content["instalments"]:
        due_on = column(Instalment, "due_on").to_python(row["due_on"])
        due = dates.day(due_on) if due_on else ""
        amount = money.exact(Decimal(row["amount"]), content["currency"])
        found.append(" · ".join(filter(None, (amount, due, row["condition"]))))
    return tuple(found)


def _clause_words(clauses: list[dict[str, str]]) -> list[FieldWords]:
    """Each clause as a field of its own; those of the parties' own are told apart by their headings."""
    return [
        FieldWords(
            f"clause {clause['code'] or clause['heading']}",
            clause["heading"],
            tuple(clause["text"].split("\n")),
        )
        for clause in clauses
    ]
