"""What becomes of an edition: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Lifecycle, Transition, Words

from . import rules
from .events import EditionApproved, EditionClosed, EditionPublished, EditionReopened
from .models import Edition
from .selectors import edition_visible_to

State = Edition.State
_REFUSED = _("Only who compiles this catalogue does this.")


def _locked(edition_id: int) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("publisher")
        .get(pk=edition_id)
    )


def _facts(edition: Edition, actor: Actor | None) -> dict[str, Any]:
    return {"edition_id": edition.pk}


def _judged(edition: Edition) -> Words | None:
    if edition.entries.filter(accepted__isnull=True).exists():
        return _("Some proposals are not judged yet.")
    if not edition.entries.filter(accepted=True).exists():
        return _("A catalogue recommends one technology at least.")
    return None


EDITION: Lifecycle[Edition] = Lifecycle(
    name="edition",
    model=Edition,
    states=State,
    find=edition_visible_to,
    lock=_locked,
    facts=_facts,
    changed_by=lambda edition: str(edition.publisher),
    settled={
        State.OPEN: _("This catalogue takes proposals."),
        State.REVIEW: _("This catalogue is under review."),
        State.APPROVED: _("This catalogue is settled and appears on its day."),
        State.PUBLISHED: _("This catalogue is published; amend it by a new version."),
    },
    transitions=(
        Transition(
            act="close",
            source=(State.OPEN,),
            target=State.REVIEW,
            may=rules.may_compile,
            refused=_REFUSED,
            event=EditionClosed,
            words=_("Close for proposals"),
            done=_("Closed; judge what was proposed."),
            told=_("Closed for proposals"),
        ),
        Transition(
            act="reopen",
            source=(State.REVIEW,),
            target=State.OPEN,
            may=rules.may_compile,
            refused=_REFUSED,
            event=EditionReopened,
            words=_("Take proposals again"),
            done=_("It takes proposals again."),
            told=_("Opened for proposals again"),
        ),
        Transition(
            act="approve",
            source=(State.REVIEW,),
            target=State.APPROVED,
            may=rules.may_compile,
            refused=_REFUSED,
            blocked=_judged,
            event=EditionApproved,
            words=_("Approve"),
            done=_("Approved; it appears on its day."),
            told=_("Approved"),
            look="main",
        ),
        Transition(
            act="publish",
            source=(State.APPROVED,),
            target=State.PUBLISHED,
            event=EditionPublished,
            told=_("Published"),
        ),
    ),
)
