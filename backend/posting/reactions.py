"""Who is told of needs written on behalf of a firm, and who is written to."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from backend.accounts.duties import BINDING
from backend.accounts.models import User
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.errors import Unavailable
from backend.core.notices import NoticeKind, notice_send

from .events import NeedDraftHandedOver, NeedDraftPosted, NeedDraftRefused
from .models import NeedDraft
from .notices import CONFIRMED, HANDED_OVER, REFUSED


def need_draft_ask_firm(event: NeedDraftHandedOver, event_id: int) -> None:
    """Those who answer for the firm are asked; a firm that is not here is invited by mail."""
    draft = _of(event.need_draft_id)
    if draft is None or draft.state != NeedDraft.State.WAITING:
        return
    if draft.firm_id is None:
        _invite(draft)
        return
    people = members_with_duty(draft.firm_id, *BINDING).values_list("pk", flat=True)
    _tell(HANDED_OVER, draft, event_id, set(people))


def need_draft_posted_notify(event: NeedDraftPosted, event_id: int) -> None:
    """Who wrote it for a firm learns that it is out."""
    draft = _of(event.need_draft_id)
    if draft is not None and draft.on_behalf:
        _tell(CONFIRMED, draft, event_id, {draft.author_id})


def need_draft_refused_notify(event: NeedDraftRefused, event_id: int) -> None:
    """Who wrote it reads why the firm does not want it."""
    draft = _of(event.need_draft_id)
    if draft is not None:
        _tell(REFUSED, draft, event_id, {draft.author_id})


def _of(need_draft_id: int) -> NeedDraft | None:
    related = NeedDraft.objects.select_related("author", "organisation", "firm")
    return related.filter(pk=need_draft_id).first()


def _tell(kind: NoticeKind, draft: NeedDraft, event_id: int, people: set[int]) -> None:
    notice_send(kind, readers=actors_of(people), about=draft.pk, key=f"event:{event_id}")


def _invite(draft: NeedDraft) -> None:
    account = User.objects.filter(email=draft.firm_email).first()
    with translation.override(account.language if account else settings.LANGUAGE_CODE):
        context = {
            "draft": draft,
            "address": settings.PUBLIC_URL + reverse("need_draft_invited", args=[draft.token]),
        }
        subject = render_to_string("posting/mail/invitation_subject.txt", context)
        body = render_to_string("posting/mail/invitation.txt", context)
    try:
        EmailMessage(" ".join(subject.split()), body, None, [draft.firm_email]).send()
    except (SMTPResponseException, SMTPRecipientsRefused):
        raise
    except OSError as error:
        raise Unavailable(str(error)) from error
