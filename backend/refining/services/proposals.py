"""Remarks and other words for a need, which its owner takes up field by field."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.indicator_reading import indicators_in
from backend.catalog.models import Indicator, Listing
from backend.catalog.selectors import listing_visible_to
from backend.catalog.services import listing_revise
from backend.catalog.values import IndicatorValues, ListingValues, values_of
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.refining import rules
from backend.refining.events import ProposalMade
from backend.refining.fields import INDICATORS, SPOKEN_OF, WORDED
from backend.refining.lifecycle import PROPOSAL, REFINEMENT
from backend.refining.models import Proposal, Refinement
from backend.refining.selectors import refinement_followed_by
from backend.versions.words import column

MOST_OPEN = 200  # of one refinement that wait for the owner


def proposal_make(
    *, actor: Actor, refinement_id: int, field: str, words: str = "", wording: str = ""
) -> Proposal:
    """Remark on a field of a need, or propose other words for it; lines like "≥ 1200 W/(m·K)" propose
    indicators to be added.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    with transaction.atomic():
        refinement_followed_by(actor, refinement_id)
        refinement = REFINEMENT.lock(refinement_id)
        if not rules.may_help(actor, refinement):
            raise NotPermitted(rules.NOT_HELPING)
        if refinement.state != Refinement.State.OPEN:
            raise WrongState(REFINEMENT.settled.get(refinement.state, _("It is not open yet.")))
        if refinement.proposals.filter(state=Proposal.State.OPEN).count() >= MOST_OPEN:
            raise WrongState(_("Many proposals wait for the owner; take some back first."))
        proposal = _checked(refinement, field, words, wording)
        proposal.made_by_id = actor.person
        proposal.save()
        publish(ProposalMade(need_proposal_id=proposal.pk), actor_id=actor.user_id)
    return proposal


def _checked(refinement: Refinement, field: str, words: str, wording: str) -> Proposal:
    words, wording = (text.replace("\x00", "").strip() for text in (words, wording))
    errors: dict[str, list[object]] = {}
    if field not in SPOKEN_OF:
        errors["field"] = [_("Choose a field of the need.")]
    if not words and not wording:
        errors["words"] = [_("Say what is unclear, or propose other words.")]
    if len(words) > 2000:
        errors["words"] = [_("At most 2,000 characters.")]
    if wording and field in SPOKEN_OF and field != INDICATORS and field not in WORDED:
        errors["wording"] = [_("Of this field a remark is enough; the owner chooses the value.")]
    if errors:
        raise ValidationError(errors)
    listing = refinement.listing
    proposal = Proposal(refinement=refinement, field=field, words=words)
    proposal.said = field_said(listing, field)
    if wording:
        proposal.wording = _rows(wording) if field == INDICATORS else wording
        _fitting(listing, field, proposal.wording)
    return proposal


def field_said(listing: Listing, field: str) -> Any:
    """What a field of the need says now, as JSON keeps it; of indicators how they are written."""
    found = getattr(values_of(listing), field)
    if field == INDICATORS:
        return [_plain(asdict(row)) for row in found]
    return _plain({"value": found})["value"]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(row, cls=DjangoJSONEncoder))
    return found


def _rows(wording: str) -> list[dict[str, Any]]:
    reading = indicators_in([wording], wanted=True)
    if reading.unread or not reading.found:
        problem = reading.unread[0].problem if reading.unread else ""
        said = reading.unread[0].passage if reading.unread else wording[:60]
        raise ValidationError(
            {
                "wording": [
                    _("“%(said)s” was not understood (%(problem)s); write a figure a line.")
                    % {"said": said, "problem": problem or _("no figure")}
                ]
            }
        )
    return [_plain(asdict(each.values)) for each in reading.found]


def _fitting(listing: Listing, field: str, wording: Any) -> None:
    """Raise ValidationError where the need could not say it."""
    if field == INDICATORS:
        return
    length = column(type(listing) if field in ("title", "summary") else listing.type.details, field)
    most = length.max_length
    if most is not None and len(wording) > most:
        raise ValidationError(
            {"wording": [_("At most %(n)s characters in this field.") % {"n": most}]}
        )


def proposal_accept(
    *, actor: Actor, need_proposal_id: int, expected_revision: int | None = None
) -> Proposal:
    """Take it up: the need says it from now on, in a version of its own.

    Raises NotFound, NotPermitted, Stale, WrongState where the field says something else by now,
    ValidationError where the need could not say it.
    """
    with moving(
        PROPOSAL, "accept", need_proposal_id, actor=actor, expected_revision=expected_revision
    ) as proposal:
        _answered(proposal, actor)
        if proposal.wording is not None:
            listing = listing_visible_to(actor, proposal.refinement.listing_id)
            if (
                proposal.field != INDICATORS
                and field_said(listing, proposal.field) != proposal.said
            ):
                raise WrongState(
                    _("The field says something else by now; ask for a new proposal, or edit it.")
                )
            listing_revise(
                actor=actor,
                listing_id=listing.pk,
                expected_revision=listing.revision,
                values=_with(values_of(listing), proposal),
            )
    return proposal


def _with(values: ListingValues, proposal: Proposal) -> ListingValues:
    if proposal.field != INDICATORS:
        said: dict[str, Any] = {proposal.field: proposal.wording}
        return replace(values, **said)
    new = [
        IndicatorValues(**{n: column(Indicator, n).to_python(cell) for n, cell in row.items()})
        for row in proposal.wording or ()
    ]
    return replace(values, indicators=(*values.indicators, *new))


def proposal_decline(
    *, actor: Actor, need_proposal_id: int, expected_revision: int | None = None, note: str = ""
) -> Proposal:
    """Leave the field as it is. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        PROPOSAL,
        "decline",
        need_proposal_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as proposal:
        _answered(proposal, actor)
    return proposal


def proposal_withdraw(
    *, actor: Actor, need_proposal_id: int, expected_revision: int | None = None
) -> Proposal:
    """Take one's own back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        PROPOSAL, "withdraw", need_proposal_id, actor=actor, expected_revision=expected_revision
    ) as proposal:
        return proposal


def _answered(proposal: Proposal, actor: Actor) -> None:
    proposal.answered_by_id, proposal.answered_at = actor.person, timezone.now()


PROPOSAL_SERVICES: dict[str, Callable[..., Proposal]] = {
    "accept": proposal_accept,
    "decline": proposal_decline,
    "withdraw": proposal_withdraw,
}
