"""A sitting: its agenda, verdicts, decisions, and the list of needs that it draws up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.services import need_reject
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.panel import rules
from backend.panel.events import (
    NeedDecided,
    SittingAgendaChanged,
    SittingPlanned,
    VerdictGiven,
)
from backend.panel.lifecycle import SITTING
from backend.panel.models import Decision, Item, Sitting, Verdict
from backend.panel.selectors import (
    items_of,
    member_of,
    members_of_panel,
    needs_for_agenda,
    panel_followed_by,
    sitting_followed_by,
)
from backend.refining.models import Help, Refinement
from backend.refining.services import help_record, refinement_ask

from .panels import readers_of_item

MOST_ITEMS = 60


def sitting_plan(*, actor: Actor, panel_id: int, title: str, held_on: date) -> Sitting:
    """Plan a sitting. Raises NotFound, NotPermitted, ValidationError by field."""
    panel = panel_followed_by(actor, panel_id)
    if not rules.may_run(actor, panel):
        raise NotPermitted(rules.NOT_RUNNING)
    sitting = Sitting(panel=panel, title=" ".join(title.split()), held_on=held_on)
    sitting.full_clean()
    with transaction.atomic():
        sitting.save()
        publish(SittingPlanned(sitting_id=sitting.pk), actor_id=actor.user_id)
    return sitting


def item_add(*, actor: Actor, sitting_id: int, listing_id: int) -> Item:
    """Put a need on the agenda; the members read it from now on.

    Raises NotFound, NotPermitted, WrongState, ValidationError for a need that cannot be chosen.
    """
    with transaction.atomic():
        sitting = _running(actor, sitting_id)
        if sitting.items.count() >= MOST_ITEMS:
            raise WrongState(_("The agenda is full; plan another sitting."))
        if not needs_for_agenda(actor, sitting).filter(pk=listing_id).exists():
            raise ValidationError(
                {"listing": [_("Choose a need of your region that you may read wholly.")]}
            )
        last = sitting.items.aggregate(last=Max("position"))["last"] or 0
        item = Item.objects.create(sitting=sitting, listing_id=listing_id, position=last + 1)
        readers_of_item(sitting, listing_id, actor)
        _changed(sitting, listing_id, actor)
    return item


def item_remove(*, actor: Actor, sitting_id: int, item_id: int) -> None:
    """Take a need off the agenda. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        sitting = _running(actor, sitting_id)
        item = _item(sitting, item_id)
        readers_of_item(sitting, item.listing_id, actor, ended=True)
        item.delete()
        _changed(sitting, item.listing_id, actor)


def _changed(sitting: Sitting, listing_id: int, actor: Actor) -> None:
    publish(
        SittingAgendaChanged(sitting_id=sitting.pk, listing_id=listing_id), actor_id=actor.user_id
    )


def _running(actor: Actor, sitting_id: int) -> Sitting:
    """The sitting, locked, where the actor runs it and its list is not drawn up."""
    sitting_followed_by(actor, sitting_id)
    sitting = SITTING.lock(sitting_id)
    if not rules.may_run_sitting(actor, sitting):
        raise NotPermitted(rules.NOT_RUNNING)
    if sitting.state in SITTING.settled:
        raise WrongState(SITTING.settled[sitting.state])
    return sitting


def _item(sitting: Sitting, item_id: int) -> Item:
    found = items_of(sitting).filter(pk=item_id).first()
    if found is None:
        raise NotFound(_("There is no such need on the agenda."))
    return found


def verdict_give(*, actor: Actor, sitting_id: int, item_id: int, level: str, words: str) -> Verdict:
    """Answer the question of one's kind about a need; said again, the last word counts.

    Raises NotFound, NotPermitted, WrongState where the panel does not sit, ValidationError by field.
    """
    with transaction.atomic():
        sitting_followed_by(actor, sitting_id)
        sitting = SITTING.lock(sitting_id)
        item = _item(sitting, item_id)
        member = member_of(actor, sitting.panel)
        if member is None or not rules.may_judge(actor, item):
            raise NotPermitted(
                rules.NOT_A_MEMBER
                if member is None
                else _("It is a need of your own organisation; others judge it.")
            )
        if sitting.state != Sitting.State.OPEN:
            raise WrongState(SITTING.settled.get(sitting.state, _("The panel does not sit yet.")))
        said = {"level": level, "words": words.strip(), "kind": member.kind}
        Verdict(item=item, member=member, **said).full_clean(validate_constraints=False)
        verdict, _new = Verdict.objects.update_or_create(item=item, member=member, defaults=said)
        publish(
            VerdictGiven(sitting_id=sitting.pk, listing_id=item.listing_id),
            actor_id=actor.user_id,
        )
    return verdict


def item_decide(
    *,
    actor: Actor,
    sitting_id: int,
    item_id: int,
    decision: str,
    note: str = "",
    merged_with_id: int | None = None,
) -> Item:
    """Write down what the sitting decided; until the list is drawn up it may be decided anew.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    with transaction.atomic():
        sitting = _running(actor, sitting_id)
        if sitting.state != Sitting.State.OPEN:
            raise WrongState(_("The panel does not sit yet."))
        item = _item(sitting, item_id)
        item.decision, item.note = decision, note.strip()
        item.merged_with_id = merged_with_id if decision == Decision.MERGE else None
        _decision_check(item)
        item.save()
        publish(
            NeedDecided(sitting_id=sitting.pk, listing_id=item.listing_id, decision=decision),
            actor_id=actor.user_id,
        )
    return item


def _decision_check(item: Item) -> None:
    errors: dict[str, list[object]] = {}
    if item.decision not in Decision.values:
        errors["decision"] = [_("Choose what becomes of the need.")]
    if item.decision in (Decision.REJECT, Decision.REFINE) and not item.note:
        errors["note"] = [_("Say why; the owner of the need reads it.")]
    if len(item.note) > 1000:
        errors["note"] = [_("At most 1,000 characters.")]
    if item.decision == Decision.MERGE:
        others = item.sitting.items.exclude(pk=item.pk)
        if not others.filter(listing_id=item.merged_with_id or 0).exists():
            errors["merged_with"] = [_("Choose another need of this agenda.")]
    if errors:
        raise ValidationError(errors)


def sitting_open(*, actor: Actor, sitting_id: int, expected_revision: int | None = None) -> Sitting:
    """The members give their verdicts from now on. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        SITTING, "open", sitting_id, actor=actor, expected_revision=expected_revision
    ) as sitting:
        return sitting


def sitting_close(
    *, actor: Actor, sitting_id: int, expected_revision: int | None = None
) -> Sitting:
    """Draw up the list: numbered, dated, never changed; what was decided is set going.

    Raises NotFound, NotPermitted, Stale, WrongState where a kind's verdict or a decision is lacking.
    """
    with moving(
        SITTING, "close", sitting_id, actor=actor, expected_revision=expected_revision
    ) as sitting:
        sitting.number = number_take("need_list")
        sitting.closed_at, sitting.closed_by_id = timezone.now(), actor.person
        items = list(items_of(sitting))
        sitting.rows = [_row(item) for item in items]
        for item in items:
            readers_of_item(sitting, item.listing_id, actor, ended=True)
            _set_going(sitting, item, actor)
    return sitting


def _row(item: Item) -> dict[str, Any]:
    """A need in the list, as it is now."""
    listing = item.listing
    return {
        "listing_id": listing.pk,
        "title": listing.title,
        "owner_id": listing.owner_id,
        "owner": listing.owner.name,
        "owner_en": listing.owner.name_en,
        "region": listing.region or listing.owner.region,
        "field": listing.technology_field,
        "decision": item.decision,
        "note": item.note,
        "merged_with": item.merged_with.title if item.merged_with else "",
        "merged_with_id": item.merged_with_id,
        "verdicts": [
            {"kind": one.kind, "name": str(one.member.user), "level": one.level, "words": one.words}
            for one in item.verdicts.all()
        ],
    }


def _set_going(sitting: Sitting, item: Item, actor: Actor) -> None:
    """The act of help is on record; a need to be refined is proposed so to its owner, a rejected one
    leaves the market."""
    help_record(
        listing_id=item.listing_id,
        kind=Help.Kind.PANEL,
        done_on=sitting.held_on,
        words=f"{sitting.panel.name} · {sitting.number}",
        unit_id=sitting.panel.unit_id,
        by_id=actor.person,
    )
    listing: Listing = item.listing
    running = listing.refinements.filter(state__in=Refinement.RUNNING).exists()
    if item.decision == Decision.REFINE and not running and not listing.off_market:
        members = members_of_panel(sitting.panel).values_list("user_id", flat=True)
        refinement_ask(
            actor=actor, listing_id=listing.pk, words=item.note, helper_ids=list(members)
        )
    if item.decision == Decision.REJECT:
        need_reject(listing_id=listing.pk, note=item.note, actor_id=actor.user_id)


def sitting_cancel(
    *, actor: Actor, sitting_id: int, expected_revision: int | None = None, note: str
) -> Sitting:
    """The panel does not sit. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        SITTING,
        "cancel",
        sitting_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as sitting:
        for listing_id in sitting.items.values_list("listing_id", flat=True):
            readers_of_item(sitting, listing_id, actor, ended=True)
    return sitting


SERVICES: dict[str, Callable[..., Sitting]] = {
    "open": sitting_open,
    "close": sitting_close,
    "cancel": sitting_cancel,
}
