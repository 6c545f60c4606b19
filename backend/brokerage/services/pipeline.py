"""The pipeline of a broker: next steps of many deals at once, views that are kept."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.brokerage.models import SavedView
from backend.brokerage.selectors import views_of
from backend.core.errors import NotFound
from backend.deals.selectors import deal_followed_by
from backend.tasks.services import task_assign

from .checking import agency_in, words_checked

MAX_VIEWS = 20


def next_steps_set(*, actor: Actor, deal_ids: list[int], what: str, due_on: date) -> int:
    """Give oneself the same task in several deals that one accompanies, all or none; how many.

    Raises NotFound, NotPermitted, ValidationError by field.
    """
    with transaction.atomic():
        for deal_id in deal_ids:
            agency_in(actor, deal_followed_by(actor, deal_id))
            task_assign(
                actor=actor,
                subject="deal",
                subject_id=deal_id,
                what=what,
                person_id=actor.person,
                due_on=due_on,
            )
    return len(deal_ids)


def view_save(*, actor: Actor, name: str, query: str) -> SavedView:
    """Keep the filters in force under a name; the same name is written over.

    Raises ValidationError.
    """
    name = words_checked(name, "name", _("Give the view a name."))[:40]
    if views_of(actor).exclude(name=name).count() >= MAX_VIEWS:
        raise ValidationError({"name": _("Delete a view first: twenty are kept.")})
    if len(query) > 500:
        raise ValidationError({"name": _("These filters are too long to keep.")})
    made, _new = SavedView.objects.update_or_create(
        owner_id=actor.person, name=name, defaults={"query": query}
    )
    return made


def view_delete(*, actor: Actor, view_id: int) -> None:
    """Delete one's own view. Raises NotFound."""
    if not views_of(actor).filter(pk=view_id).delete()[0]:
        raise NotFound(_("There is no such view."))
