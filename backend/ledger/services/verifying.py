"""The chain read again from its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from backend.ledger.models import ChainHead, Journal, Seal

from .sealing import hashes_of

UNSEALED = timedelta(hours=1)  # the schedule seals each minute
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken`` names the first link that does not hold, "" where all do."""

    sealed: int
    unsealed: int
    broken: str


def chain_verify() -> Verdict:
    """Compute every seal anew, from the first; stops at the first that does not hold."""
    position, previous = 0, ""
    while True:
        seals = list(
            Seal.objects.select_related("journal")
            .filter(position__gt=position)
            .order_by("position")[:CHUNK]
        )
        if not seals:
            break
        hashes = hashes_of((seal.journal for seal in seals), previous)
        for seal, expected in zip(seals, hashes, strict=True):
            position += 1
            if (seal.position, seal.prev_hash, seal.hash) != (position, previous, expected):
                return _verdict(position, f"seal {position}, journal {seal.journal.reference}")
            previous = expected
    head = ChainHead.objects.filter(pk=1).first()
    if head is not None and (head.position, head.hash) != (position, previous):
        return _verdict(position, f"the head says {head.position}, the last seal is {position}")
    return _verdict(position, "")


def _verdict(sealed: int, broken: str) -> Verdict:
    waiting = Journal.objects.filter(seal__isnull=True)
    late = waiting.filter(posted_at__lt=timezone.now() - UNSEALED).order_by("pk").first()
    if not broken and late is not None:
        broken = f"journal {late.reference} was never sealed"
    return Verdict(sealed=sealed, unsealed=waiting.count(), broken=broken)
