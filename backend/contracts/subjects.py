"""The contract record as a subject of files and versions; what of it ends tasks of its deal."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register
from backend.deals.models import Deal
from backend.deals.selectors import people_in_deal
from backend.tasks import conditions
from backend.versions import registry

from . import rules
from .models import Contract
from .selectors import contract_readable_by
from .services import contract_revise
from .versions import contract_values, contract_words


def contract_subject(actor: Actor, contract: Contract) -> Subject:
    """A record that a selector found for the actor, as a subject."""
    acts = {Act.COMPARE}
    if contract.deal.running and rules.may_draft(actor, contract.deal):
        acts.add(Act.ATTACH)
        if contract.state in Contract.IN_DRAFT:
            acts.add(Act.RESTORE)
    return Subject(
        name="contract",
        pk=contract.pk,
        title=contract.title,
        url=reverse("contract", args=[contract.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset(acts),
        settled_at=contract.signed_at,
    )


def _restore(actor: Actor, contract_id: int, content: dict[str, Any]) -> None:
    contract = contract_readable_by(actor, contract_id)
    contract_revise(
        actor=actor,
        contract_id=contract_id,
        expected_revision=contract.revision,
        values=contract_values(content),
    )


def _settled(deal_id: int) -> bool:
    """The text is agreed, or nothing will come of the talks any more."""
    if not Deal.objects.get(pk=deal_id).running:
        return True
    agreed = (Contract.State.CONFIRMED, Contract.State.SIGNED, Contract.State.TERMINATED)
    return Contract.objects.filter(deal_id=deal_id, state__in=agreed).exists()


register(
    SubjectType(
        name="contract",
        find=lambda actor, pk: contract_subject(actor, contract_readable_by(actor, pk)),
        people=lambda pk: people_in_deal(Contract.objects.select_related("deal").get(pk=pk).deal),
    )
)
registry.register(registry.VersionedKind("contract", contract_words, _restore))
conditions.register(
    conditions.Condition(
        "contract_settled", "deal", _settled, _("Draft and confirm the technology contract")
    )
)
