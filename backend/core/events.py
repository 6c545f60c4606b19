"""Events: frozen facts in the past tense. Writing one is the outbox's work (outbox.py)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

REGISTRY: dict[str, type[DomainEvent]] = {}


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened, told by ids.

    ``name`` is what its rows keep ("listing.published"): it never changes, wherever the class moves;
    a class without one is only a base. ``subject`` names what it happened to, and the field
    ``<subject>_id`` must exist: the audit trail of a listing, pairing or contract is read by it.
    Fields hold ints, strings, bools, None and tuples of these, so that an event survives its row
    as JSON.
    """

    name: ClassVar[str]
    subject: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("name")
        if name is None:
            return
        if name in REGISTRY:
            raise TypeError(f"{cls.__qualname__}: an event named {name} exists")
        REGISTRY[name] = cls

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
