"""What people are told of rights and shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Grant, Plan
from .rules import plans_readable
from .selectors import grant_found


def _grants(actor: Actor, ids: Collection[int]) -> Mapping[int, Grant]:
    found = {}
    for pk in ids:
        try:
            found[pk] = grant_found(actor, pk)
        except NotFound:
            continue
    return found


def _plans(actor: Actor, ids: Collection[int]) -> Mapping[int, Plan]:
    known = Plan.objects.filter(plans_readable(actor), pk__in=ids).select_related("deal").distinct()
    return {plan.pk: plan for plan in known}


OWNERSHIP = Topic(name="ownership", words=gettext_lazy("Rights and shares of inventors"))
GRANT = About(
    name="grant",
    read=_grants,
    url=lambda found: reverse("grant", args=[found.pk]),
    title=lambda found: found.achievement.title,
    topic=OWNERSHIP,
)
PLAN = About(
    name="plan",
    read=_plans,
    url=lambda found: reverse("plan", args=[found.pk]),
    title=lambda found: found.deal.title,
    topic=OWNERSHIP,
)


def _kind(
    name: str, about: About, importance: Importance, sentence: Any, tone: str, *, label: object
) -> NoticeKind:
    return NoticeKind(
        name=name, about=about, importance=importance, sentence=sentence, label=label, tone=tone
    )


APPLIED = _kind(
    "grant_applied",
    GRANT,
    Importance.TURN,
    lambda found, payload: _("Inventors apply for a right in their achievement"),
    "wait",
    label=gettext_lazy("Inventors apply for a right"),
)
GIVEN = _kind(
    "grant_given",
    GRANT,
    Importance.RESULT,
    lambda found, payload: _("Your right in the achievement is granted"),
    "ok",
    label=gettext_lazy("A right is granted to me"),
)
DECLINED = _kind(
    "grant_declined",
    GRANT,
    Importance.RESULT,
    lambda found, payload: _("Your right in the achievement was not granted"),
    "no",
    label=gettext_lazy("A right is not granted to me"),
)
PROPOSED = _kind(
    "shares_proposed",
    PLAN,
    Importance.TURN,
    lambda found, payload: _("Shares of a deal's revenue wait for your agreement"),
    "wait",
    label=gettext_lazy("Shares wait for my agreement"),
)
AGREED = _kind(
    "shares_agreed",
    PLAN,
    Importance.RESULT,
    lambda found, payload: _("The shares of a deal's revenue are agreed by all"),
    "ok",
    label=gettext_lazy("Shares are agreed"),
)

notices_register(APPLIED, GIVEN, DECLINED, PROPOSED, AGREED)
