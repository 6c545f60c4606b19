"""Random draws: announced with their lists, drawn by a published value, findings published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.integrity import rules
from backend.integrity.drawing import TooFew, draw, read_list, value_written
from backend.integrity.events import DrawAnnounced, FindingPublished
from backend.integrity.lifecycle import DRAW
from backend.integrity.models import MOST, Draw, DrawnItem
from backend.integrity.selectors import draw_found
from backend.integrity.values import DrawValues

LONGEST = 300  # characters of a line
_FEW = _("Too few inspectors belong to other organisations than “%(item)s”.")


def draw_announce(*, actor: Actor, unit_id: int, values: DrawValues) -> Draw:
    """Publish the lists of a draw, and where the value will come from on which later day.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.INSPECT.allows(actor, unit_id):
        raise NotPermitted(rules.NOT_DRAWING)
    errors = _wrong(values)
    if errors:
        raise ValidationError(errors)
    made = Draw(unit_id=unit_id, **asdict(values))
    with transaction.atomic():
        save_checked(made)
        publish(DrawAnnounced(draw_id=made.pk), actor_id=actor.user_id)
    return made


def _wrong(values: DrawValues) -> dict[str, list[object]]:
    errors: dict[str, list[object]] = {}
    items, inspectors = read_list(values.items), read_list(values.inspectors)
    for name, rows in (("items", items), ("inspectors", inspectors)):
        if len(rows) > MOST or any(len(row.line) > LONGEST for row in rows):
            errors[name] = [
                _("At most %(n)s lines of at most %(m)s characters.") % {"n": MOST, "m": LONGEST}
            ]
    if not 1 <= values.pick <= len(items):
        errors["pick"] = [_("There are %(n)s items in the list.") % {"n": len(items)}]
    if values.value_on <= timezone.localdate():
        errors["value_on"] = [_("Choose a later day: nobody may know the value today.")]
    if not errors:
        for item in items:
            able = [
                one
                for one in inspectors
                if not (one.organisation and one.organisation == item.organisation)
            ]
            if len(able) < values.each:
                errors["inspectors"] = [_FEW % {"item": item.name}]
    return errors


def draw_make(
    *, actor: Actor, draw_id: int, expected_revision: int | None = None, value: str
) -> Draw:
    """Draw by the value that was published, on its day or later.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the value.
    """
    with moving(DRAW, "make", draw_id, actor=actor, expected_revision=expected_revision) as made:
        made.value = value_written(value)
        if len(made.value) != made.digits:
            told = _("The value has %(n)s digits, as was announced: enter them as published.")
            raise ValidationError({"value": [told % {"n": made.digits}]})
        made.drawn_at = timezone.now()
        try:
            found = draw(made.value, made.item_list, made.inspector_list, made.pick, made.each)
        except TooFew as error:
            raise ValidationError({"value": [_FEW % {"item": error}]}) from error
        DrawnItem.objects.bulk_create(
            DrawnItem(
                draw=made,
                position=position,
                item=drawn.item.line,
                inspectors=[one.line for one in drawn.inspectors],
            )
            for position, drawn in enumerate(found, 1)
        )
    return made


def draw_cancel(
    *, actor: Actor, draw_id: int, expected_revision: int | None = None, note: str
) -> Draw:
    """Call it off before the day of the value. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        DRAW, "cancel", draw_id, actor=actor, expected_revision=expected_revision, note=note
    ) as made:
        return made


def finding_publish(*, actor: Actor, draw_id: int, item_id: int, finding: str) -> DrawnItem:
    """Publish what an inspection found, once. Raises NotFound, NotPermitted, WrongState,
    ValidationError."""
    found = draw_found(actor, draw_id)
    if not rules.may_draw(actor, found):
        raise NotPermitted(rules.NOT_DRAWING)
    if not 0 < len(finding.strip()) <= 2000:
        raise ValidationError({"finding": [_("Say in at most 2,000 characters what was found.")]})
    with transaction.atomic():
        drawn = found.drawn.select_for_update().filter(pk=item_id).first()
        if drawn is None:
            raise NotFound(_("This item was not drawn."))
        if drawn.found_on is not None:
            raise WrongState(_("What was found is published already, and stands."))
        drawn.finding, drawn.found_on = finding.strip(), timezone.localdate()
        drawn.save()
        publish(FindingPublished(draw_id=draw_id, item_id=drawn.pk), actor_id=actor.user_id)
    return drawn


DRAW_SERVICES: dict[str, Callable[..., Draw]] = {"make": draw_make, "cancel": draw_cancel}
