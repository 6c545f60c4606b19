"""What people are told of what they keep and follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.catalog.models import Listing
from backend.catalog.notices import LISTING
from backend.catalog.selectors import listings_visible_to
from backend.core.notices import About, Channel, Importance, NoticeKind, notices_register

from .models import Follow, SavedSearch
from .selectors import follows_of, saved_searches_of

MAILED = frozenset({Channel.MAIL})  # as often as its reader chose for the search
CHANGES: Mapping[str, Callable[[], str]] = {
    "listing.revised": lambda: _("What you follow was changed"),
    "listing.withdrawn": lambda: _("What you follow was withdrawn"),
    "listing.closed": lambda: _("What you follow was closed by its owner"),
    "listing.contracted": lambda: _("Over what you follow a contract is recorded"),
    "listing.reopened": lambda: _("What you follow is wanted again"),
    "listing.transferred": lambda: _("What you follow is in use at a partner found here"),
}


def _searches(actor: Actor, ids: Collection[int]) -> Mapping[int, SavedSearch]:
    return saved_searches_of(actor).in_bulk(ids)


def _own(actor: Actor, ids: Collection[int]) -> Mapping[int, Actor]:
    return {actor.person: actor} if actor.person in ids else {}


def _follows(actor: Actor, ids: Collection[int]) -> Mapping[int, Follow]:
    found = follows_of(actor).filter(listing__isnull=False).in_bulk(ids)
    visible = listings_visible_to(actor).in_bulk([row.listing_id for row in found.values()])
    for row in found.values():
        row.readable = visible.get(row.listing_id)  # type: ignore[attr-defined]
    return found


def _followed_title(follow: Follow) -> str:
    """Today's, where it may be read; else what it was called when it could be."""
    readable: Listing | None = follow.readable  # type: ignore[attr-defined]
    return readable.title if readable else follow.title


def _followed_url(follow: Follow) -> str:
    readable: Listing | None = follow.readable  # type: ignore[attr-defined]
    return reverse("listing", args=[readable.pk]) if readable else reverse("following")


def _found(listing: Listing, payload: Mapping[str, Any]) -> str:
    return _("New for your search “%(name)s”") % {"name": payload["name"]}


def _several(search: SavedSearch, payload: Mapping[str, Any]) -> str:
    said = ngettext(
        "%(n)d new listing for your search “%(name)s”",
        "%(n)d new listings for your search “%(name)s”",
        payload["n"],
    )
    return said % {"n": payload["n"], "name": payload["name"]}


def _summary(actor: Actor, payload: Mapping[str, Any]) -> str:
    n = payload["n"]
    return ngettext(
        "%(n)d new listing for your saved searches",
        "%(n)d new listings for your saved searches",
        n,
    ) % {"n": n}


def _by_name(actor: Actor, payload: Mapping[str, Any]) -> str:
    return " · ".join(f"{name} {n}" for name, n in payload["searches"])


def _published(listing: Listing, payload: Mapping[str, Any]) -> str:
    return _("%(who)s, whom you follow, published something") % {"who": named(listing.owner)}


SEARCH = About(
    name="saved_search",
    read=_searches,
    url=lambda search: reverse("saved_search", args=[search.pk]),
    title=lambda search: search.name,
)
SEARCHES = About(name="saved_searches", read=_own, url=lambda actor: reverse("following"))
FOLLOWED = About(
    name="follow",
    read=_follows,
    url=_followed_url,
    title=_followed_title,
    narrowed=lambda follow: follow.readable is None,
)
HOW = gettext_lazy("How often you are told is yours to choose, for each search, on its page.")
FOUND = NoticeKind(
    name="search_found",
    about=LISTING,
    importance=Importance.NEWS,
    channels=MAILED,
    sentence=_found,
    mail=HOW,
)
FOUND_SEVERAL = NoticeKind(
    name="search_found_several",
    about=SEARCH,
    importance=Importance.NEWS,
    channels=MAILED,
    sentence=_several,
    mail=HOW,
)
SUMMARY = NoticeKind(
    name="searches_found",
    about=SEARCHES,
    importance=Importance.NEWS,
    channels=MAILED,
    sentence=_summary,
    detail=_by_name,
    mail=HOW,
)
CHANGED = NoticeKind(
    name="followed_changed",
    about=FOLLOWED,
    importance=Importance.NEWS,
    sentence=lambda follow, payload: CHANGES[payload["what"]](),
)
PUBLISHED = NoticeKind(
    name="followed_published",
    about=LISTING,
    importance=Importance.NEWS,
    sentence=_published,
)

notices_register(FOUND, FOUND_SEVERAL, SUMMARY, CHANGED, PUBLISHED)
