"""The confidentiality agreement of a deal as pages show it."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.deals.models import Deal
from backend.deals.nda_texts import NEWEST, nda_text
from backend.deals.rules import AGREE_NDA, PARTIES
from backend.deals.selectors import nda_of


def nda_shown(actor: Actor, deal: Deal) -> dict[str, Any]:
    """The agreement as a page shows it: its text, who agreed, and whether the reader may."""
    found = nda_of(deal)
    consents = list(found.consents.all()) if found else []
    agreed = {consent.organisation_id for consent in consents}
    mine = {pk for pk in (deal.buyer_id, deal.seller_id) if AGREE_NDA.allows(actor, pk)}
    return {
        "deal": deal,
        "nda": found,
        "version": found.version if found else NEWEST,
        "text": found.text if found else nda_text(NEWEST, deal, language="zh"),
        "reading": found.reading if found else nda_text(NEWEST, deal, language="en"),
        "consents": consents,
        "complete": len(agreed) == len(PARTIES),
        "agreeing": deal.running and bool(mine - agreed),
    }
