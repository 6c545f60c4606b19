"""The kinds of events that organisations are told of: whom each concerns, and what it is about.

What goes out is thin: the kind, the time, and the name, id and page of the thing. Whoever receives it
asks for the thing itself, within his rights at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog import events as catalog
from backend.catalog.models import Listing
from backend.catalog.selectors import listing_visible_to
from backend.contracts import events as contracts
from backend.contracts.models import Contract
from backend.core.events import DomainEvent
from backend.core.subjects import subject_for
from backend.deals import events as deals
from backend.deals.models import Deal
from backend.delivery import events as delivery
from backend.introductions import events as introductions
from backend.introductions.models import Introduction
from backend.introductions.selectors import introduction_followed_by
from backend.pairings import events as pairings
from backend.pairings.models import Pairing, Side
from backend.pairings.selectors import pairing_followed_by
from backend.payments import events as payments
from backend.registration import events as registration
from backend.terms import events as terms
from backend.terms.selectors import offer_readable_by

TEST = "webhook.test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What events are about. ``organisations(event)`` are those concerned, ``page(actor, id)`` is its
    page for an actor and raises NotFound where he may not know of it."""

    name: str
    words: object
    organisations: Callable[[Any], Collection[int]]
    page: Callable[[Actor, int], str]


def _owner(event: Any) -> Collection[int]:
    return Listing.objects.filter(pk=event.listing_id).values_list("owner_id", flat=True)


def _sides(event: Any) -> Collection[int]:
    pairing = Pairing.objects.select_related("need", "offer").get(pk=event.pairing_id)
    sides = event.told if isinstance(event, pairings.PairingProposed) else list(Side)
    return {pairing.listing_of(Side(side)).owner_id for side in sides}


def _parties(event: Any) -> Collection[int]:
    deal = Deal.objects.filter(pk=event.deal_id).values_list("buyer_id", "seller_id").first()
    return set(deal or ())


def _parties_of_contract(event: Any) -> Collection[int]:
    found = Contract.objects.filter(pk=event.contract_id)
    return set(found.values_list("deal__buyer_id", "deal__seller_id").first() or ())


def _invited(event: Any) -> Collection[int]:
    found = Introduction.objects.filter(pk=event.introduction_id)
    return set(found.values_list("buyer_id", "seller_id").first() or ())


def _page_of(actor: Actor, name: str, pk: int) -> str:
    return subject_for(actor, name, pk).url


def _page_known(find: Callable[[Actor, int], object], url_name: str) -> Callable[[Actor, int], str]:
    """The page of what ``find`` finds; it raises NotFound where the actor may not know of it."""

    def page(actor: Actor, pk: int) -> str:
        find(actor, pk)
        return reverse(url_name, args=[pk])

    return page


def _offer_page(actor: Actor, pk: int) -> str:
    return reverse("deal", args=[offer_readable_by(actor, pk).deal_id])


def _thing_of_deal(name: str, words: object) -> Thing:
    return Thing(
        name=name,
        words=words,
        organisations=_parties,
        page=lambda actor, pk: _page_of(actor, name, pk),
    )


LISTING = Thing(
    name="listing",
    words=_("What we list"),
    organisations=_owner,
    page=_page_known(listing_visible_to, "listing"),
)
PAIRING = Thing(
    name="pairing",
    words=_("Pairings"),
    organisations=_sides,
    page=_page_known(pairing_followed_by, "pairing"),
)
INTRODUCTION = Thing(
    name="introduction",
    words=_("Invitations to talks"),
    organisations=_invited,
    page=_page_known(introduction_followed_by, "introduction"),
)
OFFER = Thing(name="offer", words=_("Offered terms"), organisations=_parties, page=_offer_page)
DEAL = _thing_of_deal("deal", _("Deals"))
CONTRACT = _thing_of_deal("contract", _("Contracts"))
MILESTONE = _thing_of_deal("milestone", _("Milestones"))
PAYMENT = _thing_of_deal("payment", _("Payments"))
REGISTRATION = replace(
    _thing_of_deal("registration", _("Registration of contracts")),
    organisations=_parties_of_contract,
)

# Each thing's events, with what happens in words.
OFFERED: dict[Thing, dict[type[DomainEvent], object]] = {
    LISTING: {
        catalog.ListingPublished: _("A listing is published"),
        catalog.ListingRevised: _("A listing is changed"),
        catalog.ListingWithdrawn: _("A listing is withdrawn"),
        catalog.ListingClosed: _("A listing is closed"),
        catalog.ListingContracted: _("A listing is under contract"),
    },
    PAIRING: {
        pairings.PairingProposed: _("A pairing is found"),
        pairings.PairingAccepted: _("A side accepts a pairing"),
        pairings.PairingDeclined: _("A side declines a pairing"),
    },
    INTRODUCTION: {
        introductions.IntroductionMade: _("An invitation is sent"),
        introductions.IntroductionAgreed: _("Both sides accept an invitation"),
    },
    DEAL: {
        deals.DealOpened: _("A deal opens"),
        deals.DealStageMoved: _("A deal moves to another stage"),
        deals.DealEnded: _("A deal ends without a contract"),
    },
    OFFER: {terms.OfferMade: _("Terms are offered"), terms.OfferAccepted: _("Terms are accepted")},
    CONTRACT: {
        contracts.ContractProposed: _("A contract is proposed"),
        contracts.ContractConfirmed: _("A contract is confirmed"),
        contracts.ContractSigned: _("A contract is signed"),
    },
    MILESTONE: {
        delivery.MilestoneSubmitted: _("A milestone is submitted"),
        delivery.MilestoneAccepted: _("A milestone passes acceptance"),
    },
    PAYMENT: {
        payments.PaymentSettled: _("A payment is settled"),
        payments.PaymentRefunded: _("A payment is refunded"),
    },
    REGISTRATION: {
        registration.ContractRegistered: _("A contract is registered"),
        registration.RegistrationRefused: _("A registration is refused"),
    },
}
THING_OF = {event.name: thing for thing, events in OFFERED.items() for event in events}
WORDS = {event.name: words for events in OFFERED.values() for event, words in events.items()}
EVENTS = tuple(event for events in OFFERED.values() for event in events)


def event_words(name: str) -> SafeString:
    """What happens, with the code that the message bears; the code alone of a test."""
    code = format_html("<code>{}</code>", name)
    return format_html("{} {}", WORDS[name], code) if name in WORDS else code
