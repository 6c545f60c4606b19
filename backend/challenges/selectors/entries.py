"""Reads of entries: one's own, and those of a call once they are open."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.challenges import rules
from backend.challenges.models import Call, Entry, EntryMember
from backend.core.errors import NotFound

_RELATED = ("call", "call__poster", "organisation", "entered_by", "deal")


def _own(actor: Actor) -> Q:
    if actor.user_id is None:
        return Q(pk__in=[])
    mine = list(actor.duties)
    parts = EntryMember.objects.filter(organisation__in=mine)
    return (
        Q(organisation__in=mine)
        | Q(pk__in=parts.values("entry"))
        | Q(organisation__isnull=True, entered_by=actor.user_id)
    )


def entries_of(actor: Actor) -> QuerySet[Entry]:
    """Those of the actor's organisations, led or joined, and the actor's own; newest first."""
    return Entry.objects.filter(_own(actor)).select_related(*_RELATED).order_by("-pk")


def entry_readable_by(actor: Actor, entry_id: int) -> Entry:
    """One of the own, or of a call whose entries are open to the actor. Raises NotFound."""
    entry = Entry.objects.select_related(*_RELATED).filter(pk=entry_id).first()
    if entry is not None:
        if entries_of(actor).filter(pk=entry_id).exists():
            return entry
        if rules.may_read_entries(actor, entry.call) and entry.state != Entry.State.WITHDRAWN:
            return entry
    raise NotFound(_("This entry does not exist, or you may not see it."))


def entry_locked(entry_id: int) -> Entry:
    """An entry for update, in the caller's transaction."""
    return Entry.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=entry_id)


def entry_of_actor(actor: Actor, call: Call) -> Entry | None:
    """What the actor, or the organisation acted for, has handed in to a call, or is asked to join."""
    if actor.user_id is None:
        return None
    joined = EntryMember.objects.filter(organisation=actor.organisation_id)
    mine = (
        Q(organisation=actor.organisation_id, organisation__isnull=False)
        | Q(pk__in=joined.values("entry"))
        | Q(organisation__isnull=True, entered_by=actor.user_id)
    )
    live = Entry.objects.filter(mine, call=call).exclude(state=Entry.State.WITHDRAWN)
    return live.select_related(*_RELATED).order_by("pk").first()


def entries_asking(actor: Actor) -> QuerySet[Entry]:
    """Entries that wait for the organisation acted for: to join, or to confirm anew."""
    parts = EntryMember.objects.filter(
        organisation=actor.organisation_id, confirmed_at__isnull=True
    )
    changed = Q(organisation=actor.organisation_id, state=Entry.State.TO_CONFIRM)
    return (
        entries_of(actor)
        .filter(Q(pk__in=parts.values("entry")) | changed, call__state=Call.State.POSTED)
        .exclude(state=Entry.State.WITHDRAWN)
    )


def entries_opened_to(actor: Actor, call: Call) -> QuerySet[Entry]:
    """All of a call for those who run it and decide, once open; before that none, and no count."""
    if not rules.may_read_entries(actor, call):
        return Entry.objects.none()
    found = Entry.objects.filter(call=call).exclude(state=Entry.State.WITHDRAWN)
    return found.select_related(*_RELATED).order_by("code", "pk")


def entries_told(call: Call) -> list[Entry]:
    """Who is proposed or awarded, once everybody may know."""
    if not call.told:
        return []
    found = call.entries.filter(proposed=True).select_related("organisation", "entered_by")
    prizes = [prize.name for prize in call.type.prizes]
    return sorted(found, key=lambda e: (prizes.index(e.prize) if e.prize in prizes else 99, e.code))
