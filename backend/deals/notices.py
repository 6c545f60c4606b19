"""What people are told of deals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.notices import organisation_scopes
from backend.core import dates
from backend.core.digests import DigestSource, digest_source_register
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from notifications.contracts import Entry

from .invitations import invitation_file
from .lifecycle import change_words, lost_words
from .models import Deal, DealDuty, Meeting, Outcome, Stage
from .selectors import deals_followed_by, deals_stalled, meetings_known_to


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Deal]:
    return deals_followed_by(actor).in_bulk(ids)


def _meetings(actor: Actor, ids: Collection[int]) -> Mapping[int, Meeting]:
    return meetings_known_to(actor).in_bulk(ids)


def _until(day: str) -> str:
    return _(" (until %(day)s)") % {"day": dates.day(date.fromisoformat(day))} if day else ""


def _at(meeting: Meeting) -> dict[str, str]:
    when = timezone.localtime(meeting.starts_at)
    return {"title": meeting.title, "when": f"{dates.day(when)} {when:%H:%M}"}


def deal_scopes(deal: Deal, reader: Actor) -> tuple[str, ...]:
    """The reader's own listing and organisation in it: what notices of a deal are preferred by."""
    sides = ((deal.buyer_id, deal.need_id), (deal.seller_id, deal.offer_id))
    listings = (pk for party, pk in sides if pk is not None and reader.belongs_to(party))
    own = organisation_scopes(reader, deal.buyer_id, deal.seller_id)
    return (*(f"listing:{pk}" for pk in listings), *own)


SHOWN = 5  # of what stands open, in a digest
TALKS = Topic(name="talks", words=gettext_lazy("Deals, meetings and terms"))
DEAL = About(
    name="deal",
    read=_known,
    url=lambda deal: reverse("deal", args=[deal.pk]),
    title=lambda deal: deal.title,
    topic=TALKS,
    scopes=deal_scopes,
)
OPENED = NoticeKind(
    name="deal_opened",
    label=gettext_lazy("A deal opens"),
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: _(
        "Both sides accepted: talks are open, and either side may draft the contract"
    ),
    tone="ok",
    mail=gettext_lazy("Get in touch; once you agree, one side drafts the contract record."),
)
ENDED = NoticeKind(
    name="deal_ended",
    label=gettext_lazy("A deal ends"),
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: (
        _("The deal ended: %(reason)s") % {"reason": lost_words(payload["reason"])}
    ),
    tone="no",
)
MOVED = NoticeKind(
    name="deal_moved",
    label=gettext_lazy("A deal moves on"),
    about=DEAL,
    importance=Importance.NEWS,
    sentence=lambda deal, payload: (
        _("The deal moved to the stage “%(stage)s”") % {"stage": Stage(payload["stage"]).label}
    ),
)
STEP = NoticeKind(
    name="deal_step",
    label=gettext_lazy("A next step is agreed for my side"),
    about=DEAL,
    importance=Importance.TURN,
    sentence=lambda deal, payload: (
        _("Next step: %(what)s%(until)s")
        % {"what": payload["what"], "until": _until(payload["due_on"])}
    ),
    tone="wait",
    mail=gettext_lazy("Say in the deal when it is done."),
)
STEP_DUE = NoticeKind(
    name="deal_step_due",
    label=gettext_lazy("A next step is due"),
    about=DEAL,
    importance=Importance.TURN,
    sentence=lambda deal, payload: (
        _("Next step: %(what)s%(until)s")
        % {"what": payload["what"], "until": _until(payload["due_on"])}
    ),
    tone="wait",
)
STALLED = NoticeKind(
    name="deal_stalled",
    label=gettext_lazy("A deal stands still"),
    about=DEAL,
    importance=Importance.TURN,
    sentence=lambda deal, payload: (
        ngettext(
            "The deal is in the stage “%(stage)s” for more than %(days)s day",
            "The deal is in the stage “%(stage)s” for more than %(days)s days",
            payload["days"],
        )
        % {"stage": Stage(payload["stage"]).label, "days": payload["days"]}
    ),
    tone="wait",
    mail=gettext_lazy("Plan a next step, move them on, or end them and say why."),
)
NDA_WAITS = NoticeKind(
    name="deal_nda_waits",
    label=gettext_lazy("A confidentiality agreement waits for my side"),
    about=DEAL,
    importance=Importance.TURN,
    sentence=lambda deal, payload: _(
        "The other side agreed to confidentiality and waits for yours"
    ),
    tone="wait",
    mail=gettext_lazy("Read the text in the deal; one click agrees."),
)
NDA_AGREED = NoticeKind(
    name="deal_nda_agreed",
    label=gettext_lazy("Confidentiality is agreed"),
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: _("Both sides agreed to confidentiality"),
    tone="ok",
)
CLOSED = NoticeKind(
    name="deal_closed",
    label=gettext_lazy("A deal is completed: its result is asked for"),
    about=DEAL,
    importance=Importance.TURN,
    sentence=lambda deal, payload: _("The deal is closed: what came of it?"),
    tone="ok",
    mail=gettext_lazy("One click tells; need and achievement are brought up to date by it."),
)
RESULT = NoticeKind(
    name="deal_result",
    label=gettext_lazy("The other side tells the result"),
    about=DEAL,
    importance=Importance.NEWS,
    sentence=lambda deal, payload: (
        _("Result, %(side)s: %(outcome)s")
        % {"side": DealDuty(payload["by"]).label, "outcome": Outcome(payload["outcome"]).label}
    ),
)
LISTING_CHANGED = NoticeKind(
    name="deal_listing_changed",
    label=gettext_lazy("A listing of a deal changes"),
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: change_words(payload["need"], payload["change"]),
    tone="wait",
    mail=gettext_lazy("What both sides have signed stands as it is; the deal goes on."),
)
MEETING = About(
    name="meeting",
    read=_meetings,
    url=lambda meeting: reverse("meeting", args=[meeting.pk]),
    title=lambda meeting: meeting.deal.title,
    topic=TALKS,
    scopes=lambda meeting, reader: deal_scopes(meeting.deal, reader),
)
MEETING_ASKED = NoticeKind(
    name="meeting_asked",
    label=gettext_lazy("I am invited to a meeting"),
    about=MEETING,
    importance=Importance.TURN,
    sentence=lambda meeting, payload: (
        _("You are asked to a meeting: %(title)s, %(when)s") % _at(meeting)
    ),
    tone="wait",
    mail=gettext_lazy("The invitation for your calendar is attached."),
    file=invitation_file,
)
MEETING_MOVED = NoticeKind(
    name="meeting_moved",
    label=gettext_lazy("A meeting is moved"),
    about=MEETING,
    importance=Importance.TURN,
    sentence=lambda meeting, payload: (
        _("The meeting was changed: %(title)s, %(when)s") % _at(meeting)
    ),
    tone="wait",
    mail=gettext_lazy("The new invitation for your calendar is attached."),
    file=invitation_file,
)
MEETING_CANCELLED = NoticeKind(
    name="meeting_cancelled",
    label=gettext_lazy("A meeting is cancelled"),
    about=MEETING,
    importance=Importance.RESULT,
    sentence=lambda meeting, payload: (
        _("The meeting was cancelled: %(title)s, %(when)s") % _at(meeting)
    ),
    tone="no",
    mail=gettext_lazy("The attachment takes it out of your calendar."),
    file=invitation_file,
)
MEETING_AHEAD = NoticeKind(
    name="meeting_ahead",
    label=gettext_lazy("A meeting is tomorrow"),
    about=MEETING,
    importance=Importance.NEWS,
    sentence=lambda meeting, payload: _("Tomorrow: %(title)s, %(when)s") % _at(meeting),
)

notices_register(
    OPENED, ENDED, MOVED, STEP, STEP_DUE, STALLED, NDA_WAITS, NDA_AGREED, CLOSED, RESULT,
    LISTING_CHANGED, MEETING_ASKED, MEETING_MOVED, MEETING_CANCELLED, MEETING_AHEAD,
)  # fmt: skip


def _standing_still(actor: Actor) -> list[Entry]:
    """Talks of the actor that stay in their stage for longer than it may take."""
    found = deals_followed_by(actor).filter(pk__in=deals_stalled().values("pk"))
    return [
        Entry(
            sentence=_("The deal stands still since %(day)s")
            % {"day": dates.day(deal.stage_since)},
            detail=deal.title,
            url=DEAL.url(deal),
            weight=0.6,
        )
        for deal in found[:SHOWN]
    ]


digest_source_register(DigestSource(name="deals_stalled", read=_standing_still))
