"""A county's objections to its own figures."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.regions import name_of
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.county import rules
from backend.county.events import ObjectionRaised
from backend.county.lifecycle import FIGURE_OBJECTION, FROZEN, SUPPLY_TASK, task_locked
from backend.county.models import Figure, Objection, SupplyTask
from backend.county.selectors import figures_frozen, scheme_for
from backend.county.values import ObjectionValues


def objection_raise(*, actor: Actor, figure_id: int, values: ObjectionValues) -> Objection:
    """Object to a figure of one's own county.

    Raises NotFound, NotPermitted, WrongState where an objection waits or the figures are in a release,
    ValidationError by field.
    """
    with transaction.atomic():
        figure = Figure.objects.select_for_update(of=("self",)).filter(
            pk=figure_id, replaced_at=None
        ).select_related("round", "task").first()  # fmt: skip
        if figure is None:
            raise NotFound(_("This figure does not exist, or it was corrected meanwhile."))
        unit = rules.county_unit_of(actor, figure.county)
        if unit is None:
            raise NotPermitted(rules.NOT_COUNTY)
        if figures_frozen(figure.round):
            raise WrongState(FROZEN)
        if figure.objections.filter(state=Objection.State.RAISED).exists():
            raise WrongState(_("An objection to this figure waits for an answer already."))
        objection = Objection(
            figure=figure,
            raised_by_id=actor.person,
            organisation=unit,
            right_value=values.right_value,
            ground=values.ground.replace("\x00", "").strip(),
        )
        objection.clean_fields()
        if values.right_value is not None and values.right_value == figure.value:
            raise ValidationError({"right_value": _("This is the figure that stands already.")})
        objection.save()
        publish(
            ObjectionRaised(figure_objection_id=objection.pk, supply_task_id=figure.task_id),
            actor_id=actor.user_id,
        )
    return objection


def objection_uphold(
    *, actor: Actor, figure_objection_id: int, expected_revision: int, note: str = ""
) -> Objection:
    """It is right: the supplier is asked to correct the figure. Raises NotFound, NotPermitted,
    WrongState, Stale."""
    with moving(
        FIGURE_OBJECTION,
        "uphold",
        figure_objection_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as objection:
        task = task_locked(objection.figure.task_id)
        said = _("%(county)s, %(name)s: %(ground)s") % {
            "county": name_of(objection.figure.county),
            "name": _name(objection),
            "ground": objection.ground,
        }
        task.note = "\n".join(filter(None, [said, note]))[:2000]
        if task.state in (SupplyTask.State.DELIVERED, SupplyTask.State.ACCEPTED):
            advance(SUPPLY_TASK, "return", task, actor_id=actor.user_id)
        else:
            task.save()
    return objection


def objection_dismiss(
    *, actor: Actor, figure_objection_id: int, expected_revision: int, note: str
) -> Objection:
    """The figure stands. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        FIGURE_OBJECTION,
        "dismiss",
        figure_objection_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as objection:
        return objection


def objection_withdraw(
    *, actor: Actor, figure_objection_id: int, expected_revision: int
) -> Objection:
    """Take it back. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        FIGURE_OBJECTION,
        "withdraw",
        figure_objection_id,
        actor=actor,
        expected_revision=expected_revision,
    ) as objection:
        return objection


OBJECTION_SERVICES: dict[str, Callable[..., Objection]] = {
    "uphold": objection_uphold,
    "dismiss": objection_dismiss,
    "withdraw": objection_withdraw,
}


def _name(objection: Objection) -> str:
    one = scheme_for(objection.figure.round).indicator(objection.figure.indicator)
    return one.name if one else objection.figure.indicator
