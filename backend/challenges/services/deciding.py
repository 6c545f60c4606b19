"""One person decides: public notice first, then the award, which opens talks or goes up a level."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.challenges.events import EntryPromoted
from backend.challenges.lifecycle import CALL, ENTRY
from backend.challenges.models import Call, Entry
from backend.challenges.values import Verdict
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.deals.models import DealDuty
from backend.deals.services import DealValues, deal_open


def call_propose(
    *,
    actor: Actor,
    call_id: int,
    expected_revision: int | None = None,
    verdicts: Collection[Verdict] = (),
) -> Call:
    """Decide on every entry with a reason, and put who is to be awarded into public notice.

    Raises as ``moving``, ValidationError where a reason is missing or too many are awarded.
    """
    with moving(CALL, "propose", call_id, actor=actor, expected_revision=expected_revision) as call:
        entries = {e.pk: e for e in call.entries.filter(state=Entry.State.HANDED_IN)}
        _verdicts_check(call, entries, verdicts)
        for verdict in verdicts:
            entry = entries[verdict.entry_id]
            entry.proposed = verdict.award
            entry.note = verdict.note.strip()
            entry.prize = verdict.prize if verdict.award else ""
            entry.save()
        days = call.notice_days if Call.State.NOTICE in call.type.stages else 0
        call.notice_until = timezone.now() + timedelta(days=days)
    return call


def call_award(*, actor: Actor, call_id: int, expected_revision: int | None = None) -> Call:
    """Award after the notice: each winner gets talks, a certificate, or a place on the level above;
    everybody reads the reasons. Raises as ``moving``."""
    with moving(CALL, "award", call_id, actor=actor, expected_revision=expected_revision) as call:
        call.awarded_at = timezone.now()
        for entry in call.entries.filter(state=Entry.State.HANDED_IN).order_by("code"):
            act = "award" if entry.proposed else "decline"
            advance(ENTRY, act, entry, actor_id=actor.user_id)
            if entry.proposed:
                _award(call, entry, actor)
    return call


def entry_cut(
    *, actor: Actor, entry_id: int, expected_revision: int | None = None, note: str
) -> Entry:
    """Let one of several go at a milestone; its talks and contract end there by their own acts.

    Raises as ``moving``.
    """
    with moving(
        ENTRY, "cut", entry_id, actor=actor, expected_revision=expected_revision, note=note
    ) as entry:
        return entry


def _verdicts_check(call: Call, entries: dict[int, Entry], verdicts: Collection[Verdict]) -> None:
    told: dict[str, list[object]] = {}
    if {verdict.entry_id for verdict in verdicts} != set(entries) or len(verdicts) != len(entries):
        told["verdicts"] = [_("Decide on every entry that takes part, on each once.")]
    prizes = {prize.name for prize in call.type.prizes}
    won = [verdict for verdict in verdicts if verdict.award]
    if not won:
        told["verdicts"] = [_("Award at least one, or declare the call failed.")]
    if len(won) > call.awards:
        told["verdicts"] = [_("This call awards at most %(n)s.") % {"n": call.awards}]
    if prizes and any(verdict.prize not in prizes for verdict in won):
        told["prize"] = [_("Say which prize each winner gets.")]
    if any(not verdict.note.strip() for verdict in verdicts):
        told["note"] = [_("Give every entrant a reason; each reads the own one.")]
    if any(len(verdict.note) > 2000 for verdict in verdicts):
        told["note"] = [_("At most 2,000 characters.")]
    if told:
        raise ValidationError(told)


def _award(call: Call, entry: Entry, actor: Actor) -> None:
    if call.type.prizes:
        entry.certificate = number_take("certificate")
    if call.type.deals and entry.organisation_id is not None:
        own_need = call.need if call.need and call.need.owner_id == call.poster_id else None
        entry.deal = deal_open(
            actor=actor,
            values=DealValues(
                origin_kind=Call.ORIGIN,
                origin_id=entry.pk,
                title=call.title,
                buyer_id=call.poster_id,
                seller_id=entry.organisation_id,
                need=own_need,
                people=[
                    (call.runner_id, DealDuty.BUYER),
                    (entry.entered_by_id, DealDuty.SELLER),
                ],
            ),
        )
    entry.save()
    if call.above is not None and call.above.state == Call.State.POSTED:
        _promote(call.above, entry, actor)


def _promote(above: Call, entry: Entry, actor: Actor) -> None:
    """The same entry on the level above, where it is reviewed anew."""
    Entry.objects.create(
        call=above,
        organisation=entry.organisation,
        entered_by=entry.entered_by,
        edition=above.edition,
        answers=entry.answers,
        digest=entry.digest,
        handed_in_at=timezone.now(),
        promoted_from=entry,
    )
    publish(EntryPromoted(entry_id=entry.pk), actor_id=actor.user_id)
