"""Reviewers: assigned evenly, never against a conflict; phases show what they may; contests go up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.models import Duty, Organisation
from backend.challenges import kinds, services
from backend.challenges.assigning import NotEnough, assign
from backend.challenges.models import Call, Conflict, Entry
from backend.challenges.selectors import assignments_of, calibration_of, shown_beside
from backend.challenges.values import EntryValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from tests import factories
from tests.backend.challenges import calling
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

PITCH = {
    "title": "巡检吊舱", "abstract": "微光下识别断股", "innovation": "自有算法", "market": "三家意向",
}  # fmt: skip
POINTS = {"technology": 60, "market": 70, "team": 80}


def contest(bureau: calling.Office, **changes: object) -> Call:
    """A contest's round that is open."""
    values = {"kind": "innovation_contest", "mode": "prizes", "awards": 3, "funding": "",
              "budget": None, **changes}  # fmt: skip
    return calling.posted(bureau, **values)[0]


def pitch(who: object, call: Call, **changes: object) -> Entry:
    values = EntryValues(answers=PITCH, **changes)  # type: ignore[arg-type]
    return services.entry_hand_in(actor=actor(who), call_id=call.pk, values=values)  # type: ignore[arg-type]


def test_entries_are_spread_evenly_around_bans_and_pins() -> None:
    entries, people = range(12), "abcdef"
    banned = {(0, "a"), (0, "b"), (1, "c")}
    chosen = assign(entries, people, each=3, banned=banned, pinned={(0, "f"), (2, "a")})
    assert {(0, "f"), (2, "a")} <= chosen
    assert not chosen & banned
    assert [sum(e == entry for e, _p in chosen) for entry in entries] == [3] * 12
    assert [sum(p == person for _e, p in chosen) for person in people] == [6] * 6
    with pytest.raises(NotEnough) as short:
        assign([1, 2], "ab", each=2, banned={(2, "a")})
    assert short.value.entries == [2]


def test_two_levels_with_reviews_conflicts_and_certificates(market: Market) -> None:
    bureau = calling.office(2)
    final = contest(bureau, level=1, title="市级决赛")
    with refused(WrongState):  # entries of the final come from the round
        pitch(market.office, final)
    call = contest(bureau, above_id=final.pk)
    won, lost = pitch(market.office, call), pitch(market.buyer, call)
    alone = pitch(factories.user("Solo"), call, alone=True)
    run = actor(bureau.runner)
    call = calling.close(call)
    with refused(WrongState):
        services.SERVICES["review"](actor=run, call_id=call.pk)

    # Who decides, runs or has entered reviews nothing; a colleague is kept from the own entry.
    for person in (bureau.runner, bureau.decider, market.office):
        with refused(ValidationError):
            services.reviewer_add(actor=run, call_id=call.pk, email=person.email)
    pairs.deal(market)  # the enterprise and the university are in talks
    services.reviewer_add(actor=run, call_id=call.pk, email=market.colleague.email)
    with refused(ValidationError) as few:
        services.reviews_assign(actor=run, call_id=call.pk, each=1, bans=())
    assert list(few.value.message_dict) == ["each"]
    services.reviewer_add(actor=run, call_id=call.pk, email=bureau.reviewers[0].email)
    services.reviewer_add(actor=run, call_id=call.pk, email=bureau.reviewers[1].email)
    services.reviews_assign(actor=run, call_id=call.pk, each=2)
    assert set(Conflict.objects.values_list("entry_id", "source")) == {
        (won.pk, "organisation"), (lost.pk, "contract"),
    }  # fmt: skip

    # Before the review begins an entry is not read; a declared conflict hands it back.
    first = assignments_of(actor(bureau.reviewers[0])).get(entry=won)
    page = browser(bureau.reviewers[0]).get(f"/calls/reviews/{first.pk}/").content.decode()
    assert PITCH["innovation"] not in page
    services.SERVICES["review"](actor=run, call_id=call.pk)
    page = browser(bureau.reviewers[0]).get(f"/calls/reviews/{first.pk}/").content.decode()
    assert PITCH["innovation"] in page
    assert str(market.university) not in page  # names come with the second phase
    with refused(NotFound):
        services.review_save(
            actor=actor(market.stranger), assignment_id=first.pk, scores=POINTS, remark="x"
        )
    with refused(ValidationError) as wrong:
        services.review_save(
            actor=actor(bureau.reviewers[0]), assignment_id=first.pk,
            scores={**POINTS, "team": 101}, remark=" ",
        )  # fmt: skip
    assert set(wrong.value.message_dict) == {"team", "remark"}
    services.reviewer_remove(
        actor=run, call_id=call.pk, reviewer_id=call.reviewers.get(user=market.colleague).pk
    )
    services.reviews_assign(actor=run, call_id=call.pk, each=2)
    calling.score_all(bureau, call, POINTS)
    strict, generous = calibration_of(call)
    assert sorted((strict.offset, generous.offset)) == [-10, 10]
    assert shown_beside(first) == []
    services.SERVICES["next_phase"](actor=run, call_id=call.pk)
    first = assignments_of(actor(bureau.reviewers[0])).get(entry=won)
    assert [beside.remark for beside in shown_beside(first)] == ["依据充分。"]
    page = text(browser(bureau.reviewers[0]).get(f"/calls/reviews/{first.pk}/"))
    assert str(market.university) in page

    decide = actor(bureau.decider)
    verdicts = calling.verdicts(call, won, alone)
    with refused(ValidationError):  # which prize?
        services.call_propose(actor=decide, call_id=call.pk, verdicts=verdicts)
    with refused(ValidationError):  # every entrant gets a reason
        services.call_propose(actor=decide, call_id=call.pk, verdicts=verdicts[:2])
    with refused(NotPermitted):
        services.call_propose(actor=run, call_id=call.pk, verdicts=verdicts)
    calling.awarded(bureau, Call.objects.get(pk=call.pk), won, alone, prize="first")
    won.refresh_from_db()
    assert (won.state, won.promoted_to.call) == ("awarded", final)
    assert final.entries.count() == 2
    pdf = browser(market.office).get(f"/calls/entries/{won.pk}/certificate.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert (
        browser(market.stranger).get(f"/calls/entries/{won.pk}/certificate.pdf").status_code == 404
    )
    shown = text(browser(None).get(f"/calls/{call.pk}/showcase/"))
    assert PITCH["abstract"] in shown
    assert PITCH["innovation"] not in shown


def test_a_new_kind_is_one_file(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recognitions of pilot bases: a kind that nothing names, posted and entered by its file alone."""
    source = tmp_path / "pilot_base.yaml"
    source.write_text(
        """
name: pilot_base
words: {zh: 中试基地认定, en: Recognition of pilot bases}
about: {zh: 认定一批中试基地。, en: Pilot bases are recognised.}
posters: [government]
entrants: [enterprise, university]
stages: [draft, posted, closed, reviewing, awarded]
modes: [prizes]
questions:
- {name: title, words: {zh: 基地名称, en: Name}}
- {name: lines, words: {zh: 中试线, en: Lines}}
criteria: [{name: ability, words: {zh: 能力, en: Ability}, weight: 100}]
phases: [{name: site, words: {zh: 现场核查, en: Visit}, names: true}]
""",
        "utf-8",
    )
    kind = kinds.kind_read(source)
    every = {**kinds.kinds(), kind.name: kind}
    kinds.kinds.cache_clear()
    monkeypatch.setattr("backend.challenges.kinds.FOLDER", _with(source, kinds.FOLDER, tmp_path))
    assert set(kinds.kinds()) == set(every)
    bureau = calling.office(2)
    call = contest(bureau, kind="pilot_base")
    entrant = factories.organisation(Organisation.Kind.INSTITUTE)
    office = factories.member(entrant, Duty.UNIVERSITY_OFFICE)
    with refused(NotPermitted):  # institutes are not among its entrants
        pitch(office, call)
    answers = {"title": "石墨烯中试基地", "lines": "两条"}
    entry = services.entry_hand_in(
        actor=actor(market.office), call_id=call.pk, values=EntryValues(answers=answers)
    )
    call = calling.reviewed(bureau, calling.close(call), {"ability": 90})
    services.call_propose(
        actor=actor(bureau.decider), call_id=call.pk, verdicts=calling.verdicts(call, entry)
    )
    assert services.call_award(actor=actor(bureau.decider), call_id=call.pk).state == "awarded"
    assert "Recognition of pilot bases" in text(browser(None).get("/calls/?kind=pilot_base"))
    kinds.kinds.cache_clear()
    source.write_text(source.read_text("utf-8").replace("weight: 100", "weight: 99"), "utf-8")
    with pytest.raises(ValueError, match="100"):
        kinds.kind_read(source)


def _with(source: Path, folder: Path, target: Path) -> Path:
    for path in folder.glob("*.yaml"):
        (target / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return source.parent


def test_some_leave_at_a_milestone_where_several_work_in_parallel(market: Market) -> None:
    bureau = calling.office(2)
    call, codes = calling.posted(bureau, mode="parallel", awards=2)
    entries = [
        services.entry_hand_in(actor=actor(who), call_id=call.pk, values=calling.ENTRY)
        for who in (market.office, market.buyer)
    ]
    call = calling.bring(bureau, calling.close(call), codes)
    call = calling.bring(bureau, calling.reviewed(bureau, call, calling.SCORES), codes)
    calling.awarded(bureau, call, *entries)
    cut = services.ENTRY_SERVICES["cut"]
    with refused(NotPermitted):
        cut(actor=actor(bureau.runner), entry_id=entries[0].pk, note="x")
    assert (
        cut(actor=actor(bureau.decider), entry_id=entries[0].pk, note="未达中试指标").state == "cut"
    )
    with refused(WrongState):  # the last one stays
        cut(actor=actor(bureau.decider), entry_id=entries[1].pk, note="x")
    assert Entry.objects.filter(deal__isnull=False).count() == 2
    assert timezone.now() - call.closes_at < timedelta(days=1)
