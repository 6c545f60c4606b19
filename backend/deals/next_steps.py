"""The next step of deals in one sentence for one reader. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named

from .models import Deal, DealDuty, NdaConsent, Stage
from .rules import AGREE_NDA, PARTIES, spoken_for
from .sections import NextStep, sections


def next_steps(deals: Sequence[Deal], actor: Actor) -> dict[int, NextStep]:
    """What comes next by deal, in a number of queries that does not grow with them."""
    found: dict[int, NextStep] = _early_steps(deals, actor)
    for section in sections():
        for deal_id, step in section.steps(deals, actor).items():
            if deal_id not in found or (found[deal_id].idle and not step.idle):
                found[deal_id] = step
    return {deal.pk: found.get(deal.pk) or _own_step(deal) for deal in deals}


def _early_steps(deals: Sequence[Deal], actor: Actor) -> dict[int, NextStep]:
    """What comes before all else: confidentiality that one side waits for, a result that is asked."""
    found = {}
    agreed = _agreed(deals)
    for deal in deals:
        given = agreed.get(deal.pk, set())
        if deal.stage == Stage.NDA and len(given) < len(PARTIES):
            found[deal.pk] = _nda_step(deal, given, actor)
        elif deal.stage == Stage.CLOSED:
            found[deal.pk] = _closed_step(deal, actor)
    return found


def _agreed(deals: Sequence[Deal]) -> dict[int, set[int]]:
    """By deal the organisations that agreed to confidentiality, of those where it is due."""
    wanted = [deal.pk for deal in deals if deal.stage == Stage.NDA]
    found: dict[int, set[int]] = {}
    if wanted:
        rows = NdaConsent.objects.filter(nda__deal_id__in=wanted)
        for deal_id, organisation_id in rows.values_list("nda__deal_id", "organisation_id"):
            found.setdefault(deal_id, set()).add(organisation_id)
    return found


def _nda_step(deal: Deal, agreed: set[int], actor: Actor) -> NextStep:
    url = reverse("deal_nda", args=[deal.pk])
    missing = {deal.buyer_id, deal.seller_id} - agreed
    if any(AGREE_NDA.allows(actor, pk) for pk in missing):
        sentence = _("Confidentiality waits for your organisation: read the text and agree.")
        return NextStep(sentence, True, act=_("Read and agree"), url=url)
    waits = deal.buyer if missing == {deal.buyer_id} else deal.seller
    if len(missing) == 1:
        sentence = _("Waits for %(owner)s to agree to confidentiality.") % {"owner": named(waits)}
    else:
        sentence = _("Both sides are asked to agree to confidentiality.")
    return NextStep(sentence, False, act=_("Read the text"), url=url)


def _closed_step(deal: Deal, actor: Actor) -> NextStep:
    own = spoken_for(actor, deal)
    said = {deal.party_id(DealDuty(result.duty)) for result in deal.results.all()}
    if own - said:
        sentence = _("The deal is closed. What came of it? One click tells.")
        return NextStep(sentence, True, act=_("Tell the result"), url=f"{_page(deal)}#result")
    return NextStep(_("The deal is closed; nothing is open."), False)


def _page(deal: Deal) -> str:
    return reverse("deal", args=[deal.pk])


def _own_step(deal: Deal) -> NextStep:
    """What a deal itself can say."""
    if deal.running:
        return NextStep(_("The two sides talk."), False)
    reason = {"reason": deal.get_lost_reason_display()}
    return NextStep(_("The deal ended: %(reason)s.") % reason, False)
