"""Demo talks: messages, files, tasks and versions, made through the product's own services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.selectors import actor_of
from backend.attachments.services import attachment_add
from backend.catalog.models import Listing
from backend.catalog.services import listing_revise
from backend.catalog.values import values_of
from backend.contracts.models import Contract, PartKind
from backend.contracts.services import contract_revise
from backend.contracts.versions import contract_content, contract_values
from backend.conversation.models import Message
from backend.conversation.services import message_edit, message_write
from backend.deals.models import Deal, DealPerson
from backend.tasks.models import Task
from backend.tasks.services import task_assign, task_finish

from .papers import curve, paper
from .people import rows

REVISED = "n-film"  # the need that was changed once


def talks_seed() -> None:
    """Fill the demo's deals and listings with what people write, attach and change."""
    for row in rows("listing_files"):
        listing = Listing.objects.get(external_id=row["listing"])
        _attach(actor_of(listing.contact, organisation_id=listing.owner_id), listing, row)
    _revise(Listing.objects.get(external_id=REVISED))
    for row in rows("talks"):
        deal = Deal.objects.filter(
            need__external_id=row["need"], offer__external_id=row["offer"]
        ).first()
        if deal is not None:
            _talk(deal, row)


def _talk(deal: Deal, row: dict[str, Any]) -> None:
    for said in row["messages"]:
        _say(deal, said)
    for file in row["files"]:
        _attach(_person(deal, file["by"]), deal, file)
    for task in row["tasks"]:
        _assign(deal, task)
    draft = Contract.objects.filter(deal=deal, state__in=Contract.IN_DRAFT).first()
    if draft is not None and "redraft" in row:
        values = contract_values(contract_content(draft))
        # What of the new amount is technology is completed anew.
        parts = [part for part in values.parts if part.kind != PartKind.TECHNOLOGY]
        contract_revise(
            actor=_person(deal, "buyer"),
            contract_id=draft.pk,
            expected_revision=draft.revision,
            values=replace(values, amount=Decimal(row["redraft"]["amount"]), parts=tuple(parts)),
        )


def _say(deal: Deal, said: dict[str, Any]) -> None:
    who = _person(deal, said["by"])
    then = timezone.now() - timedelta(hours=said["hours_ago"])
    message = message_write(
        actor=who,
        subject="deal",
        subject_id=deal.pk,
        text=said.get("was", said["text"]),
        upload=_file(said["file"]) if "file" in said else None,
    )
    if "was" in said:
        message_edit(actor=who, message_id=message.pk, was=said["was"], text=said["text"])
    Message.objects.filter(pk=message.pk).update(created_at=then)


def _assign(deal: Deal, row: dict[str, Any]) -> None:
    giver, doer = _person(deal, row["by"]), _person(deal, row["for"])
    due_on = timezone.localdate() + timedelta(days=row["days"]) if "days" in row else None
    task = task_assign(
        actor=giver,
        subject="deal",
        subject_id=deal.pk,
        what=row["what"],
        person_id=doer.person,
        due_on=due_on,
    )
    if row.get("done"):
        task_finish(actor=doer, task_id=task.pk)
    if due_on is not None and "late" in row:
        # As if it had been given a while ago.
        Task.objects.filter(pk=task.pk).update(due_on=due_on - timedelta(days=row["late"]))


def _revise(need: Listing) -> None:
    values: Any = values_of(need)
    listing_revise(
        actor=actor_of(need.contact, organisation_id=need.owner_id),
        listing_id=need.pk,
        expected_revision=need.revision,
        values=replace(values, deadline=values.deadline + timedelta(days=30)),
    )


def _attach(who: Actor, hangs_on: Deal | Listing, row: dict[str, Any]) -> None:
    attachment_add(
        actor=who,
        subject="deal" if isinstance(hangs_on, Deal) else "listing",
        subject_id=hangs_on.pk,
        upload=_file(row),
        tier=row.get("tier", ""),
    )


def _file(row: dict[str, Any]) -> ContentFile[bytes]:
    data = (
        curve(row["label"], row["values"]) if "values" in row else paper(row["title"], row["lines"])
    )
    return ContentFile(data, name=row["name"])


def _person(deal: Deal, duty: str) -> Actor:
    """Who takes part with a duty: the contact of the listing before others of the party."""
    found = DealPerson.objects.filter(deal=deal, duty=duty).select_related("user").order_by("pk")
    person = found[0]
    return actor_of(person.user, organisation_id=person.organisation_id)
