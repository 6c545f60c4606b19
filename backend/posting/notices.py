"""What people are told of needs that are written on behalf of a firm."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.notices import organisation_scopes
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import NeedDraft
from .selectors import drafts_followed_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, NeedDraft]:
    return drafts_followed_by(actor).in_bulk(ids)


def _firm(draft: NeedDraft) -> str:
    return named(draft.firm) if draft.firm else draft.firm_name


POSTING = Topic(name="posting", words=gettext_lazy("Needs written on behalf of a firm"))
DRAFT = About(
    name="need_draft",
    read=_known,
    url=lambda draft: reverse("need_draft", args=[draft.pk]),
    title=lambda draft: draft.title,
    topic=POSTING,
    scopes=lambda draft, reader: organisation_scopes(reader, draft.organisation_id, draft.firm_id),
)
HANDED_OVER = NoticeKind(
    name="need_draft_handed_over",
    label=gettext_lazy("A need was written for my organisation"),
    about=DRAFT,
    importance=Importance.TURN,
    sentence=lambda draft, payload: (
        _("%(who)s wrote a need for you; it waits until you confirm")
        % {"who": named(draft.organisation)}
    ),
    tone="wait",
    mail=gettext_lazy("Read it, change what is wrong, then confirm or refuse it."),
)
CONFIRMED = NoticeKind(
    name="need_draft_confirmed",
    label=gettext_lazy("A firm confirms what I wrote for it"),
    about=DRAFT,
    importance=Importance.RESULT,
    sentence=lambda draft, payload: (
        _("%(firm)s confirmed the need that you wrote: it is posted") % {"firm": _firm(draft)}
    ),
    tone="ok",
)
REFUSED = NoticeKind(
    name="need_draft_refused",
    label=gettext_lazy("A firm refuses what I wrote for it"),
    about=DRAFT,
    importance=Importance.RESULT,
    sentence=lambda draft, payload: (
        _("%(firm)s refused the need that you wrote") % {"firm": _firm(draft)}
    ),
    detail=lambda draft, payload: draft.refusal,
    tone="no",
)

notices_register(HANDED_OVER, CONFIRMED, REFUSED)
