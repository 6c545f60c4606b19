"""Who edits the lists, who wishes, who answers; who claims a profile and who decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of
from backend.accounts.rules import not_concerned
from backend.catalog.kinds import EXPERT
from backend.catalog.models import Listing

from .models import Claim, Wish

EDIT = action(
    "talent_list_edit",
    _("Edit the four lists and answer wishes"),
    [Duty.REGIONAL_OFFICER],
    units=[UnitKind.SCIENCE, UnitKind.TALENT, UnitKind.ORGANISATION, UnitKind.PARK],
)
WISH = action("talent_wish", _("Put a wish on a list"), [Duty.ENTERPRISE_MEMBER])
DECIDE = action(
    "profile_hand_over", _("Hand an expert's profile over to its person"), [Duty.UNIVERSITY_OFFICE]
)
NOT_OFFICER = _("Officers of the region do this. Switch to your unit.")
NOT_FIRM = _("Members of an enterprise do this. Switch to yours.")


def may_edit_lists(actor: Actor) -> bool:
    """Whether the actor acts for a unit that edits the lists."""
    return EDIT.allows(actor, actor.organisation_id)


def may_wish(actor: Actor) -> bool:
    """Whether the actor acts for a firm."""
    return WISH.allows(actor, actor.organisation_id)


def may_take(actor: Actor, wish: Wish) -> bool:
    """Officers of a unit in whose region the firm lies."""
    if not may_edit_lists(actor):
        return False
    unit = Organisation.objects.get(pk=actor.organisation_id or 0)
    return wish.organisation.region.startswith(beginning_of(unit.region))


def may_answer(actor: Actor, wish: Wish) -> bool:
    """Officers of the unit that took it."""
    return EDIT.allows(actor, wish.taken_for_id)


def may_withdraw(actor: Actor, wish: Wish) -> bool:
    """Members of the firm that wished."""
    return WISH.allows(actor, wish.organisation_id)


def may_claim(actor: Actor, expert: Listing) -> bool:
    """Researchers of the institution whose profile it is, where somebody else answers for it."""
    return (
        expert.kind == EXPERT.name
        and actor.has(Duty.RESEARCHER, expert.owner_id)
        and expert.contact_id != actor.user_id
    )


def may_decide(actor: Actor, claim: Claim) -> bool:
    """The office of the institution whose profile it is; nobody hands one to oneself."""
    return DECIDE.allows(actor, claim.expert.owner_id) and not_concerned(
        actor, people=[claim.user_id]
    )
