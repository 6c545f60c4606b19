"""What the engine of notifications asks of the marketplace: people, what is true, what stands open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy

from backend.accounts.models import User
from backend.accounts.notices import MAIL_PAUSED
from backend.accounts.selectors import actor_of, memberships_of, people_at
from backend.core.digests import standing_for
from backend.core.notices import RenderedNotice, group_words, notice_send, notices_render
from notifications import facade as notifications
from notifications.contracts import Entry, Notice, Person


class Marketplace:
    """The host of the engine (``notifications.contracts.Host``)."""

    def person(self, person_id: int) -> Person | None:
        """An active person with the organisations whose defaults hold for them."""
        user = User.objects.filter(pk=person_id, is_active=True).first()
        if user is None:
            return None
        groups = memberships_of(person_id).values_list("organisation_id", flat=True)
        return Person(user.pk, user.name, user.email, user.language, tuple(groups))

    def people_at(self, address: str) -> Sequence[int]:
        """The people whose address it is."""
        return people_at(address)

    def entries(self, person_id: int, notices: Sequence[Notice]) -> Sequence[Entry | None]:
        """Notices as they are to be said now; None for what the person may know no more."""
        reader = actor_of(User.objects.filter(pk=person_id).first())
        return [entry_of(rendered) for rendered in notices_render(notices, reader)]

    def group_words(self, kind: str, words: str, count: int) -> str:
        """How so many notices of a kind are told as one."""
        return group_words(kind, words, count)

    def standing(self, person_id: int) -> Sequence[Entry]:
        """Tasks, deadlines and what else stands open for a person."""
        return standing_for(actor_of(User.objects.filter(pk=person_id).first()))

    def mail_paused(self, person_id: int, address: str, why: str) -> None:
        """Said in the inbox, once for each address."""
        reader = actor_of(User.objects.get(pk=person_id))
        notice_send(
            MAIL_PAUSED,
            readers=[reader],
            about=person_id,
            payload={"address": address},
            key=f"mail_paused:{address}"[:120],
        )


def entry_of(notice: RenderedNotice) -> Entry | None:
    """A notice as the engine sends it; None for what its reader may know no more."""
    if not notice.url:
        return None
    return Entry(
        sentence=notice.sentence,
        url=notice.url,
        detail=notice.detail,
        reason=notice.reason,
        action=notice.action,
        kind=notice.kind,
        kind_words=notice.label,
        group=notice.group,
        group_words=notice.group_words,
        weight=notice.weight,
        file=notice.file,
    )


def mail_tracked(event: Any, **kwargs: Any) -> None:
    """A provider's word on a mail: an address that does not exist or that complains is paused."""
    wrong = event.event_type == "bounced" and event.reject_reason in {"bounced", "invalid"}
    if event.recipient and (wrong or event.event_type == "complained"):
        notifications.bounced(event.recipient, str(event.event_type))


def _address_before(name: str, last: str) -> str:
    return reverse(name, args=[last]).removesuffix(f"{last}/")


_before = lazy(_address_before, str)  # the address of a page up to its argument


def configure() -> None:
    """Hand the engine its settings; once, by the composition root."""
    notifications.configure(
        host=Marketplace(),
        site=settings.PUBLIC_URL,
        zone=settings.TIME_ZONE,
        # Lazy: addresses read now would name an administration that is not there yet.
        preferences_path=reverse_lazy("preferences"),
        unsubscribe_path=_before("unsubscribe", "-"),
        group_scope="organisation",
        robots=tuple(settings.ROBOTS),
        push_key=settings.PUSH_KEY,
        push_contact=settings.PUSH_CONTACT,
        digest_path=_before("digest", "0"),
    )
