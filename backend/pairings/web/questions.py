"""What could be clarified before deciding, each with the place where that is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.catalog.rules import may_edit
from backend.pairings.models import Pairing
from backend.pairings.reasons import PairingView
from backend.pairings.reasons.views import SideView


@dataclass(frozen=True, slots=True)
class Question:
    """Something unknown, and what this reader can do about it (nothing where ``url`` is empty)."""

    text: str
    url: str = ""
    action: str = ""


def open_questions(pairing: Pairing, view: PairingView, actor: Actor) -> list[Question]:
    """What is missed or unknown about the pair, most telling first."""
    url, action = _remedy(view.offer, actor)
    found = [
        Question(_("%(name)s is missed: %(reached)s") % {"name": row.name, "reached": row.reached})
        for row in view.indicators.rows
        if row.verdict == "missed"
    ]
    found += [
        Question(_unknown(row.verdict) % {"name": row.name}, url, action)
        for row in view.indicators.rows
        if row.verdict in {"absent", "unclear"}
    ]
    if view.indicators.unasked:
        found.append(Question(_("How far the person comes with what is wanted in figures")))
    # Maturity is asked of achievements, not of people. Their pricing always says how it comes about:
    # a missing amount (“negotiable”) is an answer.
    asked = view.lines.unknown if pairing.offer.type.has_indicators else ()
    found += [
        Question(" · ".join(filter(None, [str(line.title), line.detail])), url, action)
        for line in asked
        if line.code != "fields.price_unknown"
        and not (line.signal == "indicators" and view.indicators.rows)
    ]
    for side in (view.need, view.offer):
        if side.listing is not None and not side.details:
            found.append(
                Question(
                    _("%(title)s: the details are shown once both sides have accepted")
                    % {"title": side.title}
                )
            )
    return found


def _unknown(verdict: str) -> str:
    if verdict == "absent":
        return _("%(name)s is not stated")
    return _("What is stated of %(name)s does not settle it")


def _remedy(offer: SideView, actor: Actor) -> tuple[str, str]:
    """Whoever may write the offer adds what is missing; everybody else reads it."""
    if offer.listing is None:
        return "", ""
    if may_edit(actor, offer.listing):
        return reverse("listing_edit", args=[offer.listing.pk]), _("Add it")
    return reverse("listing", args=[offer.listing.pk]), _("Read on")
