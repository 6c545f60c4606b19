"""Reads of needs that are being written, within what the reader may know."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.core.errors import NotFound

from .models import NeedDraft

State = NeedDraft.State


def drafts_followed_by(actor: Actor) -> QuerySet[NeedDraft]:
    """Those of the actor's organisations; a firm knows of one once it was handed over."""
    writing = party_query(actor, organisations=["organisation"])
    asked = party_query(actor, organisations=["firm"]) & ~Q(state=State.ANSWERING)
    return (
        NeedDraft.objects.filter(writing | asked)
        .select_related("author", "organisation", "firm", "listing", "declared_by")
        .order_by("-updated_at", "-pk")
    )


def drafts_open(actor: Actor) -> QuerySet[NeedDraft]:
    """Those of the organisation acted for that are not posted: its own, and what waits for it."""
    acting = actor.organisation_id
    mine = Q(organisation=acting) | Q(firm=acting, state=State.WAITING)
    return drafts_followed_by(actor).filter(mine).exclude(state=State.POSTED)


def draft_followed_by(actor: Actor, need_draft_id: int) -> NeedDraft:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = drafts_followed_by(actor).filter(pk=need_draft_id).first()
    if found is None:
        raise NotFound(_("This draft does not exist, or you may not see it."))
    return found


def draft_invited(token: UUID) -> NeedDraft:
    """The draft that an invitation by mail speaks of. Raises NotFound."""
    found = NeedDraft.objects.select_related("author", "organisation").filter(token=token).first()
    if found is None or not found.firm_email:
        raise NotFound(_("This invitation does not exist."))
    return found
