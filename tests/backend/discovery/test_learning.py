"""Learning as a whole: outcomes → file → trained → gate → promoted → new order → rolled back."""

from __future__ import annotations

import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from backend.accounts.actors import PLATFORM
from backend.catalog.models import Listing
from backend.core.errors import NotFound, WrongState
from backend.core.models import Event
from backend.discovery.jobs import Repaired, listings_repair
from backend.discovery.models import ActiveRelease, Encoding, MatchRun, Outcome
from backend.discovery.releases import release_in_force, releases_known
from backend.discovery.services import pair_judge, release_promote, release_rollback
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import recommended_to
from matching import facade as matching
from matching import runtime
from matching.encoders.null import NullEncoder
from matching.encoders.statistics import EncoderStatistics
from matching.encoding import ListingEncoder
from matching.release import write_release
from notifications.models import NoticeRow
from search_index import facade as search_index
from tests import factories
from tests.factories import Market, actor
from tests.matching.learning.made_up import market as made_up

Drain = Callable[[], int]


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def _own_releases(tmp_path: Path, index: None) -> Iterator[None]:
    matching.configure(**settings.MATCHING | {"cache_dir": tmp_path})
    yield
    matching.configure(**settings.MATCHING)


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def judged_market(market: Market, *, needs: int, published: int = 0) -> list[Listing]:
    """Listings whose words mislead and whose field decides, each pair judged by the operator.

    Of so many, ``published`` needs with their offers are on the market; they are returned.
    """
    profiles, outcomes = made_up(needs, offers_each=4)
    listings: dict[Any, Listing] = {}
    for number, profile in enumerate(profiles):
        publish = number < published * 5
        fields = {"technology_field": profile.field, "trl": profile.trl}
        if profile.kind == "need":
            made = factories.need(
                market.buyer, title=profile.texts["title"], publish=publish, **fields
            )
        else:
            made = factories.achievement(
                market.researcher, title=profile.texts["title"], publish=publish, **fields
            )
        listings[profile.id] = made
    operator = actor(market.operator)
    for outcome in outcomes:
        pair_judge(
            actor=operator,
            need_id=listings[outcome.need_id].pk,
            offer_id=listings[outcome.offer_id].pk,
            grade=outcome.grade or 0,
        )
    return [listings[p.id] for p in profiles[: published * 5] if p.kind == "need"]


def order(need: Listing) -> list[int]:
    """The first ten; which of many weak ones is kept last depends on who was matched last."""
    found = recommended_to(Side.NEED).filter(need=need)
    return list(found.values_list("offer_id", flat=True)[:10])


def shown(market: Market, need: Listing) -> list[int]:
    """The offers that the need's page recommends, in its order."""
    client = Client()
    client.force_login(market.buyer)
    page = client.get(reverse("listing_pairings", args=[need.pk])).content.decode()
    found = dict.fromkeys(int(pk) for pk in re.findall(r'href="/pairings/(\d+)/"', page))
    offers = dict(Pairing.objects.filter(need=need).values_list("pk", "offer_id"))
    return [offers[pk] for pk in found]


def test_outcomes_train_a_candidate_that_is_promoted_and_rolled_back(
    market: Market, drain: Drain, tmp_path: Path
) -> None:
    needs = judged_market(market, needs=60, published=6)
    drain()
    before = {need.pk: order(need) for need in needs}
    notices = NoticeRow.objects.count()
    shipped = release_in_force()

    assert Outcome.objects.filter(kind=Outcome.Kind.JUDGED).count() == 240
    written = command("export_outcomes", str(tmp_path / "outcomes.jsonl"))
    assert f"{Outcome.objects.count()} outcomes" in written
    told = command("train_matching", "--labels", str(tmp_path / "outcomes.jsonl"))
    assert "gate: passed" in told
    assert "models promote learnt-1" in told
    assert release_in_force() == shipped

    command("models", "promote", "learnt-1")
    assert release_in_force().ranker == "learnt-1"
    drain()
    after = {need.pk: order(need) for need in needs}
    assert after != before
    assert set(recommended_to(Side.NEED).values_list("release", flat=True)) == {
        release_in_force().name
    }
    changed = next(need for need in needs if after[need.pk] != before[need.pk])
    assert shown(market, changed)[:10] == after[changed.pk]

    command("models", "rollback")
    drain()
    assert release_in_force() == shipped
    assert {need.pk: order(need) for need in needs} == before
    assert NoticeRow.objects.count() == notices
    assert listings_repair(grace=timedelta(0)) == Repaired()
    events = Event.objects.filter(name="release.promoted").order_by("pk")
    assert [(e.payload["previous"], e.payload["release"]) for e in events] == [
        (shipped.name, f"{shipped.encoder_version}/learnt-1"),
        (f"{shipped.encoder_version}/learnt-1", shipped.name),
    ]


def candidate(tmp_path: Path, name: str, **record: Any) -> None:
    """A release that differs from the shipped one in name and record alone."""
    shipped = matching.active_release()
    made = dataclasses.replace(shipped, name=name, record=record | {"parent": shipped.name})
    write_release(tmp_path / "releases" / name, made)


def gate(**changes: Any) -> dict[str, Any]:
    told = {
        "present": "null-5", "candidate": "c", "needs": 40, "present_ndcg": 0.7,
        "candidate_ndcg": 0.8, "low": 0.05, "high": 0.15, "margin": 0.02, "slices": [],
        "objections": [],
    }  # fmt: skip
    return told | changes


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({}, "never compared"),
        ({"gate": gate(objections=["not better with 95% confidence"])}, "95% confidence"),
        ({"gate": gate(present="another")}, "train anew"),
    ],
)
def test_what_did_not_pass_is_not_promoted(
    db: None, tmp_path: Path, record: dict[str, Any], why: str
) -> None:
    candidate(tmp_path, "c", **record)
    with pytest.raises(WrongState, match=why):
        release_promote(actor=PLATFORM, name="c")
    with pytest.raises(CommandError, match=why):
        command("models", "promote", "c")
    assert not ActiveRelease.objects.exists()
    assert not Event.objects.filter(name="release.promoted").exists()


def test_a_candidate_waits_for_its_promotion(db: None, tmp_path: Path) -> None:
    candidate(tmp_path, "c", fitted_on="2099-01-01", gate=gate())
    assert release_in_force().ranker == "null-5"
    release_promote(actor=PLATFORM, name="c")
    assert release_in_force().ranker == "c"
    with pytest.raises(WrongState, match="in force already"):
        release_promote(actor=PLATFORM, name="c")


def test_there_is_nothing_to_roll_back_before_a_promotion(db: None) -> None:
    with pytest.raises(WrongState, match="Nothing was promoted"):
        release_rollback(actor=PLATFORM)
    with pytest.raises(CommandError, match="Nothing was promoted"):
        command("models", "rollback")


def test_an_unknown_or_damaged_release_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing"):
        release_promote(actor=PLATFORM, name="nothing")
    candidate(tmp_path, "c", gate=gate())
    (tmp_path / "releases" / "c" / "release.json").write_text("{", encoding="utf-8")
    matching.configure(**settings.MATCHING | {"cache_dir": tmp_path})
    with pytest.raises(CommandError, match="c cannot be read"):
        command("models", "show", "c")
    assert release_in_force().ranker == "null-5"
    assert "damaged" in command("models", "list")


def test_a_release_that_vanished_gives_way_to_the_shipped_one(db: None, tmp_path: Path) -> None:
    ActiveRelease.objects.create(
        pk=1,
        encoder_version=matching.encoder_version(),
        ranker="gone",
        previous_encoder_version="",
        previous_ranker="",
    )
    assert release_in_force().ranker == "null-5"


def test_every_match_reads_the_row_anew(market: Market, drain: Drain, tmp_path: Path) -> None:
    candidate(tmp_path, "c", gate=gate())
    factories.need(market.buyer)
    drain()
    assert MatchRun.objects.get().release.endswith("/null-5")
    # Another process would have written the row.
    ActiveRelease.objects.create(
        pk=1,
        encoder_version=matching.encoder_version(),
        ranker="c",
        previous_encoder_version=matching.encoder_version(),
        previous_ranker="null-5",
    )
    assert listings_repair(grace=timedelta(0)).rematched == 1
    drain()
    assert MatchRun.objects.get().release.endswith("/c")


def test_the_list_marks_what_is_in_force(db: None, tmp_path: Path) -> None:
    candidate(tmp_path, "c", gate=gate(), fitted_on="2099-01-01")
    candidate(tmp_path, "d", gate=gate(objections=["worse"]), fitted_on="2099-01-02")
    release_promote(actor=PLATFORM, name="c")
    verdicts = {row.name: (row.in_force, row.verdict) for row in releases_known()}
    assert verdicts["c"] == (True, "passed")
    assert verdicts["d"] == (False, "failed")
    assert verdicts["null-5"] == (False, "shipped")
    assert "* c " in command("models", "list")


def test_nothing_to_learn_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no labels"):
        command("train_matching")
    with pytest.raises(CommandError, match="cannot be read"):
        command("train_matching", "--labels", str(tmp_path / "nowhere"))
    assert "releases" not in {path.name for path in tmp_path.iterdir()}


def test_the_report_is_json_for_programs(market: Market, tmp_path: Path) -> None:
    judged_market(market, needs=4)
    told = json.loads(command("train_matching", "--json"))
    assert told["release"] == "learnt-1"
    assert told["gate"]["passed"] is False
    assert "only" in told["gate"]["objections"][0]


def test_another_encoder_is_indexed_before_it_is_in_force(
    market: Market, drain: Drain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(NullEncoder):
        identity = "tuned-1"

    other = ListingEncoder(Other(), EncoderStatistics())
    monkeypatch.setattr(runtime, "_tuned_encoder", lambda version, settings: other)
    shipped = matching.active_release()
    release = dataclasses.replace(
        shipped, name="c", encoder_version=other.version,
        record={"parent": shipped.name, "gate": gate()},
    )  # fmt: skip
    write_release(tmp_path / "releases" / "c", release)
    need = factories.need(market.buyer)
    factories.achievement(market.researcher)
    drain()
    assert search_index.encoder_version() == shipped.encoder_version

    release_promote(actor=PLATFORM, name="c")
    assert release_in_force().encoder_version == other.version
    assert search_index.encoder_version() == other.version
    drain()
    assert {row.release for row in Pairing.objects.all()} == {release_in_force().name}
    assert Encoding.objects.filter(listing=need).count() == 2
    assert listings_repair(grace=timedelta(0)) == Repaired()

    release_rollback(actor=PLATFORM)
    assert search_index.encoder_version() == shipped.encoder_version
    drain()
    assert {row.release for row in Pairing.objects.all()} == {release_in_force().name}
    assert listings_repair(grace=timedelta(0)) == Repaired()
