"""Writes of catalogues: opened, proposed for, judged, approved, published on a day, amended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.rules import may_edit
from backend.catalog.selectors import listing_visible_to
from backend.catalog.taxonomies import choices
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.core.saving import save_checked

from .events import EditionOpened, EntryJudged, EntryProposed
from .lifecycle import EDITION
from .models import Edition, Entry, Subscription
from .rules import may_compile, opening_check
from .selectors import edition_visible_to, entries_recommended, readable_by_all

State = Edition.State


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionValues:
    """What an edition is of, and its days."""

    year: int
    title: str
    about: str
    closes_on: date
    publish_on: date
    title_en: str = ""


def edition_open(*, actor: Actor, values: EditionValues) -> Edition:
    """Open a year's catalogue for proposals. Raises NotPermitted, ValidationError by field."""
    publisher_id = opening_check(actor)
    if values.publish_on < values.closes_on:
        raise ValidationError({"publish_on": _("It appears after proposals are closed.")})
    edition = Edition(publisher_id=publisher_id, opened_by_id=actor.person, **asdict(values))
    with transaction.atomic():
        if Edition.objects.filter(publisher=publisher_id, year=values.year).exists():
            raise ValidationError({"year": _("There is a catalogue of this year; amend that one.")})
        save_checked(edition)
        publish(EditionOpened(edition_id=edition.pk), actor_id=actor.user_id)
    return edition


def entry_propose(*, actor: Actor, edition_id: int, listing_id: int, reason: str) -> Entry:
    """Propose an achievement: its authors do while proposals are taken, who compiles picks any until it
    is approved.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    with transaction.atomic():
        edition = _locked(actor, edition_id)
        listing = listing_visible_to(actor, listing_id)
        picks = may_compile(actor, edition)
        if listing.kind != ACHIEVEMENT.name or not listing.published:
            raise ValidationError({"listing": _("Choose an achievement that is on the market.")})
        if listing.pk not in readable_by_all([listing.pk]):
            told = _(
                "Everybody reads a catalogue, and not this achievement; its authors open it first."
            )
            raise ValidationError({"listing": told})
        if not picks and not may_edit(actor, listing):
            raise NotPermitted(_("Only its authors propose an achievement."))
        if edition.state not in ((State.OPEN, State.REVIEW) if picks else (State.OPEN,)):
            raise WrongState(EDITION.settled[edition.state])
        if edition.closes_on < timezone.localdate() and not picks:
            raise WrongState(_("Proposals were taken until an earlier day."))
        if edition.entries.filter(listing=listing).exists():
            raise ValidationError({"listing": _("This achievement is proposed already.")})
        entry = Entry(
            edition=edition,
            listing=listing,
            reason=reason.strip(),
            proposed_by_id=actor.person,
            picked=picks,
        )
        save_checked(entry)
        proposed = EntryProposed(edition_id=edition.pk, entry_id=entry.pk)
        publish(proposed, actor_id=actor.user_id)
    return entry


def entry_judge(*, actor: Actor, entry_id: int, accepted: bool, verdict: str) -> Entry:
    """Say whether the catalogue recommends it, until it is approved. A refusal gives its reason.

    Raises NotFound, NotPermitted, WrongState, ValidationError for the verdict.
    """
    with transaction.atomic():
        entry = Entry.objects.select_related("listing").filter(pk=entry_id).first()
        if entry is None:
            raise NotFound(_("There is no such proposal."))
        edition = _locked(actor, entry.edition_id)
        if not may_compile(actor, edition):
            raise NotPermitted(_("Only who compiles this catalogue does this."))
        if edition.state not in (State.OPEN, State.REVIEW):
            raise WrongState(EDITION.settled[edition.state])
        if not accepted and not verdict.strip():
            raise ValidationError(
                {"verdict": _("Say in a few words why not; its authors read it.")}
            )
        entry.accepted, entry.verdict = accepted, verdict.strip()[:1000]
        entry.judged_by_id = actor.user_id
        entry.save()
        judged = EntryJudged(edition_id=edition.pk, entry_id=entry.pk, accepted=accepted)
        publish(judged, actor_id=actor.user_id)
    return entry


def edition_close(
    *, actor: Actor, edition_id: int, expected_revision: int | None = None
) -> Edition:
    """Take no more proposals. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        EDITION, "close", edition_id, actor=actor, expected_revision=expected_revision
    ) as edition:
        return edition


def edition_reopen(
    *, actor: Actor, edition_id: int, expected_revision: int | None = None
) -> Edition:
    """Take proposals again. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        EDITION, "reopen", edition_id, actor=actor, expected_revision=expected_revision
    ) as edition:
        return edition


def edition_approve(
    *, actor: Actor, edition_id: int, expected_revision: int | None = None
) -> Edition:
    """Settle what it recommends; it appears on its day, today where that has come.

    Raises NotFound, NotPermitted, Stale, WrongState, also where a proposal is not judged.
    """
    with transaction.atomic():
        with moving(
            EDITION, "approve", edition_id, actor=actor, expected_revision=expected_revision
        ) as edition:
            pass
        if edition.publish_on <= timezone.localdate():
            _publish(edition, actor_id=actor.user_id)
    return edition


def edition_amend(*, actor: Actor, edition_id: int) -> Edition:
    """Begin a new version of a published one with all that it recommends, under review; the published
    one stays as it is. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        before = _locked(actor, edition_id)
        if not may_compile(actor, before):
            raise NotPermitted(_("Only who compiles this catalogue does this."))
        newest = Edition.objects.filter(publisher=before.publisher_id, year=before.year)
        if before.state != State.PUBLISHED or newest.filter(version__gt=before.version).exists():
            raise WrongState(_("The newest published version is amended."))
        kept = entries_recommended(before)
        names = ("publisher_id", "year", "title", "title_en", "about", "closes_on")
        after = Edition.objects.create(
            **{name: getattr(before, name) for name in names},
            version=before.version + 1,
            publish_on=timezone.localdate(),
            state=State.REVIEW,
            opened_by_id=actor.person,
        )
        copied = ("listing_id", "reason", "proposed_by_id", "picked", "accepted", "verdict")
        Entry.objects.bulk_create(
            Entry(
                edition=after,
                judged_by_id=entry.judged_by_id,
                **{name: getattr(entry, name) for name in copied},
            )
            for entry in kept
        )
        publish(EditionOpened(edition_id=after.pk), actor_id=actor.user_id)
    return after


def editions_publish_due() -> int:
    """Publish what is approved and whose day has come; returns how many."""
    due = Edition.objects.filter(state=State.APPROVED, publish_on__lte=timezone.localdate())
    done = 0
    for pk in due.values_list("pk", flat=True):
        with transaction.atomic():
            edition = EDITION.lock(pk)
            if edition.state == State.APPROVED:
                _publish(edition, actor_id=None)
                done += 1
    return done


def subscriptions_set(*, actor: Actor, fields: list[str]) -> None:
    """Be told of new catalogues with technologies of these fields, "" for all, and of no others.

    Raises NotPermitted for a visitor, ValidationError for an unknown field.
    """
    person = actor.person
    known = {"", *dict(choices("fields"))}
    if not set(fields) <= known:
        raise ValidationError({"fields": _("Choose fields from the list.")})
    with transaction.atomic():
        held = Subscription.objects.filter(person=person)
        held.exclude(technology_field__in=fields).delete()
        for field in sorted(set(fields)):
            Subscription.objects.get_or_create(person_id=person, technology_field=field)


def _locked(actor: Actor, edition_id: int) -> Edition:
    edition_visible_to(actor, edition_id)
    return EDITION.lock(edition_id)


def _publish(edition: Edition, *, actor_id: int | None) -> None:
    said = []
    recommended = entries_recommended(edition)
    shown = readable_by_all(entry.listing_id for entry in recommended)
    for entry in recommended:
        if entry.listing_id not in shown:
            # Withdrawn or narrowed since it was judged: a catalogue is read by everybody.
            entry.accepted, entry.verdict = False, gettext("No longer on the market for everybody.")
            entry.save(update_fields=["accepted", "verdict", "updated_at"])
            continue
        entry.said = _said(entry)
        entry.save(update_fields=["said", "updated_at"])
        said.append(entry.said)
    written = json.dumps(said, ensure_ascii=False, sort_keys=True)
    edition.content_hash = hashlib.sha256(written.encode()).hexdigest()
    edition.published_at = timezone.now()
    advance(EDITION, "publish", edition, actor_id=actor_id)


def _said(entry: Entry) -> dict[str, Any]:
    listing = entry.listing
    return {
        "title": listing.title,
        "owner": listing.owner.name,
        "summary": listing.summary,
        "field": listing.technology_field,
        "trl": listing.trl,
        "reason": entry.reason,
    }


SERVICES: dict[str, Callable[..., Edition]] = {
    "close": edition_close,
    "reopen": edition_reopen,
    "approve": edition_approve,
}
