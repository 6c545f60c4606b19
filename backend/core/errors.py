"""What services raise on purpose. Pages and API turn each into an answer in the reader's language.

Invalid input is Django's own ValidationError with a dict from field to messages.
"""

from __future__ import annotations

from datetime import datetime


class Refusal(Exception):
    """A service said no, and changed nothing. ``message`` is for the reader, already lazy-translated."""

    status = 400
    code = "refused"

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message


class NotPermitted(Refusal):
    """The actor may see it, but not do this."""

    status = 403
    code = "not_permitted"


class NotFound(Refusal):
    """It does not exist, or the actor may not know that it does."""

    status = 404
    code = "not_found"


class OutOfRange(Refusal):
    """A number or a text is larger than anything that is kept."""

    code = "out_of_range"


class TooMany(Refusal):
    """It was asked for too often; a little later it is answered again."""

    status = 429
    code = "throttled"


class WrongState(Refusal):
    """It is not in a state that allows this."""

    status = 409
    code = "wrong_state"


class Stale(Refusal):
    """Somebody changed it in between: ``changed_by`` and ``changed_at`` say who and when."""

    status = 409
    code = "stale"

    def __init__(self, message: object, *, changed_by: str, changed_at: datetime, revision: int):
        super().__init__(message)
        self.changed_by = changed_by
        self.changed_at = changed_at
        self.revision = revision


class VersionNotNamed(Refusal):
    """A change that does not say which version it rests on."""

    status = 428
    code = "version_not_named"


class KeyReused(Refusal):
    """An Idempotency-Key that stands for another request already."""

    status = 422
    code = "key_reused"


class StillUnfinished(Refusal):
    """A request with the same Idempotency-Key is running, or ended without an answer."""

    status = 409
    code = "unfinished"


class SameIdOtherContent(Refusal):
    """A request bears the id of an earlier one and asks for something else."""

    status = 409
    code = "same_id_other_content"


class NotCovered(Refusal):
    """An account does not hold what should leave it, what is reserved counted."""

    status = 409
    code = "not_covered"


class Unavailable(Refusal):
    """A server this needs does not answer; nothing was lost."""

    status = 503
    code = "unavailable"
