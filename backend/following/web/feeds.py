"""What a saved search found, as an Atom feed at a secret address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.accounts.selectors import actor_of
from backend.core.characters import legible
from backend.core.errors import NotFound
from backend.core.throttling import limited
from backend.following.selectors import feed_of, finds_of

MOST = 50


@limited
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The newest finds within what the search's owner may read today: titles and links, no texts,
    because a feed's address is passed on easily."""
    search = feed_of(secret)
    if search is None:
        raise NotFound(_("There is no such feed, or it was given another address."))
    page = request.build_absolute_uri(reverse("saved_search", args=[search.pk]))
    made = Atom1Feed(
        title=legible(search.name),
        link=page,
        description="",
        feed_url=request.build_absolute_uri(),
        feed_guid=page,
    )
    for listing in finds_of(actor_of(search.user), search)[:MOST]:
        link = request.build_absolute_uri(reverse("listing", args=[listing.pk]))
        found_at = listing.found_at  # type: ignore[attr-defined]
        made.add_item(
            title=legible(listing.title),
            link=link,
            description="",
            unique_id=link,
            pubdate=found_at,
            updateddate=found_at,
            author_name=legible(listing.owner.name),
        )
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    response["Cache-Control"] = "private, max-age=300"
    return response
