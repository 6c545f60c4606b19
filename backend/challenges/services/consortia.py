"""Members of a consortium: each with a task and a share, each confirming its own part."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.challenges.kinds import WHOLE
from backend.challenges.models import Call, Entry, EntryMember
from backend.challenges.values import EntryValues, MemberValues

from .eligibility import organisation_barred

MOST_MEMBERS = 10


def members_check(
    call: Call, leader: Organisation | None, values: EntryValues, entry: Entry
) -> None:
    """Raise ValidationError where members, tasks or shares are not right."""
    if not values.members:
        return
    if not call.type.consortium or leader is None:
        raise ValidationError({"members": [_("Calls of this kind take no consortia.")]})
    parts = _parts(leader, values)
    found = Organisation.objects.in_bulk([part.organisation_id for part in parts])
    told: list[object] = []
    for part in parts:
        organisation = found.get(part.organisation_id)
        if organisation is None:
            told.append(_("There is no verified organisation of this name or credit code."))
        elif barred := organisation_barred(call, organisation):
            told.append(barred)
        if not part.task.strip():
            told.append(_("Say what each member does."))
        if part.share < 1:
            told.append(_("Each share is at least 1 percent."))
    if len({part.organisation_id for part in parts}) != len(parts):
        told.append(_("An organisation takes part once."))
    if len(parts) > MOST_MEMBERS:
        told.append(_("At most %(n)s organisations take part.") % {"n": MOST_MEMBERS})
    if (whole := sum(part.share for part in parts)) != WHOLE:
        told.append(_("The shares come to %(sum)s percent; they must make 100.") % {"sum": whole})
    if told:
        raise ValidationError({"members": list(dict.fromkeys(told))})


def members_write(entry: Entry, values: EntryValues, actor: Actor) -> None:
    """Keep the members; who confirmed the very same part before need not again."""
    held = {row.organisation_id: row for row in entry.members.all()}
    entry.members.all().delete()
    if not values.members or entry.organisation is None:
        return
    for part in _parts(entry.organisation, values):
        leads = part.organisation_id == entry.organisation_id
        row = EntryMember(
            entry=entry,
            organisation_id=part.organisation_id,
            task=part.task.strip(),
            share=part.share,
            leads=leads,
        )
        before = held.get(part.organisation_id)
        if leads:
            row.confirmed_by_id, row.confirmed_at = actor.user_id, timezone.now()
        elif before and (before.task, before.share) == (row.task, row.share):
            row.confirmed_by_id, row.confirmed_at = before.confirmed_by_id, before.confirmed_at
        row.save()


def _parts(leader: Organisation, values: EntryValues) -> list[MemberValues]:
    own = MemberValues(organisation_id=leader.pk, task=values.task, share=values.share or 0)
    return [own, *values.members]
