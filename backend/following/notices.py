"""What people are told of what they keep and follow."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.catalog.chains import chain_label
from backend.catalog.models import Listing
from backend.catalog.notices import LISTING
from backend.catalog.selectors import listings_visible_to
from backend.core.notices import (
    About,
    Group,
    Importance,
    NoticeKind,
    Topic,
    notices_register,
)
from notifications.contracts import Frequency

from .models import Follow, SearchFind
from .selectors import finds_readable, follows_of

CHANGES: Mapping[str, Callable[[], str]] = {
    "listing.revised": lambda: _("What you follow was changed"),
    "listing.withdrawn": lambda: _("What you follow was withdrawn"),
    "listing.closed": lambda: _("What you follow was closed by its owner"),
    "listing.contracted": lambda: _("Over what you follow a contract is recorded"),
    "listing.reopened": lambda: _("What you follow is wanted again"),
    "listing.transferred": lambda: _("What you follow is in use at a partner found here"),
}


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


def _found(find: SearchFind, payload: Mapping[str, Any]) -> str:
    return _("New for your search “%(name)s”") % {"name": find.search.name}


def _several(count: int) -> str:
    said = ngettext("%(n)d new listing", "%(n)d new listings", count)
    return said % {"n": count}


def _published(listing: Listing, payload: Mapping[str, Any]) -> str:
    return _("%(who)s, whom you follow, published something") % {"who": named(listing.owner)}


FOLLOWING = Topic(name="following", words=gettext_lazy("Saved searches and follows"))
FIND = About(
    name="find",
    read=finds_readable,
    url=lambda find: reverse("listing", args=[find.listing_id]),
    title=lambda find: find.listing.title,
    topic=FOLLOWING,
    group=lambda find, reader: Group(f"search:{find.search_id}", find.search.name),
)
FOLLOWED = About(
    name="follow",
    read=_follows,
    url=_followed_url,
    title=_followed_title,
    narrowed=lambda follow: follow.readable is None,
    topic=FOLLOWING,
)
FOUND = NoticeKind(
    name="search_found",
    label=gettext_lazy("A saved search finds something"),
    about=FIND,
    importance=Importance.NEWS,
    sentence=_found,
    grouped=_several,
    # As its owner chose for the search.
    frequency=lambda find: Frequency(find.search.frequency),
    weight=lambda find: 0.5,
    mail=gettext_lazy("How often you are told is yours to choose, for each search, on its page."),
)
CHANGED = NoticeKind(
    name="followed_changed",
    label=gettext_lazy("A listing that you follow changes"),
    about=FOLLOWED,
    importance=Importance.NEWS,
    sentence=lambda follow, payload: CHANGES[payload["what"]](),
)
PUBLISHED = NoticeKind(
    name="followed_published",
    label=gettext_lazy("An organisation that you follow publishes something"),
    about=replace(LISTING, name="published", topic=FOLLOWING),
    importance=Importance.NEWS,
    sentence=_published,
)
NEW_IN_CHAIN = NoticeKind(
    name="followed_chain_published",
    label=gettext_lazy("Something new in a chain that you follow"),
    about=PUBLISHED.about,
    importance=Importance.NEWS,
    sentence=lambda listing, payload: (
        _("New in a chain that you follow: %(chain)s") % {"chain": chain_label(listing.chain)}
    ),
)

notices_register(FOUND, CHANGED, PUBLISHED, NEW_IN_CHAIN)
