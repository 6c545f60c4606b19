"""Who acts: what every service and selector is told about the person behind a request."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotPermitted

from .audiences import EVERYONE
from .models import Duty


@dataclass(frozen=True, slots=True)
class Mandated:
    """A mandate that a broker holds: for whom, over which listing (None: over all that the client
    entrusts to this broker), under which number it is on record."""

    number: str
    client_id: int
    listing_id: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the duties they hold, and the organisation they act for just now.

    ``duties`` maps an organisation's id to the duties held there, none in a suspended one; ``units``
    gives the kind of those that are units of the government.
    ``user_id`` None is a visitor.
    """

    user_id: int | None
    name: str = ""
    organisation_id: int | None = None
    duties: Mapping[int, frozenset[str]] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    audience: frozenset[str] = EVERYONE
    operator: bool = False
    unverified: frozenset[int] = frozenset()  # of these organisations
    mandates: tuple[Mandated, ...] = ()  # of clients, where the person is a broker

    @property
    def signed_in(self) -> bool:
        """Whether this is a known person."""
        return self.user_id is not None

    @property
    def person(self) -> int:
        """The id of a signed-in person. Raises NotPermitted for a visitor."""
        if self.user_id is None:
            raise NotPermitted(_("Sign in first."))
        return self.user_id

    @property
    def acting(self) -> frozenset[str]:
        """The duties in the organisation acted for; none without one."""
        if self.organisation_id is None:
            return frozenset()
        return self.duties.get(self.organisation_id, frozenset())

    def has(self, duty: Duty, organisation_id: int) -> bool:
        """Whether the person holds this duty in this organisation."""
        return duty in self.duties.get(organisation_id, frozenset())

    def has_any(self, organisation_id: int, *duties: Duty) -> bool:
        """Whether the person holds one of these duties in this organisation."""
        return not self.duties.get(organisation_id, frozenset()).isdisjoint(duties)

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether the person is a member of this organisation."""
        return organisation_id in self.duties


MandateReader = Callable[[int, Collection[int]], tuple[Mandated, ...]]
_READERS: list[MandateReader] = []


def mandates_register(reader: MandateReader) -> None:
    """Take what reads the mandates of a broker, by person and agencies."""
    if reader not in _READERS:
        _READERS.append(reader)


def mandates_held(user_id: int, agency_ids: Collection[int]) -> tuple[Mandated, ...]:
    """The mandates that a person holds as a broker of these agencies; without any nothing is asked."""
    if not agency_ids:
        return ()
    return tuple(found for reader in _READERS for found in reader(user_id, agency_ids))


VISITOR = Actor(user_id=None)
# Whoever runs commands on the platform's own machines.
PLATFORM = Actor(user_id=None, operator=True)


def actor_in(request: HttpRequest) -> Actor:
    """Who asks, as ``ActorMiddleware`` gave it to the request."""
    found: Actor = request.actor  # type: ignore[attr-defined]  # Django's requests are open
    return found
