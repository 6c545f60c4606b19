"""Who is told of the refinement of needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send
from backend.tasks.services import task_require, tasks_settle

from .events import (
    HelperAdded,
    ProposalAccepted,
    ProposalDeclined,
    ProposalMade,
    RefinementAsked,
    RefinementDeclined,
    RefinementOpened,
)
from .models import Proposal, Refinement
from .notices import ANSWERED, ASKED, DECLINED, OPENED, PROPOSED
from .selectors import people_helping, people_owning
from .subjects import TO_BE_ANSWERED

TO_ANSWER = timedelta(days=14)


def refinement_asked_notify(event: RefinementAsked, event_id: int) -> None:
    """The owner agrees or says why not."""
    refinement = _of(event.refinement_id)
    _tell(ASKED, refinement, event_id, people_owning(refinement.listing))


def refinement_task_set(event: RefinementAsked, event_id: int) -> None:
    """The owner has it to answer."""
    refinement = _of(event.refinement_id)
    task_require(
        code="refinement",
        subject="refinement",
        subject_id=refinement.pk,
        ends_when=TO_BE_ANSWERED,
        organisation_id=refinement.listing.owner_id,
        due_on=timezone.localdate(refinement.created_at) + TO_ANSWER,
    )


def refinement_task_settle(event: RefinementOpened | RefinementDeclined, event_id: int) -> None:
    """It is answered."""
    tasks_settle(subject="refinement", subject_id=event.refinement_id)


def refinement_opened_notify(event: RefinementOpened, event_id: int) -> None:
    """Those who were asked begin."""
    refinement = _of(event.refinement_id)
    _tell(OPENED, refinement, event_id, people_helping(refinement))


def refinement_helper_notify(event: HelperAdded, event_id: int) -> None:
    """Who was brought in begins."""
    _tell(OPENED, _of(event.refinement_id), event_id, {event.user_id})


def refinement_declined_notify(event: RefinementDeclined, event_id: int) -> None:
    """Who proposed it reads why not."""
    refinement = _of(event.refinement_id)
    if refinement.asked_by_id is not None:
        _tell(DECLINED, refinement, event_id, {refinement.asked_by_id})


def proposal_made_notify(event: ProposalMade, event_id: int) -> None:
    """The owner has something to decide."""
    proposal = _proposal(event.need_proposal_id)
    people = people_owning(proposal.refinement.listing)
    _tell(PROPOSED, proposal.refinement, event_id, people, who=str(proposal.made_by))


def proposal_answered_notify(event: ProposalAccepted | ProposalDeclined, event_id: int) -> None:
    """Who proposed learns what became of it."""
    proposal = _proposal(event.need_proposal_id)
    accepted = isinstance(event, ProposalAccepted)
    _tell(ANSWERED, proposal.refinement, event_id, {proposal.made_by_id}, accepted=accepted)


def _of(refinement_id: int) -> Refinement:
    related = Refinement.objects.select_related("listing__owner", "asked_for", "unit")
    return related.get(pk=refinement_id)


def _proposal(need_proposal_id: int) -> Proposal:
    related = Proposal.objects.select_related("refinement__listing__owner", "made_by")
    return related.get(pk=need_proposal_id)


def _tell(
    kind: NoticeKind,
    refinement: Refinement,
    event_id: int,
    people: Collection[int],
    **payload: object,
) -> None:
    notice_send(
        kind,
        readers=actors_of(people),
        about=refinement.pk,
        payload=payload,
        key=f"event:{event_id}",
    )
