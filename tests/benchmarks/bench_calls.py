"""Calls: how long it takes to assign reviewers evenly, and to seal and open bids."""

from __future__ import annotations

import random
import time
from typing import Any

from backend.challenges.assigning import assign
from backend.challenges.sealing import key_pair, seal, unseal

ENTRIES, REVIEWERS, EACH, CONFLICTS = 100, 30, 3, 300
BIDS = 200
BID = b"x" * 12_000


def run() -> dict[str, Any]:
    """Figures of one run."""
    chance = random.Random(7)
    people = range(REVIEWERS)
    banned = {(chance.randrange(ENTRIES), chance.randrange(REVIEWERS)) for _n in range(CONFLICTS)}
    began = time.perf_counter()
    chosen = assign(range(ENTRIES), people, each=EACH, banned=banned)
    assigning = time.perf_counter() - began
    loads = [sum(p == person for _e, p in chosen) for person in people]
    codes, publics = zip(key_pair(), key_pair(), strict=True)
    began = time.perf_counter()
    sealed = [seal(BID, publics, b"bid") for _n in range(BIDS)]
    sealing = time.perf_counter() - began
    began = time.perf_counter()
    assert all(unseal(one, codes, b"bid") == BID for one in sealed)
    return {
        f"{ENTRIES} entries × {EACH} of {REVIEWERS} reviewers, {len(banned)} conflicts": {
            "seconds": round(assigning, 2),
            "fewest and most entries of a reviewer": [min(loads), max(loads)],
        },
        f"{BIDS} bids of {len(BID)} bytes, milliseconds each": {
            "sealed": round(sealing / BIDS * 1000, 2),
            "opened": round((time.perf_counter() - began) / BIDS * 1000, 2),
        },
    }
