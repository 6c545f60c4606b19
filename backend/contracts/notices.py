"""What people are told of contract records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import money
from backend.core.notices import About, Importance, NoticeKind, notices_register

from .models import Contract
from .selectors import contracts_readable_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Contract]:
    return contracts_readable_by(actor).in_bulk(ids)


def _title(contract: Contract) -> str:
    return f"{contract.title} · {money.short(contract.amount, contract.currency)}"


def _proposed(contract: Contract, payload: Mapping[str, Any]) -> str:
    drafter = contract.buyer if contract.proposed_by_buyer else contract.seller
    return _("%(owner)s drafted the contract record") % {"owner": named(drafter)}


CONTRACT = About(
    name="contract",
    read=_known,
    url=lambda contract: reverse("contract", args=[contract.pk]),
    title=_title,
)
PROPOSED = NoticeKind(
    name="contract_proposed",
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=_proposed,
    tone="wait",
    mail=gettext_lazy("Check the record, and confirm it or return it with remarks."),
)
RETURNED = NoticeKind(
    name="contract_returned",
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The contract record came back with remarks"),
    tone="wait",
    mail=gettext_lazy("Read the remarks, change the record and send it again."),
)
CONFIRMED = NoticeKind(
    name="contract_confirmed",
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The text of the contract is agreed; it is to be signed"),
    tone="wait",
    mail=gettext_lazy("Read the text once more and sign it."),
)
SIGNED = NoticeKind(
    name="contract_signed",
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract is signed"),
    tone="ok",
    mail=gettext_lazy("Both sides have confirmed it."),
)
DROPPED = NoticeKind(
    name="contract_dropped",
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract record was dropped; draft another one"),
    tone="no",
)

notices_register(PROPOSED, RETURNED, CONFIRMED, SIGNED, DROPPED)
