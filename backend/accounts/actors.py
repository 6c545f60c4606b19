"""Who acts: what every service and selector is told about the person behind a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotPermitted

from .audiences import EVERYONE
from .models import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the roles they hold, and the organisation they act for just now.

    ``roles`` maps an organisation's id to the role held there. ``user_id`` None is a visitor.
    """

    user_id: int | None
    name: str = ""
    organisation_id: int | None = None
    roles: Mapping[int, str] = field(default_factory=dict)
    audience: frozenset[str] = EVERYONE
    operator: bool = False

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
    def role(self) -> str:
        """The role in the organisation acted for; empty without one."""
        return "" if self.organisation_id is None else self.roles.get(self.organisation_id, "")

    def holds(self, role: Role, organisation_id: int) -> bool:
        """Whether the person has this role in this organisation."""
        return self.roles.get(organisation_id) == role

    def belongs_to(self, organisation_id: int) -> bool:
        """Whether the person is a member of this organisation."""
        return organisation_id in self.roles


VISITOR = Actor(user_id=None)
# Whoever runs commands on the platform's own machines.
PLATFORM = Actor(user_id=None, operator=True)
