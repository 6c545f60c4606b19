"""What happens to what is kept of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class PersonExported(DomainEvent):
    """Somebody took a copy of what is kept about them."""

    name: ClassVar[str] = "person.exported"
    subject: ClassVar[str] = "person"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(DomainEvent):
    """Somebody closed their account; name, address and what served them alone are gone."""

    name: ClassVar[str] = "person.erased"
    subject: ClassVar[str] = "person"
    person_id: int
