"""Events: frozen facts in the past tense. Writing one is the outbox's work (outbox.py)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

REGISTRY: dict[str, type[DomainEvent]] = {}


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened, told by ids.

    ``subject`` names what it happened to, and the field ``<subject>_id`` must exist: the audit trail
    of a listing, pairing or contract is read by it. Fields hold ints, strings, bools, None and
    tuples of these, so that an event survives its row as JSON.
    """

    subject: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__name__ in REGISTRY and REGISTRY[cls.__name__].__module__ != cls.__module__:
            raise TypeError(f"two events are called {cls.__name__}")
        REGISTRY[cls.__name__] = cls

    @property
    def subject_id(self) -> int:
        """The id of what it happened to."""
        value: int = getattr(self, f"{self.subject}_id")
        return value

    def payload(self) -> dict[str, Any]:
        """The fields, ready for JSON."""
        return asdict(self)

    @classmethod
    def from_row(cls, name: str, payload: dict[str, Any]) -> DomainEvent:
        """The event a row holds; lists become the tuples they were."""
        fields = {key: tuple(v) if isinstance(v, list) else v for key, v in payload.items()}
        return REGISTRY[name](**fields)
