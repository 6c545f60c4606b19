"""Releases: reckoned, reviewed, approved, published on a day; and what counties did with the money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.county import rules
from backend.county.events import MoneyUsed, ReleaseDrafted
from backend.county.lifecycle import INDEX_RELEASE, release_locked
from backend.county.models import MoneyUse, Release, Round
from backend.county.results import content_of, digest_of, result_of
from backend.county.schemes import scheme_named
from backend.county.selectors import (
    release_published,
    release_readable_by,
    release_running,
    round_readable_by,
    table_of,
)
from backend.county.values import MoneyUseValues

State = Release.State


def release_draft(*, actor: Actor, index_round_id: int) -> Release:
    """Reckon a first release of a round from the figures that are checked.

    Raises NotFound, NotPermitted, WrongState where there is a release already.
    """
    with transaction.atomic():
        round_readable_by(actor, index_round_id)
        round_ = Round.objects.select_for_update().get(pk=index_round_id)
        if not rules.may_run(actor, round_):
            raise NotPermitted(rules.NOT_RUNNING)
        if round_.releases.exists():
            raise WrongState(_("There is a release of this round already; amend it."))
        return _draft(round_, actor, version=1, change_note="")


def release_recompute(*, actor: Actor, index_release_id: int, expected_revision: int) -> Release:
    """Reckon a draft again. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        INDEX_RELEASE,
        "recompute",
        index_release_id,
        actor=actor,
        expected_revision=expected_revision,
    ) as release:
        _reckon(release)
    return release


def release_submit(*, actor: Actor, index_release_id: int, expected_revision: int) -> Release:
    """Hand a draft over for review, reckoned once more. Raises NotFound, NotPermitted, WrongState where
    figures or objections are open, Stale."""
    with moving(
        INDEX_RELEASE, "submit", index_release_id, actor=actor, expected_revision=expected_revision
    ) as release:
        _reckon(release)
        release.note = ""
    return release


def release_return(
    *, actor: Actor, index_release_id: int, expected_revision: int, note: str
) -> Release:
    """Send it back to the draft. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        INDEX_RELEASE,
        "return",
        index_release_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as release:
        release.approved_by = release.publish_on = None
    return release


def release_approve(
    *, actor: Actor, index_release_id: int, expected_revision: int, publish_on: date
) -> Release:
    """Approve it for a day; for today it is published at once.

    Raises NotFound, NotPermitted for who drafted it, WrongState, Stale, ValidationError.
    """
    with transaction.atomic():
        with moving(
            INDEX_RELEASE,
            "approve",
            index_release_id,
            actor=actor,
            expected_revision=expected_revision,
        ) as release:
            if publish_on < timezone.localdate():
                raise ValidationError({"publish_on": _("This day is over; choose a later one.")})
            release.approved_by_id, release.publish_on = actor.user_id, publish_on
        if publish_on == timezone.localdate():
            _publish(release, actor.user_id)
    return release


def release_discard(*, actor: Actor, index_release_id: int, expected_revision: int) -> Release:
    """Give up a draft. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        INDEX_RELEASE, "discard", index_release_id, actor=actor, expected_revision=expected_revision
    ) as release:
        return release


def release_amend(
    *, actor: Actor, index_release_id: int, expected_revision: int, note: str
) -> Release:
    """Begin a new version of a published release, which stays as it is; gives the new one.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError.
    """
    step = INDEX_RELEASE.transition("amend")
    with transaction.atomic():
        release = release_readable_by(actor, index_release_id)
        INDEX_RELEASE.check_may(step, release, actor)
        round_ = Round.objects.select_for_update().get(pk=release.round_id)
        release = release_locked(index_release_id)
        if release.state != State.PUBLISHED:
            raise WrongState(_("Only what is published is amended; a draft is reckoned again."))
        why = step.blocked(release)
        if why is not None or release.revision != expected_revision:
            raise WrongState(why or INDEX_RELEASE.stale)
        assert step.ask is not None
        step.ask.write(release, "", note)
        return _draft(round_, actor, version=release.version + 1, change_note=note.strip())


RELEASE_SERVICES: dict[str, Callable[..., Release]] = {
    "recompute": release_recompute,
    "submit": release_submit,
    "return": release_return,
    "approve": release_approve,
    "discard": release_discard,
    "amend": release_amend,
}


def releases_publish_due() -> int:
    """Publish what is approved for today or an earlier day; gives how many."""
    due = Release.objects.filter(state=State.APPROVED, publish_on__lte=timezone.localdate())
    done = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            release = release_locked(pk)
            if release.state == State.APPROVED:
                _publish(release, None)
                done += 1
    return done


def money_use_add(
    *, actor: Actor, index_release_id: int, county: str, values: MoneyUseValues
) -> MoneyUse:
    """Record what a county did with its incentive; all uses together stay within it.

    Raises NotFound, NotPermitted, WrongState where there is no money, ValidationError by field.
    """
    release_readable_by(actor, index_release_id)
    unit = rules.county_unit_of(actor, county, rules.USE)
    if unit is None:
        raise NotPermitted(rules.NOT_COUNTY)
    with transaction.atomic():
        release = release_locked(index_release_id)
        if release_running(release.round) == release:
            raise WrongState(_("It is not published yet."))
        result = result_of(release.content)
        found = result.county(county)
        if found is None or not found.award.total:
            raise WrongState(_("The county was given no incentive in this release."))
        use = MoneyUse(
            release=release, county=found.code, organisation=unit, entered_by_id=actor.person
        )
        for field in fields(MoneyUseValues):
            value = getattr(values, field.name)
            setattr(use, field.name, value.strip() if isinstance(value, str) else value)
        use.clean_fields(exclude=["release", "organisation", "entered_by"])
        if use.kind not in {code for code, _zh, _en in result.scheme.incentive.uses}:
            raise ValidationError({"kind": _("The money is for the uses on the list alone.")})
        if use.spent_on > timezone.localdate():
            raise ValidationError({"spent_on": _("This day lies in the future.")})
        used = release.uses.filter(county=found.code).aggregate(sum=Sum("amount"))["sum"]
        if use.amount + (used or Decimal(0)) > found.award.total:
            raise ValidationError({"amount": _("All uses together are more than the incentive.")})
        use.save()
        publish(MoneyUsed(index_release_id=release.pk, money_use_id=use.pk), actor_id=actor.user_id)
    return use


def _draft(round_: Round, actor: Actor, *, version: int, change_note: str) -> Release:
    release = Release(
        round=round_, version=version, drafted_by_id=actor.person, change_note=change_note
    )
    _reckon(release)
    release.save()
    publish(
        ReleaseDrafted(index_release_id=release.pk, index_round_id=round_.pk),
        actor_id=actor.user_id,
    )
    return release


def _reckon(release: Release) -> None:
    round_ = release.round
    table, computed = table_of(round_)
    before = release_published(round_.region, round_.year - 1)
    release.content = content_of(
        scheme_named(round_.scheme),
        region=round_.region,
        year=round_.year,
        figures=table,
        computed=computed,
        last=result_of(before.content) if before else None,
    )
    release.sha256 = digest_of(release.content)


def _publish(release: Release, actor_id: int | None) -> None:
    release.published_at = timezone.now()
    advance(INDEX_RELEASE, "publish", release, actor_id=actor_id)
