"""How long it takes to hold one new listing against ten thousand saved searches.

    python -m tests.benchmarks.bench_saved [--searches 10000]

Searches are of one to three of the field's terms, every second one narrowed to a kind; a search for a
frequent term is found often, as people search. Listings are of some terms in a sentence. Their vectors
are the bundled model's, or another's that TIQIAO_MODEL names.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT, environment_of
from tests.databases import sqlite_copy

SEARCHES, PEOPLE, MARKET, NEW = 10_000, 500, 300, 40
FREQUENT = 300  # terms that every third search is made of


def run(searches: int = SEARCHES) -> dict[str, Any]:
    """Milliseconds by percentile, and how many searches were asked and found for one listing."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of(
            data=Path(folder), servers={}, MODEL=os.environ.get("TIQIAO_MODEL", "bundled")
        )
        sqlite_copy(Path(folder) / "tiqiao.sqlite3")
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_saved", "--in-place", str(searches)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured(searches: int) -> dict[str, Any]:
    """The same in this installation."""
    import django

    django.setup()
    from backend.discovery.dictionary import technical_meanings
    from backend.discovery.releases import release_in_force
    from backend.discovery.services import index_prepare, listings_write_index
    from backend.following.models import Question, SavedSearch, SearchFind
    from backend.following.selectors.answering import _picked, questions_kept
    from backend.following.services import listings_find, questions_prepare
    from tests import factories
    from tests.factories import Duty, actor

    draw = random.Random(15)
    terms = [zh for meaning in technical_meanings() for zh in meaning.zh[:1]]
    frequent = draw.sample(terms, min(FREQUENT, len(terms)))

    def some(count: int) -> str:
        return " ".join(
            draw.choice(frequent if draw.random() < 0.34 else terms) for _ in range(count)
        )

    university = factories.organisation("university")
    owner = factories.member(university, Duty.RESEARCHER)

    def listed() -> int:
        title, summary = some(2), f"用于{some(3)}的{some(2)}方法。"
        abstract = "，".join(some(4) for _ in range(8))
        return factories.achievement(owner, title=title, summary=summary, abstract=abstract).pk

    index_prepare()
    listings_write_index([listed() for _ in range(MARKET)])
    people = [actor(factories.user()) for _ in range(PEOPLE)]
    texts = [f"{some(draw.randint(1, 3))} {number % 7}" for number in range(searches)]
    Question.objects.bulk_create(Question(text=text) for text in sorted(set(texts)))
    asked = dict(Question.objects.values_list("text", "pk"))
    # At once, not by search_save: it counts a person's searches each time.
    SavedSearch.objects.bulk_create(
        (
            SavedSearch(
                user_id=people[number % PEOPLE].person,
                name=str(number),
                question_id=asked[text],
                kind="achievement" if number % 2 else "",
            )
            for number, text in enumerate(texts)
        ),
        ignore_conflicts=True,  # a person keeps a search once
    )
    began = time.perf_counter()
    questions_prepare(release_in_force().encoder_version)
    prepared = time.perf_counter() - began
    times, picked, found = [], [], []
    from backend.discovery.services import listing_documents

    for _ in range(NEW):
        pk = listed()
        listings_write_index([pk])
        before = SearchFind.objects.count()
        started = time.perf_counter()
        listings_find([pk])
        times.append((time.perf_counter() - started) * 1000)
        found.append(SearchFind.objects.count() - before)
        kept = questions_kept(release_in_force().encoder_version)
        picked.append(len(list(_picked(kept, listing_documents([pk])[0]))))
    cuts = statistics.quantiles(times[1:], n=20)
    return {
        "searches": SavedSearch.objects.count(),
        "prepared_a_second": round(len(asked) / prepared, 1),
        "first_ms": round(times[0], 1),
        "p50_ms": round(statistics.median(times[1:]), 1),
        "p95_ms": round(cuts[-1], 1),
        "asked_of_the_index": statistics.median(picked),
        "found": statistics.median(found),
    }


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=SEARCHES)
    parser.add_argument("--in-place", type=int, default=0)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    figures = measured(chosen.in_place) if chosen.in_place else run(chosen.searches)
    print(json.dumps(figures))
