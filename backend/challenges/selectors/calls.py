"""Reads of calls."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import members_with_duty
from backend.challenges import rules
from backend.challenges.models import Call
from backend.core.errors import NotFound

_RELATED = ("poster", "runner", "decider", "need", "above")


def calls_visible_to(actor: Actor) -> QuerySet[Call]:
    """What was posted; before that, those of the actor's own organisations. Newest first."""
    known = Q(posted_at__isnull=False) | Q(poster__in=list(actor.duties))
    if actor.operator:
        known = Q()
    return Call.objects.filter(known).select_related(*_RELATED).order_by("-posted_at", "-pk")


def call_visible_to(actor: Actor, call_id: int) -> Call:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = calls_visible_to(actor).prefetch_related("reviewers").filter(pk=call_id).first()
    if found is None:
        raise NotFound(_("This call does not exist, or you may not see it."))
    return found


def call_locked(call_id: int) -> Call:
    """The same for update, in the caller's transaction."""
    return Call.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=call_id)


def calls_of(actor: Actor) -> QuerySet[Call]:
    """Those that the organisation acted for posts, newest first."""
    return calls_visible_to(actor).filter(poster_id=actor.organisation_id).order_by("-pk")


def calls_closing() -> QuerySet[Call]:
    """Open ones whose deadline is over, by the server's clock."""
    return Call.objects.filter(state=Call.State.POSTED, closes_at__lte=timezone.now())


def levels_above(actor: Actor, kind: str) -> QuerySet[Call]:
    """Calls of a contest that those awarded in another one could go on to."""
    open_states = (Call.State.DRAFT, Call.State.POSTED)
    return calls_visible_to(actor).filter(kind=kind, level__gt=0, state__in=open_states)


def deciders_of(actor: Actor) -> QuerySet[User]:
    """Who of the organisation acted for could decide on its calls."""
    return members_with_duty(actor.organisation_id or 0, *rules.RUN.duties).order_by("name")
