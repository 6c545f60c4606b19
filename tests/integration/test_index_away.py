"""Elasticsearch stopped and started under the product: nothing is refused, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from backend.core.models import Delivery
from backend.pairings.models import Pairing
from deploy.local import servers
from search_index import facade as search_index
from tests import factories
from tests.factories import Market

pytestmark = [pytest.mark.servers, pytest.mark.django_db]


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Path]:
    """A real node of one's own, in force as the product's index."""
    with servers.running_servers(tmp_path, ["elasticsearch"], report=lambda _: None) as addresses:
        search_index.configure(
            backend="elasticsearch", hosts=[addresses["ELASTICSEARCH_URL"]], timeout=10
        )
        yield tmp_path
    search_index.configure(**settings.SEARCH)


def test_publishing_goes_on_search_says_so_and_the_index_heals(
    market: Market, node: Path, drain: Callable[[], int], client: Client
) -> None:
    factories.achievement(market.researcher)
    drain()
    servers.stop(node)

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

    servers.start(node, ["elasticsearch"], durable=False, report=lambda _: None)
    Delivery.objects.filter(state="pending").update(due_at=timezone.now())
    drain()
    assert Pairing.objects.get().need_id == need.pk
    found = client.get("/search/?q=散热膜", headers={"accept-language": "en"}).content.decode()
    assert f"/listings/{need.pk}/" in found
    assert "Search does not answer" not in found
