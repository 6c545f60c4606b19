"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from backend.accounts.regions import local_regions
from backend.core.dispatcher import deliver_all
from search_index import facade as search_index

from . import factories

# Real hashing takes a quarter of a second a person, and stories have many people.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A busy machine makes no test wrong.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    """Rate limits and remembered answers do not leak from test to test."""
    cache.clear()
    local_regions.forget()
    yield
    cache.clear()
    local_regions.forget()


@pytest.fixture
def english() -> Iterator[None]:
    """Refusals in English, for tests that tell them apart by their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def drain() -> Callable[[], int]:
    """Runs every reaction that is due, reactions to reactions included."""
    return deliver_all


@pytest.fixture
def index() -> Iterator[None]:
    """An empty search index."""
    search_index.clear()
    yield
    search_index.clear()


@pytest.fixture
def market(db: None) -> factories.Market:
    """An enterprise, a university with researcher and office, a broker and an operator."""
    return factories.market()
