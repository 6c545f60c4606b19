"""Notices in words: one sentence for one reader, with what they may see and a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.templatetags.people import named
from backend.catalog.kinds import KINDS
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_readable_by
from backend.core import money
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed_by
from backend.pairings.models import DeclineReason, Side
from backend.pairings.reasons import Brief, pairing_briefs
from backend.pairings.selectors import pairings_followed_by
from notifications.contracts import Notice


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its reader sees it; ``brief`` where it is about a pairing."""

    id: int
    when: datetime
    unread: bool
    sentence: str
    about: str = ""
    url: str = ""
    tone: str = ""
    brief: Brief | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the notices speak of, as far as the reader may know of it: one query a kind."""

    briefs: Mapping[int, Brief] = field(default_factory=dict)
    deals: Mapping[int, Deal] = field(default_factory=dict)
    contracts: Mapping[int, Contract] = field(default_factory=dict)
    organisations: Mapping[int, Organisation] = field(default_factory=dict)


def notices_tell(notices: Sequence[Notice], actor: Actor) -> list[Told]:
    """Render notices in the reader's language, within what they may read today."""
    known = _read(notices, actor)
    return [_tell(notice, known) for notice in notices]


def _read(notices: Iterable[Notice], actor: Actor) -> _Known:
    ids: dict[str, set[int]] = {}
    for notice in notices:
        for subject in ("pairing", "deal", "contract", "organisation"):
            pk = notice.payload.get(subject)
            if isinstance(pk, int):
                ids.setdefault(subject, set()).add(pk)
    pairings = pairings_followed_by(actor).filter(pk__in=ids.get("pairing", ()))
    return _Known(
        briefs={brief.pairing.pk: brief for brief in pairing_briefs(pairings, actor)},
        deals=deals_followed_by(actor).in_bulk(list(ids.get("deal", ()))),
        contracts=contracts_readable_by(actor).in_bulk(list(ids.get("contract", ()))),
        organisations=Organisation.objects.in_bulk(list(ids.get("organisation", ()))),
    )


def _tell(notice: Notice, known: _Known) -> Told:
    words = _WORDS.get(notice.kind)
    parts = words(notice.payload, known) if words else None
    if parts is None:
        parts = {"sentence": _("Something you can no longer see.")}
    return Told(id=notice.id, when=notice.created_at, unread=notice.read_at is None, **parts)


Words = Callable[[Mapping[str, Any], _Known], dict[str, Any] | None]


def _pairing(sentence: Callable[[Mapping[str, Any], Brief], str], tone: str) -> Words:
    def words(payload: Mapping[str, Any], known: _Known) -> dict[str, Any] | None:
        brief = known.briefs.get(payload["pairing"])
        if brief is None:
            return None
        return {
            "sentence": sentence(payload, brief),
            "about": titles_of(brief),
            "url": reverse("pairing", args=[brief.pairing.pk]),
            "tone": tone,
            "brief": brief,
        }

    return words


def titles_of(brief: Brief) -> str:
    """Both titles, the reader's own first."""
    if brief.partner is None:
        return brief.title
    own = brief.pairing.listing_of(Side(brief.partner).other)
    return f"{own.title} ↔ {brief.title}"


def _proposed(payload: Mapping[str, Any], brief: Brief) -> str:
    return _("New pairing: %(level)s") % {"level": str(brief.level_label).lower()}


def _accepted(payload: Mapping[str, Any], brief: Brief) -> str:
    if brief.waits_for_me:
        return _("%(owner)s accepted and waits for your answer") % {
            "owner": _across(payload, brief)
        }
    return _("%(owner)s accepted") % {"owner": _across(payload, brief)}


def _declined(payload: Mapping[str, Any], brief: Brief) -> str:
    reason = brief.pairing.decline_reason
    if not reason:
        return _("%(owner)s declined") % {"owner": _across(payload, brief)}
    return _("%(owner)s declined: %(reason)s") % {
        "owner": _across(payload, brief),
        "reason": DeclineReason(reason).label,
    }


def _across(payload: Mapping[str, Any], brief: Brief) -> str:
    return named(brief.pairing.listing_of(Side(payload["side"])).owner)


def _deal_opened(payload: Mapping[str, Any], known: _Known) -> dict[str, Any] | None:
    deal = known.deals.get(payload["deal"])
    if deal is None:
        return None
    return {
        "sentence": _(
            "Both sides accepted: talks are open, and either side may draft the contract"
        ),
        "about": deal.title,
        "url": reverse("deal", args=[deal.pk]),
        "tone": "ok",
    }


def _contract(sentence: Callable[[Contract], str], tone: str) -> Words:
    def words(payload: Mapping[str, Any], known: _Known) -> dict[str, Any] | None:
        contract = known.contracts.get(payload["contract"])
        if contract is None:
            return None
        amount = money.short(contract.amount, contract.currency)
        return {
            "sentence": sentence(contract),
            "about": f"{contract.title} · {amount}",
            "url": reverse("contract", args=[contract.pk]),
            "tone": tone,
        }

    return words


def _contract_proposed(contract: Contract) -> str:
    drafter = contract.buyer if contract.proposed_by_buyer else contract.seller
    return _("%(owner)s drafted the contract record") % {"owner": named(drafter)}


def _organisation(sentence: Callable[[str], str], tone: str, place: str) -> Words:
    def words(payload: Mapping[str, Any], known: _Known) -> dict[str, Any] | None:
        organisation = known.organisations.get(payload["organisation"])
        if organisation is None:
            return None
        return {"sentence": sentence(named(organisation)), "url": reverse(place), "tone": tone}

    return words


def _imported(payload: Mapping[str, Any], known: _Known) -> dict[str, Any]:
    n = int(payload["imported"])
    told = ngettext("%(n)d listing was imported", "%(n)d listings were imported", n) % {"n": n}
    about = _("%(kind)s; unchanged: %(unchanged)d, refused: %(refused)d") % {
        "kind": KINDS[payload["kind"]].words.one,
        "unchanged": int(payload["unchanged"]),
        "refused": int(payload["refused"]),
    }
    return {"sentence": told, "about": about, "url": reverse("desk"), "tone": ""}


_WORDS: dict[str, Words] = {
    "pairing_proposed": _pairing(_proposed, "on"),
    "pairing_accepted": _pairing(_accepted, "wait"),
    "pairing_declined": _pairing(_declined, "no"),
    "deal_opened": _deal_opened,
    "contract_proposed": _contract(_contract_proposed, "wait"),
    "contract_returned": _contract(
        lambda contract: _("The contract record came back with remarks"), "wait"
    ),
    "contract_confirmed": _contract(lambda contract: _("The contract is recorded"), "ok"),
    "listings_imported": _imported,
    "organisation_registered": _organisation(
        lambda name: _("%(name)s registered and waits for verification") % {"name": name},
        "wait",
        "desk",
    ),
    "organisation_verified": _organisation(
        lambda name: _("%(name)s is verified: its drafts can be published") % {"name": name},
        "ok",
        "desk",
    ),
}
