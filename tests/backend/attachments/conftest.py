"""What the tests of files hang them on."""

from __future__ import annotations

import pytest

from backend.catalog.models import Listing
from tests import factories
from tests.factories import Market


@pytest.fixture
def listing(market: Market) -> Listing:
    return factories.achievement(market.researcher, disclosure="registered")
