"""A unit sets up its panel and appoints members of three kinds."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.catalog.services import listing_readers_set
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.panel import rules
from backend.panel.events import MemberAppointed, MemberDismissed, PanelSetUp
from backend.panel.models import Expertise, Member, Panel, Sitting
from backend.panel.selectors import members_of_panel, panel_followed_by

MOST_MEMBERS = 25


def panel_set_up(*, actor: Actor, name: str) -> Panel:
    """Set up a panel of the unit acted for. Raises NotPermitted, ValidationError by field."""
    if not rules.RUN.allows(actor, actor.organisation_id):
        raise NotPermitted(_("Officers of a unit set up its panel. Switch to your unit."))
    panel = Panel(unit_id=actor.organisation_id or 0, name=" ".join(name.split()))
    with transaction.atomic():
        save_checked(panel)
        publish(PanelSetUp(panel_id=panel.pk), actor_id=actor.user_id)
    return panel


def member_appoint(
    *, actor: Actor, panel_id: int, email: str, kind: str, position: str = ""
) -> Member:
    """Appoint somebody who has an account. Raises NotFound, NotPermitted, WrongState for a full panel,
    ValidationError by field."""
    panel = _run(actor, panel_id)
    person = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        raise ValidationError(
            {"email": [_("Nobody here has this address; ask the person to sign up first.")]}
        )
    if kind not in Expertise.values:
        raise ValidationError({"kind": [_("Choose the kind of member.")]})
    with transaction.atomic():
        Panel.objects.select_for_update().get(pk=panel.pk)
        present = members_of_panel(panel)
        if present.filter(user=person).exists():
            raise ValidationError({"email": [_("This person is a member already.")]})
        if present.count() >= MOST_MEMBERS:
            raise WrongState(_("A panel has at most 25 members; dismiss somebody first."))
        member = Member(
            panel=panel,
            user=person,
            kind=kind,
            position=" ".join(position.split()),
            appointed_by_id=actor.person,
        )
        member.full_clean()
        member.save()
        _readers_follow(panel, actor)
        publish(
            MemberAppointed(panel_id=panel.pk, user_id=person.pk, kind=kind),
            actor_id=actor.user_id,
        )
    return member


def member_dismiss(*, actor: Actor, panel_id: int, member_id: int) -> None:
    """End a membership; verdicts that were given stay. Raises NotFound, NotPermitted."""
    panel = _run(actor, panel_id)
    with transaction.atomic():
        member = (
            members_of_panel(panel).select_for_update(of=("self",)).filter(pk=member_id).first()
        )
        if member is None:
            raise NotFound(_("There is no such member."))
        member.dismissed_at = timezone.now()
        member.save()
        _readers_follow(panel, actor)
        publish(MemberDismissed(panel_id=panel.pk, user_id=member.user_id), actor_id=actor.user_id)


def _run(actor: Actor, panel_id: int) -> Panel:
    panel = panel_followed_by(actor, panel_id)
    if not rules.may_run(actor, panel):
        raise NotPermitted(rules.NOT_RUNNING)
    return panel


def _readers_follow(panel: Panel, actor: Actor) -> None:
    """Who is on the panel reads what it sits about, and nobody else by that."""
    for sitting in panel.sittings.filter(state__in=[Sitting.State.PLANNED, Sitting.State.OPEN]):
        for listing_id in sitting.items.values_list("listing_id", flat=True):
            readers_of_item(sitting, listing_id, actor)


def readers_of_item(
    sitting: Sitting, listing_id: int, actor: Actor, *, ended: bool = False
) -> None:
    """Let the panel's members read a need on the agenda, until the sitting has ended."""
    people = () if ended else members_of_panel(sitting.panel).values_list("user_id", flat=True)
    listing_readers_set(
        listing_id=listing_id, ground=sitting.ground, user_ids=people, actor_id=actor.user_id
    )
