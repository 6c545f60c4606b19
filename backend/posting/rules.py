"""Who may write a need, for whom, and who confirms it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, UnitKind
from backend.catalog.kinds import NEED
from backend.catalog.rules import may_list

from .models import NeedDraft

ON_BEHALF = action(
    "need_draft_on_behalf",
    _("Write a need on behalf of a firm, which confirms it"),
    [Duty.BROKER, Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.PARK, UnitKind.INDUSTRY, UnitKind.DEVELOPMENT],
)
NOT_WRITING = _("Only who writes this need, or the firm that confirms it, may do this.")
NOT_THE_FIRM = _("Only the firm on whose behalf it was written may do this.")


def may_begin(actor: Actor) -> bool:
    """Whether the actor may write a need of the organisation acted for."""
    owner_id = actor.organisation_id
    return owner_id is not None and may_list(actor, kind=NEED.name, owner_id=owner_id)


def may_begin_for(actor: Actor) -> bool:
    """Whether the actor may write one on behalf of a firm, as the organisation acted for."""
    return ON_BEHALF.allows(actor, actor.organisation_id)


def may_write(actor: Actor, draft: NeedDraft) -> bool:
    """Its author, and colleagues, who go on with what one of them began."""
    if draft.on_behalf:
        begun = actor.user_id == draft.author_id and actor.belongs_to(draft.organisation_id)
        return begun or ON_BEHALF.allows(actor, draft.organisation_id)
    return may_list(actor, kind=NEED.name, owner_id=draft.organisation_id)


def may_hand_over(actor: Actor, draft: NeedDraft) -> bool:
    """Who writes on behalf of a firm asks it to confirm."""
    return draft.on_behalf and may_write(actor, draft)


def may_post(actor: Actor, draft: NeedDraft) -> bool:
    """Who writes for his own organisation posts without asking anybody."""
    return not draft.on_behalf and may_write(actor, draft)


def may_confirm(actor: Actor, draft: NeedDraft) -> bool:
    """Whoever lists needs for the firm."""
    if not draft.on_behalf or draft.firm_id is None:
        return False
    return may_list(actor, kind=NEED.name, owner_id=draft.firm_id)


def may_answer(actor: Actor, draft: NeedDraft) -> bool:
    """Who writes it, and the firm that is asked to confirm it: it puts right what is wrong."""
    if draft.state == NeedDraft.State.ANSWERING:
        return may_write(actor, draft)
    return draft.state == NeedDraft.State.WAITING and may_confirm(actor, draft)
