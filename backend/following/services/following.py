"""A person follows a listing, an organisation or a chain, and ceases to."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import organisations_known_to
from backend.catalog.chains import chain_node
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, WrongState
from backend.following.models import Follow

MOST = 200  # that one person follows


def follow_begin(
    *,
    actor: Actor,
    listing_id: int | None = None,
    organisation_id: int | None = None,
    chain: str = "",
) -> Follow:
    """Follow exactly one of them; following it already changes nothing.

    Raises NotPermitted, NotFound, WrongState where there are too many.
    """
    person = actor.person
    title = ""
    if listing_id is not None:
        title = listing_visible_to(actor, listing_id).title
    elif chain:
        if chain_node(chain) is None:
            raise NotFound(_("There is no such industry chain or link."))
    elif not organisations_known_to(actor).filter(pk=organisation_id or 0).exists():
        raise NotFound(_("There is no such organisation."))
    followed_thing: dict[str, Any] = {
        "listing_id": listing_id,
        "organisation_id": organisation_id,
        "chain": chain,
    }
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person)  # counted one after another
        own = Follow.objects.filter(user_id=person)
        followed = own.filter(**followed_thing).first()
        if followed is not None:
            return followed
        if own.count() >= MOST:
            raise WrongState(
                _("You follow %(n)d, the most there may be. Cease to follow something first.")
                % {"n": MOST}
            )
        return Follow.objects.create(user_id=person, title=title, **followed_thing)


def follow_end(*, actor: Actor, follow_id: int) -> None:
    """Cease to follow. Raises NotFound."""
    with transaction.atomic():
        gone, _rows = Follow.objects.filter(user_id=actor.person, pk=follow_id).delete()
        if not gone:
            raise NotFound(_("You do not follow this."))
