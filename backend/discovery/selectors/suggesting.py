"""What somebody who types may mean, and the organisations that a text names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import listings_visible_to, organisations_presented
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable, InvalidQuery, Suggestion, SuggestionQuery

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SearchSuggestion:
    """A suggestion below the search box: a technology's name, an organisation or a listing."""

    technology: str = ""
    organisation: Organisation | None = None
    listing: Listing | None = None


def suggestions_for(actor: Actor, text: str) -> list[SearchSuggestion]:
    """What the actor may mean who has typed ``text``; nothing where the index does not answer."""
    found = _suggested(actor, text)
    # The index may be a moment behind: the database has the last word.
    listings = {
        row.pk: row
        for row in listings_visible_to(actor).filter(
            pk__in=[one.id for one in found if one.source == "title"], status=Status.PUBLISHED
        )
    }
    owners = organisations_presented(
        actor, [one.id or 0 for one in found if one.source == "organisation"]
    )
    for owner in owners.values():
        # Its name is suggested once, and leads to its profile.
        listings.pop(owner.profile, None)  # type: ignore[attr-defined]
    suggestions = [
        SearchSuggestion(
            technology=one.text if one.source == "technology" else "",
            organisation=owners.get(one.id or 0) if one.source == "organisation" else None,
            listing=listings.get(one.id or 0) if one.source == "title" else None,
        )
        for one in found
    ]
    return [one for one in suggestions if one != SearchSuggestion()]


def organisations_named(actor: Actor, text: str) -> list[Organisation]:
    """Organisations that the text names, of those that list something the actor may find.

    Each carries ``profile``, the id of the profile that the actor may read, None without one.
    """
    ids = [one.id or 0 for one in _suggested(actor, text) if one.source == "organisation"]
    found = organisations_presented(actor, ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


def _suggested(actor: Actor, text: str) -> Sequence[Suggestion]:
    try:
        return search_index.suggest(SuggestionQuery(text, actor.audience))
    except (IndexUnavailable, InvalidQuery) as error:
        log.info("no_suggestions", error=str(error))
        return []
