"""What people are told of pairings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.catalog.models import Listing
from backend.catalog.notices import listing_scopes
from backend.core.notices import About, Group, Importance, NoticeKind, Topic, notices_register
from backend.core.punctuation import colon
from notifications.contracts import Frequency

from .models import DeclineReason, Side
from .reasons import Brief, pairing_briefs
from .selectors import pairings_followed_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Brief]:
    found = pairings_followed_by(actor).filter(pk__in=ids)
    return {brief.pairing.pk: brief for brief in pairing_briefs(found, actor)}


def titles_of(brief: Brief) -> str:
    """Both titles, the reader's own first."""
    if brief.partner is None:
        return brief.title
    own = brief.pairing.listing_of(Side(brief.partner).other)
    return f"{own.title} ↔ {brief.title}"


def _own(brief: Brief) -> Listing | None:
    """The reader's own side; None for who stands on neither."""
    if brief.partner is None:
        return None
    return brief.pairing.listing_of(Side(brief.partner).other)


def _scopes(brief: Brief, reader: Actor) -> tuple[str, ...]:
    own = _own(brief)
    return listing_scopes(own, reader) if own else ()


def _reason(brief: Brief) -> str:
    """The first reason and how many indicators are met, as the inbox shows them."""
    why = brief.reason
    said = colon().join(filter(None, (str(why.title), str(why.detail)))) if why else ""
    met = str(brief.indicators.summary) if brief.indicators.total else ""
    return " · ".join(filter(None, (said, met)))


def _group(brief: Brief, reader: Actor) -> Group | None:
    own = _own(brief)
    return Group(f"listing:{own.pk}", own.title) if own else None


def _grouped(count: int) -> str:
    return ngettext("%(n)d new pairing", "%(n)d new pairings", count) % {"n": count}


PAIRINGS = Topic(name="pairings", words=gettext_lazy("Pairings"))
PAIRING = About(
    name="pairing",
    read=_known,
    url=lambda brief: reverse("pairing", args=[brief.pairing.pk]),
    title=titles_of,
    narrowed=lambda brief: not brief.whole,
    template="pairings/_notice.html",
    reason=_reason,
    topic=PAIRINGS,
    group=_group,
    scopes=_scopes,
    over=lambda brief: brief.over,
)


def _across(brief: Brief, payload: Mapping[str, Any]) -> str:
    return named(brief.pairing.listing_of(Side(payload["side"])).owner)


def _proposed(brief: Brief, payload: Mapping[str, Any]) -> str:
    return _("New pairing: %(level)s") % {"level": str(brief.level_label).lower()}


def _accepted(brief: Brief, payload: Mapping[str, Any]) -> str:
    if brief.waits_for_me:
        return _("%(owner)s accepted and waits for your answer") % {
            "owner": _across(brief, payload)
        }
    return _("%(owner)s accepted") % {"owner": _across(brief, payload)}


def _declined(brief: Brief, payload: Mapping[str, Any]) -> str:
    return _("%(owner)s declined: %(reason)s") % {
        "owner": _across(brief, payload),
        "reason": DeclineReason(payload["reason"]).label,
    }


PROPOSED = NoticeKind(
    name="pairing_proposed",
    about=PAIRING,
    importance=Importance.NEWS,
    sentence=_proposed,
    label=gettext_lazy("A new pairing"),
    grouped=_grouped,
    # What is only worth a look waits on its page.
    frequency=lambda brief: Frequency.OFF if brief.level == "possible" else Frequency.DAILY,
    weight=lambda brief: 0.3 + 0.5 * brief.score,
    tone="on",
)
ACCEPTED = NoticeKind(
    name="pairing_accepted",
    label=gettext_lazy("The other side accepts a pairing"),
    about=PAIRING,
    importance=Importance.TURN,
    sentence=_accepted,
    tone="wait",
    mail=gettext_lazy(
        "Read why the two fit, and accept or decline; the other side is told at once."
    ),
)
RECONSIDERED = NoticeKind(
    name="pairing_reconsidered",
    label=gettext_lazy("The other side takes its refusal back"),
    about=PAIRING,
    importance=Importance.NEWS,
    sentence=lambda brief, payload: (
        _("%(owner)s took its refusal back: both sides can decide")
        % {"owner": _across(brief, payload)}
    ),
    tone="on",
)
DECLINED = NoticeKind(
    name="pairing_declined",
    label=gettext_lazy("The other side declines a pairing"),
    about=PAIRING,
    importance=Importance.RESULT,
    sentence=_declined,
    tone="no",
    mail=gettext_lazy("Other pairings of your listing stay open."),
)
REFERRED = NoticeKind(
    name="pairing_referred",
    label=gettext_lazy("A broker puts a pairing to both sides"),
    about=PAIRING,
    importance=Importance.TURN,
    sentence=lambda brief, payload: (
        _("%(broker)s of %(agency)s recommends that the two of you talk") % payload
    ),
    tone="wait",
    mail=gettext_lazy("Read the broker's note and why the two fit, and accept or decline."),
)

notices_register(PROPOSED, ACCEPTED, RECONSIDERED, DECLINED, REFERRED)
