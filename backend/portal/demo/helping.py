"""Demo needs that are being written, refined and judged, made by the product's own services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.panel import services as panels
from backend.panel.models import Panel, Sitting
from backend.posting.models import NeedDraft
from backend.posting.services import draft_answer, draft_begin, draft_begin_for, draft_hand_over
from backend.refining import services as refining
from backend.refining.models import Proposal, Refinement

from .dating import happened
from .people import rows


def helping_seed() -> None:
    """Write what is not there yet. Safe to repeat."""
    for row in rows("helping"):
        if not any(draft.title == row["title"] for draft in NeedDraft.objects.all()):
            _write(row)
    for row in rows("refining"):
        if not Refinement.objects.filter(listing=_need(row["need"])).exists():
            with happened(
                row["days_ago"],
                (Refinement.objects.all(), ["created_at", "opened_at"]),
                (Proposal.objects.all(), ["created_at", "answered_at"]),
            ):
                _refine(row)
    for row in rows("panels"):
        if not Panel.objects.filter(name=row["name"]).exists():
            _sit(row)


def _write(row: dict[str, Any]) -> None:
    who = _person(row["by"])
    if "firm" in row:
        firm = _organisation(row["firm"])
        draft = draft_begin_for(actor=who, firm=firm, title=row["title"])
    elif "firm_name" in row:
        draft = draft_begin_for(
            actor=who,
            firm_name=row["firm_name"],
            firm_email=row["firm_email"],
            title=row["title"],
        )
    else:
        draft = draft_begin(actor=who, title=row["title"])
    for question, typed in row["answers"].items():
        draft_answer(actor=who, need_draft_id=draft.pk, question=question, typed=typed)
    if row.get("hand_over"):
        draft_hand_over(actor=who, need_draft_id=draft.pk)


def _refine(row: dict[str, Any]) -> None:
    need = _need(row["need"])
    if "asked_by" in row:
        refining.refinement_ask(
            actor=_person(row["asked_by"]), listing_id=need.pk, words=row["words"]
        )
        return
    owner = _person(row["by"])
    found = refining.refinement_open(
        actor=owner,
        listing_id=need.pk,
        words=row["words"],
        unit_id=_organisation(row["unit"]).pk,
        broker_id=_person(row["broker"]).user_id,
    )
    made = [
        refining.proposal_make(
            actor=_person(given["by"]),
            refinement_id=found.pk,
            field=given["field"],
            words=given["words"],
            wording=given.get("wording", ""),
        )
        for given in row["proposals"]
    ]
    for at in row["accept"]:
        refining.proposal_accept(actor=owner, need_proposal_id=made[at].pk)


def _sit(row: dict[str, Any]) -> None:
    officer = _person(row["by"])
    panel = panels.panel_set_up(actor=officer, name=row["name"])
    for member in row["members"]:
        panels.member_appoint(
            actor=officer,
            panel_id=panel.pk,
            email=_row("people", member["who"])["email"],
            kind=member["kind"],
            position=member["position"],
        )
    for sitting in row["sittings"]:
        dated = (Sitting.objects.all(), ["created_at", "closed_at"])
        with happened(sitting["days_ago"], dated):
            _held(officer, panel, sitting)
    for act in row["helps"]:
        refining.help_note(
            actor=_person(act["by"]),
            listing_id=_need(act["need"]).pk,
            kind=act["kind"],
            done_on=timezone.localdate() - timedelta(days=act["days_ago"]),
            words=act["words"],
        )


def _held(officer: Actor, panel: Panel, row: dict[str, Any]) -> None:
    day = timezone.localdate() - timedelta(days=row["days_ago"])
    sitting = panels.sitting_plan(actor=officer, panel_id=panel.pk, title=row["title"], held_on=day)
    about: dict[str, Any] = {"sitting_id": sitting.pk}
    items = {
        one["need"]: panels.item_add(actor=officer, listing_id=_need(one["need"]).pk, **about)
        for one in row["items"]
    }
    panels.sitting_open(actor=officer, **about)
    for one in row["items"]:
        item_id = items[one["need"]].pk
        for who, level, words in one["verdicts"]:
            panels.verdict_give(
                actor=_person(who), item_id=item_id, level=level, words=words, **about
            )
        if one["decision"]:
            panels.item_decide(
                actor=officer,
                item_id=item_id,
                decision=one["decision"],
                note=one["note"],
                **about,
            )
    if row["close"]:
        panels.sitting_close(actor=officer, **about)


def _need(key: str) -> Listing:
    return Listing.objects.get(kind="need", external_id=key)


def _person(key: str) -> Actor:
    return actor_of(User.objects.get(email=_row("people", key)["email"]))


def _organisation(key: str) -> Organisation:
    return Organisation.objects.get(name=_row("organisations", key)["name"])


def _row(name: str, key: str) -> dict[str, Any]:
    (found,) = (one for one in rows(name) if one["key"] == key)
    return found
