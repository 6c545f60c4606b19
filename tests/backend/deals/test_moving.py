"""What counts as a move of a deal: everything that happens in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.attachments.services import attachment_add
from backend.contracts.services import (
    contract_revise,
)
from backend.conversation.services import message_write
from backend.deals.models import Deal
from backend.tasks.services import task_assign
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market, actor


def test_a_word_a_file_a_task_and_a_redraft_move_a_deal(
    market: Market, drain: Callable[[], int]
) -> None:
    contract = records.drafted(market)
    deal_id, buyer = contract.deal_id, actor(market.buyer)

    def moved_by(act: Callable[[], object]) -> bool:
        drain()
        long_ago = timezone.now() - timedelta(days=30)
        Deal.objects.filter(pk=deal_id).update(updated_at=long_ago)
        act()
        drain()
        return bool(Deal.objects.get(pk=deal_id).updated_at > long_ago)

    about: dict[str, Any] = {"actor": buyer, "subject": "deal", "subject_id": deal_id}
    assert moved_by(lambda: message_write(text="您好", **about))
    assert moved_by(lambda: task_assign(what="寄样", person_id=market.buyer.pk, **about))
    file = ContentFile(b"x", name="x.txt")
    assert moved_by(lambda: attachment_add(upload=file, **about))
    values = replace(records.VALUES, amount=Decimal(1_300_000))
    redraft = partial(
        contract_revise, actor=buyer, contract_id=contract.pk, expected_revision=1, values=values
    )
    assert moved_by(redraft)
    assert not moved_by(lambda: factories.need(market.buyer))
