"""What operators do with a harvest: stop it, go on, let a great many go, or keep them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, WrongState
from backend.exchange.models import Action, Run
from backend.exchange.rules import managing_check

from .withdrawing import withdrawals_do

_WRONG = _("The harvest is not in a state that allows this.")


def run_stop(*, actor: Actor, run_id: int) -> Run:
    """Stop a harvest after the page at hand. Raises NotPermitted, NotFound, WrongState."""
    return _moved(actor, run_id, Run.State.RUNNING, Run.State.STOPPED)


def run_resume(*, actor: Actor, run_id: int) -> Run:
    """Go on with a stopped one where it stopped. Raises NotPermitted, NotFound, WrongState."""
    return _moved(actor, run_id, Run.State.STOPPED, Run.State.RUNNING)


def run_release(*, actor: Actor, run_id: int) -> Run:
    """Take off what a harvest held back. Raises NotPermitted, NotFound, WrongState."""
    with transaction.atomic():
        run = _moved(actor, run_id, Run.State.HELD, Run.State.FINISHED)
        withdrawals_do(run.pk)
    run.refresh_from_db()
    return run


def run_discard(*, actor: Actor, run_id: int) -> Run:
    """Keep what a harvest would have taken off. Raises NotPermitted, NotFound, WrongState."""
    with transaction.atomic():
        run = _moved(actor, run_id, Run.State.HELD, Run.State.FINISHED)
        held = run.actions.filter(what=Action.What.TO_DELETE)
        run.kept += held.update(what=Action.What.KEPT, words="an operator kept it")
        run.save(update_fields=["kept", "updated_at"])
    return run


def _moved(actor: Actor, run_id: int, source: str, target: str) -> Run:
    managing_check(actor)
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=run_id).first()
        if run is None:
            raise NotFound(_("There is no such harvest."))
        if run.state != source:
            raise WrongState(_WRONG)
        run.state = target
        run.ended_at = timezone.now() if target == Run.State.FINISHED else None
        run.save(update_fields=["state", "ended_at", "updated_at"])
    return run
