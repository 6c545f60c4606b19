"""The demo's market with the bundled model: who must meet does meet, near the top."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from pathlib import Path

import pytest

from backend.portal.demo.people import rows
from deploy.local.application import environment_of, manage

pytestmark = pytest.mark.model

SHOWN = 10  # pairings of a need that somebody reads

PAIRINGS = """
    SELECT need.external_id, offer.external_id
    FROM deals_pairing AS pairing
    JOIN catalog_listing AS need ON need.id = pairing.need_id
    JOIN catalog_listing AS offer ON offer.id = pairing.offer_id
    WHERE NOT pairing.superseded
    ORDER BY pairing.score DESC
"""


@pytest.fixture(scope="module")
def partners(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Need → its offers, best first, by their keys in the demo's files."""
    data: Path = tmp_path_factory.mktemp("demo")
    environment = environment_of(data=data, DEMO="1", LOG_LEVEL="WARNING")
    manage(environment, "migrate", "-v0")
    manage(environment, "seed_demo", quiet=True)
    found: dict[str, list[str]] = defaultdict(list)
    with sqlite3.connect(data / "tiqiao.sqlite3") as database:
        for need, offer in database.execute(PAIRINGS):
            found[need].append(offer)
    return found


def test_every_golden_pair_is_near_the_top(partners: dict[str, list[str]]) -> None:
    """Pairs without a shared word, across languages, in other units, and near misses."""
    golden = [row for name in ("pairs-a", "pairs-b") for row in rows(name)]
    assert len(golden) > 40
    missing = [
        (row["need"], row["offer"], row["kind"])
        for row in golden
        if row["offer"] not in partners[row["need"]][:SHOWN]
    ]
    assert missing == []


def test_no_need_is_flooded(partners: dict[str, list[str]]) -> None:
    assert max(map(len, partners.values())) <= 20
