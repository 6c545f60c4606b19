"""Whose turn it is over terms, in one sentence. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import dates
from backend.deals.models import Deal, DealDuty, Stage
from backend.deals.sections import NextStep

from .models import Offer
from .rules import may_answer, may_offer
from .selectors import rounds_of_deals, standing_among


def offer_step(offer: Offer, actor: Actor) -> NextStep:
    """What comes next for an open offer, as this reader should be told."""
    deal = offer.deal
    across = deal.buyer if offer.by == DealDuty.SELLER else deal.seller
    words = {"owner": named(across), "day": dates.moment(offer.last_day)}
    url = reverse("offer", args=[offer.pk])
    if may_answer(actor, offer):
        return NextStep(
            _("Terms wait for your answer: accept, counter or decline (until %(day)s).") % words,
            True,
            act=_("Compare and answer"),
            url=url,
        )
    if actor.belongs_to(across.pk):
        return NextStep(
            _("Your technology-transfer office answers the terms (until %(day)s).") % words,
            False,
            act=_("Read the terms"),
            url=url,
        )
    sentence = _("Waits for %(owner)s to answer the terms (until %(day)s).") % words
    return NextStep(sentence, False, act=_("Read the terms"), url=url)


def deal_steps(deals: Sequence[Deal], actor: Actor) -> Mapping[int, NextStep]:
    """Of deals with terms on the table, and of those that are to come to terms."""
    running = [deal for deal in deals if deal.running]
    rounds = rounds_of_deals(running)
    found = {}
    for deal in running:
        offer = standing_among(rounds[deal.pk])
        if offer is not None and offer.state == Offer.State.OPEN:
            found[deal.pk] = offer_step(offer, actor)
        elif offer is None and deal.stage == Stage.TERMS:
            found[deal.pk] = _first_step(deal, actor)
    return found


def _first_step(deal: Deal, actor: Actor) -> NextStep:
    if may_offer(actor, deal):
        return NextStep(
            _("The talks are about terms: put yours on the table."),
            True,
            act=_("Offer terms"),
            url=reverse("offer_make", args=[deal.pk]),
        )
    return NextStep(_("The two sides talk about terms; none are on the table yet."), False)
