"""One click ends a kind of mail (RFC 8058): a signed link, bound to a person and a kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from .contracts import Frequency
from .preferences import person_holder, prefer

_SALT = "notifications.unsubscribe"


@dataclass(frozen=True, slots=True)
class Ending:
    """Whose mails of which kind a link ends."""

    person_id: int
    kind: str


def token_of(person_id: int, kind: str) -> str:
    """What the link carries; it never lapses, because a mail may be read years later."""
    return signing.Signer(salt=_SALT).sign_object([person_id, kind], compress=False)


def ending_of(token: str) -> Ending | None:
    """What a link ends; None for one that nobody made."""
    try:
        person_id, kind = signing.Signer(salt=_SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return Ending(int(person_id), str(kind))


def unsubscribe(ending: Ending) -> None:
    """Send no more mail of this kind to the person. Safe to repeat; the inbox still has everything.

    A digest is ended by ending whatever is held for one of its frequency.
    """
    prefer(person_holder(ending.person_id), kind=ending.kind, frequency=Frequency.OFF)
