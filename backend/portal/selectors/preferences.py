"""What a person may choose of notices: kinds by topic, within the scopes that are theirs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.selectors import memberships_of
from backend.accounts.templatetags.people import named
from backend.catalog.selectors import listings_of
from backend.core.errors import NotFound
from backend.core.notices import NoticeKind, Topic, kinds_by_topic, notice_kind
from notifications import facade as notifications
from notifications.contracts import Frequency


@dataclass(frozen=True, slots=True)
class Scope:
    """Within what a choice holds; ``name`` is what notices bear."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind or a whole topic, and how often it was chosen; None where it was not."""

    name: str
    words: object
    chosen: Frequency | None
    usual: frozenset[Frequency]


@dataclass(frozen=True, slots=True)
class TopicChoices:
    """A topic as a whole, and its kinds one by one."""

    whole: Choice
    kinds: list[Choice]

    @property
    def singled_out(self) -> bool:
        """Whether something was chosen for a single kind."""
        return any(kind.chosen for kind in self.kinds)


def preferable() -> set[str]:
    """Everything that a choice may be about."""
    found = {kind.name for _topic, kinds in kinds_by_topic() for kind in kinds}
    return found | {notifications.whole(topic.name) for topic, _kinds in kinds_by_topic()}


def ending_words(kind: str) -> object:
    """What a kind of mail is called to somebody who ends it."""
    summaries = {
        notifications.digest_kind(Frequency.HOURLY): _("hourly summaries"),
        notifications.digest_kind(Frequency.DAILY): _("daily summaries"),
        notifications.digest_kind(Frequency.WEEKLY): _("weekly summaries"),
    }
    found = notice_kind(kind)
    return summaries.get(kind) or (found and (found.label or found.about.topic.words)) or kind


def choices_of(holder: str, scope: str) -> list[TopicChoices]:
    """What a holder chose within a scope, by topic."""
    held = notifications.preferences_of(holder, scope)
    return [_topic(topic, kinds, scope, held) for topic, kinds in kinds_by_topic()]


def _topic(
    topic: Topic,
    kinds: list[NoticeKind],
    scope: str,
    held: dict[tuple[str, str], Frequency],
) -> TopicChoices:
    def choice(name: str, words: object, usual: set[Frequency]) -> Choice:
        return Choice(name, words, held.get((name, scope)), frozenset(usual))

    usual = {kind.usual for kind in kinds}
    return TopicChoices(
        choice(notifications.whole(topic.name), topic.words, usual),
        [choice(kind.name, kind.label, {kind.usual}) for kind in kinds if kind.label],
    )


def scopes_of(actor: Actor) -> list[Scope]:
    """Everything, then the actor's organisations."""
    rows = memberships_of(actor.person)
    return [_everything(), *(_organisation(row.organisation) for row in rows)]


def scope_for(actor: Actor, name: str) -> Scope:
    """One of the actor's scopes: all, an organisation of theirs, a listing of it. Raises NotFound."""
    found = next((scope for scope in scopes_of(actor) if scope.name == name), None)
    found = found or _listing(actor, name)
    if found is None:
        raise NotFound(_("You belong to nothing that notices could be chosen for there."))
    return found


def _everything() -> Scope:
    return Scope("", _("Everything"))


def _organisation(organisation: Organisation) -> Scope:
    return Scope(f"organisation:{organisation.pk}", named(organisation))


def _listing(actor: Actor, name: str) -> Scope | None:
    kind, _colon, pk = name.partition(":")
    if kind != "listing" or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    found = listings_of(actor).filter(pk=int(pk)).first()
    return Scope(name, found.title) if found else None
