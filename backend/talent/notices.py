"""What people are told of claims and wishes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Claim, Wish
from .selectors import wishes_seen_by


def _claims(actor: Actor, ids: Collection[int]) -> Mapping[int, Claim]:
    seen = Q(user_id=actor.user_id or 0) | Q(expert__owner__in=list(actor.duties))
    return Claim.objects.filter(seen).select_related("expert", "user").in_bulk(ids)


def _wishes(actor: Actor, ids: Collection[int]) -> Mapping[int, Wish]:
    return wishes_seen_by(actor).in_bulk(ids)


PEOPLE = Topic(name="talent", words=gettext_lazy("Experts and lists"))
CLAIM = About(
    name="claim",
    read=_claims,
    url=lambda claim: reverse("claim", args=[claim.pk]),
    title=lambda claim: claim.expert.title,
    topic=PEOPLE,
)
WISH = About(
    name="talent_wish",
    read=_wishes,
    url=lambda wish: reverse("talent_wish", args=[wish.pk]),
    title=lambda wish: wish.title,
    topic=PEOPLE,
)
CLAIMED = NoticeKind(
    name="profile_claimed",
    label=gettext_lazy("Somebody claims a profile that we look after"),
    about=CLAIM,
    importance=Importance.TURN,
    sentence=lambda claim, payload: (
        _("%(who)s says that this profile is theirs") % {"who": str(claim.user)}
    ),
    tone="wait",
    mail=gettext_lazy("Hand the profile over, or decline and say why."),
)
CLAIM_DECIDED = NoticeKind(
    name="claim_decided",
    label=gettext_lazy("The office decided on my claim of a profile"),
    about=CLAIM,
    importance=Importance.RESULT,
    sentence=lambda claim, payload: (
        _("The profile is yours now") if payload["approved"] else _("Your claim was declined")
    ),
)
WISHED = NoticeKind(
    name="talent_wish_made",
    label=gettext_lazy("A firm of my region put a wish on a list"),
    about=WISH,
    importance=Importance.TURN,
    sentence=lambda wish, payload: _("A firm put a wish on a list"),
    tone="wait",
    mail=gettext_lazy("Take the order, and answer the firm."),
)
WISH_MOVED = NoticeKind(
    name="talent_wish_moved",
    label=gettext_lazy("An officer took or answered my wish"),
    about=WISH,
    importance=Importance.RESULT,
    sentence=lambda wish, payload: {
        "talent_wish.taken": _("An officer took your order"),
        "talent_wish.answered": _("Your wish is answered"),
        "talent_wish.declined": _("Your wish cannot be served"),
    }[payload["what"]],
)

notices_register(CLAIMED, CLAIM_DECIDED, WISHED, WISH_MOVED)
