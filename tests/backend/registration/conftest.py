"""A signed contract with its registry."""

from __future__ import annotations

import pytest

from tests.factories import Market

from . import cases


@pytest.fixture
def case(market: Market) -> cases.Case:
    """A contract that can be registered."""
    return cases.signed(market)
