"""Favourites: kept with a private note, and forgotten."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.catalog.selectors import listing_visible_to
from backend.core.errors import NotFound, WrongState

from .models import MAX_NOTE, Favourite

MOST = 500  # favourites of a person


def favourite_keep(*, actor: Actor, listing_id: int, note: str = "") -> Favourite:
    """Keep a listing, or change the note on one that is kept.

    Raises NotPermitted for visitors, NotFound, ValidationError for the note, WrongState for too many.
    """
    note = note.replace("\x00", "").strip()
    if len(note) > MAX_NOTE:
        raise ValidationError({"note": [_("At most %(n)s characters.") % {"n": MAX_NOTE}]})
    person = actor.person
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person)  # counted one after another
        own = Favourite.objects.filter(user_id=person)
        kept = own.filter(listing_id=listing_id).first()
        if kept is None:
            listing = listing_visible_to(actor, listing_id)
            if own.count() >= MOST:
                words = _("You keep %(n)d favourites, the most there may be. Forget some first.")
                raise WrongState(words % {"n": MOST})
            kept = Favourite(user_id=person, listing=listing, title=listing.title)
        kept.note = note
        kept.save()
    return kept


def favourite_forget(*, actor: Actor, listing_id: int) -> None:
    """Keep it no longer, nor the note. Raises NotPermitted for visitors, NotFound."""
    gone, _rows = Favourite.objects.filter(user_id=actor.person, listing_id=listing_id).delete()
    if not gone:
        raise NotFound(_("This is none of your favourites."))
