"""How a person can be engaged, representative works, and claiming a profile that the office wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.kinds import EXPERT
from backend.catalog.lifecycle import listing_lock
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit
from backend.catalog.services import listing_contact_set
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.talent import rules
from backend.talent.events import ProfileClaimed
from backend.talent.lifecycle import CLAIM
from backend.talent.models import Claim, Engagement, Form, Work

MOST_WORKS = 5


def engagement_set(
    *,
    actor: Actor,
    expert_id: int,
    engaged_as: Sequence[str],
    days_per_month: int | None = None,
    available_from: date | None = None,
    note: str = "",
) -> Engagement:
    """Say when and in which forms the person can be engaged.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    with transaction.atomic():
        expert = _own(actor, expert_id)
        if not set(engaged_as) <= set(Form.values):
            raise ValidationError({"engaged_as": _("Choose forms from the list.")})
        held = Engagement.objects.filter(expert=expert).first() or Engagement(expert=expert)
        held.engaged_as = [form for form in Form.values if form in engaged_as]
        held.days_per_month, held.available_from = days_per_month, available_from
        held.note = " ".join(note.replace("\x00", "").split())
        held.clean_fields(exclude=["expert", "engaged_as"])
        held.save()
    return held


def work_add(
    *, actor: Actor, expert_id: int, title: str, contribution: str, year: int | None = None
) -> Work:
    """Add a representative work. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    with transaction.atomic():
        expert = _own(actor, expert_id)
        if expert.works.count() >= MOST_WORKS:
            raise WrongState(_("Five works represent a person; remove one first."))
        work = Work(
            expert=expert,
            title=" ".join(title.replace("\x00", "").split()),
            contribution=contribution.replace("\x00", "").strip(),
            year=year,
        )
        work.clean_fields(exclude=["expert"])
        work.save()
    return work


def work_remove(*, actor: Actor, work_id: int) -> int:
    """Remove a representative work; the id of its profile. Raises NotFound, NotPermitted."""
    with transaction.atomic():
        expert_id = Work.objects.filter(pk=work_id).values_list("expert_id", flat=True).first()
        if expert_id is None:
            raise NotFound(_("There is no such work."))
        _own(actor, expert_id)
        Work.objects.filter(pk=work_id).delete()
    return expert_id


def _own(actor: Actor, expert_id: int) -> Listing:
    expert = listing_lock(actor, expert_id)
    if expert.kind != EXPERT.name:
        raise NotFound(_("This is no expert’s profile."))
    if not may_edit(actor, expert):
        raise NotPermitted(_("Only the person and the office edit this profile."))
    return expert


def profile_claim(*, actor: Actor, expert_id: int) -> Claim:
    """Say that a profile which the office wrote is one's own.

    Raises NotFound, NotPermitted, WrongState.
    """
    with transaction.atomic():
        expert = listing_lock(actor, expert_id)
        if not rules.may_claim(actor, expert):
            raise NotPermitted(
                _("Researchers of the institution claim a profile that somebody else looks after.")
            )
        if expert.claims.filter(user_id=actor.person, state=Claim.State.ASKED).exists():
            raise WrongState(_("You claimed it already; the office decides."))
        claim = Claim.objects.create(expert=expert, user_id=actor.person)
        publish(ProfileClaimed(claim_id=claim.pk), actor_id=actor.user_id)
    return claim


def claim_approve(*, actor: Actor, claim_id: int, expected_revision: int | None = None) -> Claim:
    """Hand the profile over: its person edits it from now on. Raises as ``moving``."""
    with moving(
        CLAIM, "approve", claim_id, actor=actor, expected_revision=expected_revision
    ) as claim:
        claim.decided_by_id = actor.user_id
        listing_contact_set(listing_id=claim.expert_id, user_id=claim.user_id)
    return claim


def claim_decline(
    *, actor: Actor, claim_id: int, expected_revision: int | None = None, note: str
) -> Claim:
    """Say no, and why. Raises as ``moving``."""
    with moving(
        CLAIM, "decline", claim_id, actor=actor, expected_revision=expected_revision, note=note
    ) as claim:
        claim.decided_by_id = actor.user_id
    return claim


CLAIM_SERVICES: dict[str, Callable[..., Claim]] = {
    "approve": claim_approve,
    "decline": claim_decline,
}
