"""The chain: each journal is sealed with the hash of the one before it, in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import transaction

from backend.ledger.models import ChainHead, Entry, Journal, Seal

BATCH = 500
_JOURNAL = (
    "reference", "kind", "input_hash", "about", "about_id", "deal_id", "actor_id", "reverses_id",
    "memo", "posted_at",
)  # fmt: skip
_ENTRY = (
    "journal_id", "kind", "amount", "balance_after", "account_id", "account__owner_kind",
    "account__owner_id", "account__purpose", "account__currency", "account__detail",
)  # fmt: skip


def journals_seal() -> int:
    """Seal the journals that are not yet, oldest first; returns how many."""
    sealed = 0
    while count := _batch_seal():
        sealed += count
    return sealed


def hashes_of(journals: Iterable[Journal], previous: str) -> Iterator[str]:
    """The hash of each journal in the chain that goes on after ``previous``."""
    rest = iter(journals)
    while chunk := list(islice(rest, BATCH)):
        legs = _legs([journal.pk for journal in chunk])
        for journal in chunk:
            content = [getattr(journal, name) for name in _JOURNAL]
            written = json.dumps(
                [previous, content, legs.get(journal.pk, [])],
                sort_keys=True,
                default=str,
                ensure_ascii=False,
            )
            previous = hashlib.sha256(written.encode()).hexdigest()
            yield previous


def _batch_seal() -> int:
    with transaction.atomic():
        head, _new = ChainHead.objects.get_or_create(pk=1)
        head = ChainHead.objects.select_for_update().get(pk=head.pk)
        waiting = list(Journal.objects.filter(seal__isnull=True).order_by("pk")[:BATCH])
        seals = []
        for journal, made in zip(waiting, hashes_of(waiting, head.hash), strict=True):
            head.position += 1
            seals.append(
                Seal(position=head.position, journal=journal, prev_hash=head.hash, hash=made)
            )
            head.hash = made
        Seal.objects.bulk_create(seals)
        head.save(update_fields=["position", "hash"])
    return len(seals)


def _legs(journal_ids: list[int]) -> dict[int, list[Any]]:
    rows = Entry.objects.filter(journal_id__in=journal_ids).order_by("journal_id", "pk")
    return {
        pk: [list(row[1:]) for row in found]
        for pk, found in groupby(rows.values_list(*_ENTRY), key=itemgetter(0))
    }
