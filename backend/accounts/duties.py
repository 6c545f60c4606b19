"""Who may do what: the table of duties and actions.

An app declares its actions in its ``rules`` and asks them there, so the table and the rules are the
same thing; ``manage.py duties`` writes it down in DUTIES.md, and a test walks it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .actors import Actor
from .models import Duty, UnitKind

# Who binds the organisation in everything; a researcher only in what they are the contact of.
BINDING: tuple[Duty, ...] = (
    Duty.ENTERPRISE_MEMBER,
    Duty.UNIVERSITY_OFFICE,
    Duty.BROKER,
    Duty.SERVICE_MEMBER,
    Duty.REGIONAL_OFFICER,
    Duty.OPERATOR,
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something one does for an organisation, and by which duties held there.

    ``own`` are the duties that allow it for what the person is the contact of. ``operator``: the
    platform may do it for every organisation. ``units``: of units of the government, only those of
    these kinds; any where it is empty.
    """

    name: str
    words: str | Promise = field(compare=False)
    duties: tuple[Duty, ...]
    own: tuple[Duty, ...] = ()
    operator: bool = False
    units: tuple[UnitKind, ...] = ()

    def concerns(self, actor: Actor, organisation_id: int | None) -> bool:
        """Whether it is a matter of such an organisation: of a unit of the government by its kind."""
        kind = actor.units.get(organisation_id or 0)
        return not self.units or kind is None or kind in self.units

    def allows(
        self, actor: Actor, organisation_id: int | None, *, contact_id: int | None = None
    ) -> bool:
        """Whether the actor may do it for the organisation, to what ``contact_id`` answers for."""
        if self.operator and actor.operator:
            return True
        if organisation_id is None or actor.user_id is None:
            return False
        if not self.concerns(actor, organisation_id):
            return False
        if actor.has_any(organisation_id, *self.duties):
            return True
        return contact_id == actor.user_id and actor.has_any(organisation_id, *self.own)

    def query(self, actor: Actor, *, organisation: str, contact: str) -> Q:
        """``allows`` for a query, by the lookups (``need__owner``) to organisation and contact."""
        if self.operator and actor.operator:
            return Q()
        held = [pk for pk in actor.duties if self.concerns(actor, pk)]
        whole = [pk for pk in held if actor.has_any(pk, *self.duties)]
        own = [pk for pk in held if actor.has_any(pk, *self.own)]
        return Q(**{f"{organisation}__in": whole}) | Q(
            **{f"{organisation}__in": own, contact: actor.user_id}
        )

    def allows_anywhere(self, actor: Actor) -> bool:
        """Whether there is an organisation for which the actor may do it, to what is their own."""
        return any(self.allows(actor, pk, contact_id=actor.user_id) for pk in actor.duties)


ACTIONS: dict[str, Action] = {}


def action(
    name: str,
    words: str | Promise,
    duties: Iterable[Duty],
    *,
    own: Iterable[Duty] = (),
    operator: bool = False,
    units: Iterable[UnitKind] = (),
) -> Action:
    """Declare an action: a row of the table. Raises ValueError where the name is taken."""
    if name in ACTIONS:
        raise ValueError(f"two actions are called {name}")
    ACTIONS[name] = Action(name, words, tuple(duties), tuple(own), operator, tuple(units))
    return ACTIONS[name]


BIND = action("bind", _("Bind the organisation"), BINDING, own=[Duty.RESEARCHER])


def binds(actor: Actor, organisation_id: int | None, *, contact_id: int | None = None) -> bool:
    """Whether the actor's word is the organisation's, in a matter that ``contact_id`` answers for."""
    return BIND.allows(actor, organisation_id, contact_id=contact_id)


def party_to(
    actor: Actor, *, organisations: Iterable[int | None], people: Iterable[int | None] = ()
) -> bool:
    """Members of the organisations concerned, the people named beside them, and operators."""
    if actor.operator:
        return True
    if actor.user_id is None:
        return False
    return any(pk in actor.duties for pk in organisations) or actor.user_id in people


def party_query(actor: Actor, *, organisations: Iterable[str], people: Iterable[str] = ()) -> Q:
    """``party_to`` for a query: the lookups (``need__owner``) that lead to organisations, people."""
    if actor.operator:
        return Q()
    if actor.user_id is None:
        return Q(pk__in=[])
    found = Q(pk__in=[])
    for lookup in organisations:
        found |= Q(**{f"{lookup}__in": list(actor.duties)})
    for lookup in people:
        found |= Q(**{lookup: actor.user_id})
    return found
