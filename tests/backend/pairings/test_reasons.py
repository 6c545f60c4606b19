"""Stored reasons in words: what each reader is shown, and what nobody is."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from backend.accounts.actors import Actor
from backend.catalog.services import listing_assign_broker, listing_revise, listing_withdraw
from backend.catalog.values import values_of
from backend.pairings.models import Pairing
from backend.pairings.reasons import pairing_brief, pairing_briefs, pairing_view
from backend.pairings.selectors import pairings_followed_by
from tests.backend.pairings import pairs
from tests.factories import AchievementValues, Market, actor


def everything(found: Pairing, who: Actor) -> str:
    """All that the page would show, as one text."""
    view = pairing_view(found, who)
    brief = pairing_brief(found, who)
    parts: list[Any] = [view.lines, view.indicators, brief.reason, brief.indicators]
    for side in (view.need, view.offer):
        parts += [side.title, side.excerpts]
    return repr(parts)


def test_an_unknown_code_is_still_told(market: Market) -> None:
    found = pairs.pairing(market)
    found.reasons = [pairs.reason("later.invention", 1.0)]
    found.save()
    [line] = pairing_view(found, actor(market.buyer)).lines.first
    assert str(line.title)
    assert line.share == 100


def test_reasons_stand_in_order_with_their_share(market: Market) -> None:
    with translation.override("en"):
        lines = pairing_view(pairs.pairing(market), actor(market.buyer)).lines
        told = [(str(line.title), line.share, line.bar) for line in lines.first]
    assert told == [
        ("What is offered answers what is asked", 50, 25),
        ("Both use the same technical terms", 25, 12),
        ("The price lies within the budget", 12, 6),
        ("Less mature than wanted", 12, 6),
    ]
    assert lines.first[3].detail == "TRL 6 wanted, TRL 5 reached"
    assert [q.text for q in lines.first[0].quotes] == ["可弯折 20 万次", pairs.SECRET]


def test_passages_are_marked_in_the_texts(market: Market) -> None:
    view = pairing_view(pairs.pairing(market), actor(market.buyer))
    marked = [s.text for e in view.offer.excerpts for s in e.segments if s.marked]
    assert marked == ["面内热导率 1350 W/(m·K)", pairs.SECRET, "膜厚 0.05 mm"]


def test_hidden_details_are_told_to_their_owner_alone(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    assert pairs.SECRET in everything(found, actor(market.researcher))
    shown = everything(found, actor(market.buyer))
    assert pairs.SECRET not in shown
    assert "0.05" not in shown
    assert "褶皱" not in shown
    assert "1350" in shown


def test_what_rests_on_hidden_passages_says_so(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    with translation.override("en"):
        view = pairing_view(found, actor(market.buyer))
        lines = {line.signal: line for line in view.lines.first}
        assert str(lines["fields"].title) != "The price lies within the budget"
    assert [q.side for q in lines["late"].quotes] == ["need"]
    rows = {row.name: row for row in view.indicators.rows}
    assert (rows["厚度"].hidden, rows["厚度"].reached, rows["厚度"].quote) == (True, "", None)
    assert (rows["厚度"].verdict, rows["导热系数"].verdict) == ("undisclosed", "met")
    assert (rows["导热系数"].hidden, rows["导热系数"].reached) == (False, "1350 W/(m·K)")


@pytest.mark.parametrize(
    ("person", "disclosures"),
    [
        ("buyer", {"offer_disclosure": "confidential"}),
        ("researcher", {"need_disclosure": "confidential"}),
    ],
)
def test_how_the_hidden_compares_is_hidden_too(
    market: Market, person: str, disclosures: dict[str, str]
) -> None:
    """All that a page shows is the same whether the hidden value meets its bound or misses it."""
    found = pairs.pairing(market, **disclosures)
    told = []
    for verdict, indicators, price, share in (
        ("met", "met", "within_budget", 0.5),
        ("missed", "missed", "above_budget", -0.9),
        ("absent", "unknown", "unknown", 0.1),
    ):
        found.indicators[1]["verdict"] = verdict
        found.reasons[2:] = [
            pairs.reason(f"fields.price_{price}", share),
            pairs.reason(f"indicators.{indicators}", share, {"names": ["厚度"]}),
        ]
        told.append(everything(found, actor(getattr(market, person))))
    assert told[0] == told[1] == told[2]
    assert "undisclosed" in told[0]


def test_a_shared_term_is_not_marked_where_it_would_tell_what_is_hidden(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    wanted = found.need
    found.reasons = [
        pairs.reason(
            "lexical.shared_terms",
            1.0,
            {"terms": ["弯折", "转轴"]},
            [
                pairs.span("need", wanted, "summary", "弯折"),
                pairs.span("need", wanted, "background", "转轴"),
            ],
        )
    ]
    found.indicators = []
    found.need_reasons, found.need_indicators = found.reasons, []
    found.save()
    view = pairing_view(found, actor(market.buyer))
    marked = [s.text for e in view.need.excerpts for s in e.segments if s.marked]
    assert marked == ["弯折"]
    assert view.lines.first[0].detail == "弯折"


def test_what_a_hidden_need_wants_stays_hidden(market: Market) -> None:
    found = pairs.pairing(market, need_disclosure="confidential")
    shown = everything(found, actor(market.researcher))
    assert "导热系数" not in shown.replace("面内导热系数不低于", "")
    assert "厚度" not in shown
    view = pairing_view(found, actor(market.researcher))
    assert view.indicators.hidden
    assert view.indicators.rows == ()
    assert view.indicators.total == 0


def test_out_of_date_passages_are_dropped(market: Market) -> None:
    found = pairs.pairing(market)
    offer = found.offer
    listing_revise(
        actor=actor(market.researcher),
        listing_id=offer.pk,
        expected_revision=offer.revision,
        values=values_of(offer, None, None),
    )
    same = pairing_view(found, actor(market.buyer))
    assert any(row.quote for row in same.indicators.rows)
    changed = pairs.ACHIEVEMENT | {"title": "另一个标题", "summary": "新的摘要，导热更好。"}
    listing_revise(
        actor=actor(market.researcher),
        listing_id=offer.pk,
        expected_revision=offer.revision + 1,
        values=AchievementValues(**changed),
    )
    view = pairing_view(found, actor(market.buyer))
    assert not any(row.quote for row in view.indicators.rows)
    assert not any(s.marked for e in view.offer.excerpts for s in e.segments)
    assert [q.side for q in view.lines.first[0].quotes] == ["need"]


def test_nothing_is_told_of_what_was_withdrawn(market: Market) -> None:
    found = pairs.pairing(market)
    listing_withdraw(actor=actor(market.buyer), listing_id=found.need_id)
    shown = everything(found, actor(market.researcher))
    assert "散热膜" not in shown.replace("石墨烯散热膜", "")
    assert "licence" not in shown
    assert "TRL 6" not in shown


def test_briefs_name_the_other_side(market: Market) -> None:
    found = pairs.pairing(market)
    listing_assign_broker(
        actor=actor(market.buyer), listing_id=found.need_id, broker_id=market.broker.pk
    )
    found = Pairing.objects.get(pk=found.pk)
    titles = {
        name: pairing_brief(found, actor(getattr(market, name))).title
        for name in ("buyer", "researcher", "broker")
    }
    assert titles == {
        "buyer": "面向移动终端的石墨烯散热膜",
        "researcher": "手机用高导热柔性散热膜",
        "broker": "手机用高导热柔性散热膜 ↔ 面向移动终端的石墨烯散热膜",
    }
    with translation.override("en"):
        assert pairing_brief(found, actor(market.buyer)).indicators.summary == (
            "2 met, 1 not stated"
        )


def test_many_briefs_read_as_little_as_one(
    market: Market, django_assert_max_num_queries: Any
) -> None:
    for _each in range(3):
        pairs.pairing(market)
    who = actor(market.buyer)
    with django_assert_max_num_queries(3):
        assert len(pairing_briefs(pairings_followed_by(who), who)) == 3


def test_terms_are_told_as_they_are_written(market: Market) -> None:
    found = pairs.pairing(market)
    found.reasons = [pairs.reason("lexical.shared_terms", 1.0, {"terms": ["w/(m·k)", "膜"]})]
    found.save()
    with translation.override("en"):
        [line] = pairing_view(found, actor(market.buyer)).lines.first
    assert line.detail == "W/(m·K), 膜"


def test_facts_against_a_pair_are_not_folded_away(market: Market) -> None:
    found = pairs.pairing(market)
    many = [pairs.reason("dense.same_problem", 9.0 - n) for n in range(8)]
    against = [
        pairs.reason("lexical_title.different", 0.6),
        pairs.reason("fields.trl_below", -0.8, {"wanted": 6, "reached": 5}),
    ]
    found.reasons = [*many, *against]
    found.save()
    lines = pairing_view(found, actor(market.buyer)).lines
    assert [line.signal for line in lines.first] == ["dense"] * 5 + ["fields"]
    assert len(lines.more) == 4


def test_a_confidential_needs_deadline_is_told_to_nobody_else(market: Market) -> None:
    found = pairs.pairing(market, need_disclosure="confidential")
    found.reasons = [
        pairs.reason("fields.deadline_tight", -1.0, {"deadline": "2027-03-01", "levels": 2})
    ]
    assert "2027" in everything(found, actor(market.buyer))
    assert "2027" not in everything(found, actor(market.researcher))
