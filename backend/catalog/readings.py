"""Somebody from outside reads what a listing shows in confidence: an app above keeps it on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from backend.accounts.actors import Actor

from .models import Disclosure, Listing

Recorder = Callable[[Actor, Sequence[Listing], str, str], None]
_RECORDERS: list[Recorder] = []


def recorder_register(recorder: Recorder) -> None:
    """Take what keeps readings on record: of an actor, listings, a place and what of them."""
    if recorder not in _RECORDERS:
        _RECORDERS.append(recorder)


def details_read(actor: Actor, listings: Sequence[Listing], place: str, what: str = "") -> None:
    """Tell that the actor was shown the details of these listings, as a selector found them for him, in
    so far as not everybody might: confidential ones of others."""
    read = [
        listing
        for listing in listings
        if listing.disclosure == Disclosure.CONFIDENTIAL
        and listing.details_readable  # type: ignore[attr-defined]
        and not actor.belongs_to(listing.owner_id)
    ]
    if read and actor.signed_in:
        for recorder in _RECORDERS:
            recorder(actor, read, place, what)
