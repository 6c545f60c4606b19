"""The rows of a contract: what its amount is made of, and in which instalments it is paid."""

from __future__ import annotations

from collections.abc import Iterable

from backend.contracts.models import Contract, ContractPart, Instalment
from backend.contracts.values import InstalmentValues, PartValues


def rows_keep(
    contract: Contract, parts: Iterable[PartValues], instalments: Iterable[InstalmentValues]
) -> None:
    """Put these in the place of those that were there, in the caller's transaction."""
    contract.parts.all().delete()
    ContractPart.objects.bulk_create(
        ContractPart(
            contract=contract,
            position=position,
            kind=part.kind,
            words=" ".join(part.words.replace("\x00", "").split()),
            amount=part.amount,
        )
        for position, part in enumerate(parts)
    )
    contract.instalments.all().delete()
    Instalment.objects.bulk_create(
        Instalment(
            contract=contract,
            position=position,
            amount=row.amount,
            due_on=row.due_on,
            condition=row.condition,
        )
        for position, row in enumerate(instalments, 1)
    )


def rows_copy(source: Contract, target: Contract) -> None:
    """Let a contract be made up and paid as another says."""
    rows_keep(
        target,
        [PartValues(kind=p.kind, words=p.words, amount=p.amount) for p in source.parts.all()],
        [
            InstalmentValues(amount=row.amount, due_on=row.due_on, condition=row.condition)
            for row in source.instalments.all()
        ],
    )
