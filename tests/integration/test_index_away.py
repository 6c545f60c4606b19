"""Elasticsearch stopped and started under the product: nothing is refused, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from backend.core.models import Delivery
from backend.pairings.models import Pairing
from search_index import facade as search_index
from tests import factories
from tests.conftest import Node
from tests.factories import Market

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db,
]


@pytest.fixture
def node(stoppable_node: Node) -> Iterator[Node]:
    """A node that may be stopped, in force as the product's index."""
    search_index.configure(
        backend="elasticsearch", hosts=[stoppable_node.url], prefix="away", timeout=10
    )
    yield stoppable_node
    search_index.configure(**settings.SEARCH)


def test_publishing_goes_on_search_says_so_and_the_index_heals(
    market: Market, node: Node, drain: Callable[[], int], client: Client
) -> None:
    factories.achievement(market.researcher)
    drain()
    node.stop()

    need = factories.need(market.buyer)
    assert need.published
    drain()
    assert not Pairing.objects.exists()
    waiting = Delivery.objects.exclude(state="done").get()
    assert (waiting.state, waiting.reaction) == ("pending", "listing_index")

    page = client.get("/search/?q=散热膜", headers={"accept-language": "en"})
    assert page.status_code == 200
    text = page.content.decode()
    assert "Search does not answer just now." in text
    # What is new is shown from the database meanwhile.
    assert need.title in text

    node.start()
    Delivery.objects.filter(state="pending").update(due_at=timezone.now())
    drain()
    assert Pairing.objects.get().need_id == need.pk
    found = client.get("/search/?q=散热膜", headers={"accept-language": "en"}).content.decode()
    assert f"/listings/{need.pk}/" in found
    assert "Search does not answer" not in found
