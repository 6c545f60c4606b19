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
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.core.punctuation import colon
from backend.deals.notices import deal_scopes
from backend.versions.selectors import changes_last

from .models import Contract
from .selectors import contracts_readable_by

TOLD = 3  # changes of a redraft that its notice names


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Contract]:
    return contracts_readable_by(actor).in_bulk(ids)


def _title(contract: Contract) -> str:
    return f"{contract.title} · {money.short(contract.amount, contract.currency)}"


def _proposed(contract: Contract, payload: Mapping[str, Any]) -> str:
    drafter = {"owner": named(contract.buyer if contract.proposed_by_buyer else contract.seller)}
    if payload.get("redrafted"):
        return _("%(owner)s redrafted the contract record") % drafter
    return _("%(owner)s drafted the contract record") % drafter


def _changed(contract: Contract, payload: Mapping[str, Any]) -> str:
    """Its title, and what a redraft changed."""
    changes = changes_last("contract", contract.pk) if payload.get("redrafted") else []
    told = [
        f"{one.label}{colon()}{' '.join(one.before) or '–'} → {' '.join(one.after) or '–'}"
        for one in changes[:TOLD]
    ]
    if len(changes) > TOLD:
        told.append("…")
    return " · ".join([_title(contract), *told])


CONTRACTS = Topic(name="contracts", words=gettext_lazy("Contracts"))
CONTRACT = About(
    name="contract",
    read=_known,
    url=lambda contract: reverse("contract", args=[contract.pk]),
    title=_title,
    topic=CONTRACTS,
    scopes=lambda contract, reader: deal_scopes(contract.deal, reader),
)
PROPOSED = NoticeKind(
    name="contract_proposed",
    label=gettext_lazy("A contract waits for my side"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=_proposed,
    detail=_changed,
    tone="wait",
    mail=gettext_lazy("Check the record, and confirm it or return it with remarks."),
)
RETURNED = NoticeKind(
    name="contract_returned",
    label=gettext_lazy("A contract comes back with remarks"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The contract record came back with remarks"),
    tone="wait",
    mail=gettext_lazy("Read the remarks, change the record and send it again."),
)
CONFIRMED = NoticeKind(
    name="contract_confirmed",
    label=gettext_lazy("The text of a contract is agreed"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The text of the contract is agreed; it is to be signed"),
    tone="wait",
    mail=gettext_lazy("Read the text once more and sign it."),
)
SIGNED = NoticeKind(
    name="contract_signed",
    label=gettext_lazy("A contract is signed"),
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract is signed"),
    tone="ok",
    mail=gettext_lazy("Both sides have confirmed it."),
)
DROPPED = NoticeKind(
    name="contract_dropped",
    label=gettext_lazy("A contract is dropped"),
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract record was dropped; draft another one"),
    tone="no",
)

PARTY_SIGNED = NoticeKind(
    name="contract_party_signed",
    label=gettext_lazy("One side has signed"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("One side has signed the contract; the other signs now"),
    tone="wait",
    mail=gettext_lazy("Read the text once more and sign it."),
)
REOPENED = NoticeKind(
    name="contract_reopened",
    label=gettext_lazy("A contract goes back to its text"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The agreed text of the contract is open again"),
    tone="wait",
    mail=gettext_lazy("Read the remarks, change the record and send it again."),
)
SCAN_OFFERED = NoticeKind(
    name="contract_scan_offered",
    label=gettext_lazy("A scan of the contract waits for my side"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("A scan of the signed contract waits for confirmation"),
    tone="wait",
    mail=gettext_lazy("Compare it with the agreed text, and confirm or refuse it."),
)
SCAN_REFUSED = NoticeKind(
    name="contract_scan_refused",
    label=gettext_lazy("A scan of the contract is refused"),
    about=CONTRACT,
    importance=Importance.TURN,
    sentence=lambda contract, payload: _("The scan of the signed contract was refused"),
    tone="no",
    mail=gettext_lazy("Read the remarks and put up the right scan."),
)
AMENDED = NoticeKind(
    name="contract_amended",
    label=gettext_lazy("A contract is amended"),
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract was amended"),
    tone="ok",
)
TERMINATED = NoticeKind(
    name="contract_terminated",
    label=gettext_lazy("A contract is terminated"),
    about=CONTRACT,
    importance=Importance.RESULT,
    sentence=lambda contract, payload: _("The contract was terminated"),
    tone="no",
)

notices_register(
    PROPOSED, RETURNED, CONFIRMED, SIGNED, DROPPED, PARTY_SIGNED, REOPENED, SCAN_OFFERED,
    SCAN_REFUSED, AMENDED, TERMINATED,
)  # fmt: skip
