"""What people are told of listings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.notices import ORGANISATION, organisation_scopes
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .kinds import KINDS
from .models import Listing
from .selectors import listings_visible_to


def _imported(owner: Organisation, payload: Mapping[str, Any]) -> str:
    n = payload["imported"]
    return ngettext("%(n)d listing was imported", "%(n)d listings were imported", n) % {"n": n}


def _counted(owner: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(kind)s; unchanged: %(unchanged)d, refused: %(refused)d") % {
        "kind": KINDS[payload["kind"]].words.one,
        "unchanged": payload["unchanged"],
        "refused": payload["refused"],
    }


def _broker_named(listing: Listing, payload: Mapping[str, Any]) -> str:
    return _("%(owner)s asks you to accompany this listing as its broker") % {
        "owner": named(listing.owner)
    }


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Listing]:
    return listings_visible_to(actor).select_related("owner", "contact").in_bulk(ids)


def listing_scopes(listing: Listing, reader: Actor) -> tuple[str, ...]:
    """A listing and its owner, where the reader belongs there: what its notices are preferred by."""
    owner = organisation_scopes(reader, listing.owner_id)
    return (f"listing:{listing.pk}", *owner) if owner else ()


LISTINGS = Topic(name="listings", words=gettext_lazy("My listings"))
LISTING = About(
    name="listing",
    read=_known,
    url=lambda listing: reverse("listing", args=[listing.pk]),
    title=lambda listing: listing.title,
    topic=LISTINGS,
    scopes=listing_scopes,
)
IMPORTED = NoticeKind(
    name="listings_imported",
    label=gettext_lazy("An import is done"),
    about=ORGANISATION,
    importance=Importance.NEWS,
    sentence=_imported,
    detail=_counted,
)
BROKER_NAMED = NoticeKind(
    name="listing_broker_named",
    label=gettext_lazy("I am asked to be the broker of a listing"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=_broker_named,
    tone="wait",
    mail=gettext_lazy("Its pairings and deals stand on your desk from now on."),
)

CONTRACTED = NoticeKind(
    name="need_contracted",
    label=gettext_lazy("A need of mine is in contract"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=lambda listing, payload: _(
        "A contract over this need is recorded; it is no longer shown as wanted"
    ),
    tone="ok",
    mail=gettext_lazy("Close it as solved, or publish it again if you look for more partners."),
)

SUBMITTED = NoticeKind(
    name="listing_submitted",
    label=gettext_lazy("A researcher asks the office to publish an achievement"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=lambda listing, payload: (
        _("%(name)s asks the office to publish this achievement") % {"name": listing.contact}
    ),
    tone="wait",
    mail=gettext_lazy("Publish it, or return it and say what has to change."),
)
RETURNED = NoticeKind(
    name="listing_returned",
    label=gettext_lazy("The office returned an achievement of mine"),
    about=LISTING,
    importance=Importance.TURN,
    sentence=lambda listing, payload: _("The office returned this achievement to you"),
    detail=lambda listing, payload: payload["note"],
    tone="no",
    mail=gettext_lazy("Mend what is named and submit it again."),
)
APPROVED = NoticeKind(
    name="listing_approved",
    label=gettext_lazy("The office published an achievement of mine"),
    about=LISTING,
    importance=Importance.RESULT,
    sentence=lambda listing, payload: _("The office approved this achievement: it is published"),
    tone="ok",
)

notices_register(IMPORTED, BROKER_NAMED, CONTRACTED, SUBMITTED, RETURNED, APPROVED)
