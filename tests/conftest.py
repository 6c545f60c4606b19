"""Fixtures every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.test import client as test_client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from pytest_django import DjangoDbBlocker

from backend.accounts.regions import local_regions
from backend.core.dispatcher import deliver_all
from deploy.local import servers
from search_index import facade as search_index

from . import SERVERS, databases, factories
from .mail_server import Kept, mail_server

# Real hashing takes a quarter of a second a person, and stories have many people.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each client makes its middleware anew, which would list every static file each time.
settings.WHITENOISE_AUTOREFRESH = True

_client: Any = test_client  # its types leave this out
_keep_rendered = _client.store_rendered_templates


def _keep_first(store: dict[str, Any], *args: Any, **kwargs: Any) -> None:
    """Of an answer the context that a view gave its page, not a copy for each widget in it."""
    if "templates" not in store:
        _keep_rendered(store, *args, **kwargs)


_client.store_rendered_templates = _keep_first

# A busy machine makes no test wrong.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.register_profile("fast", deadline=None, max_examples=20)
hypothesis.settings.load_profile("untimed")


# What takes long begins first, so that no process is left alone with it at the end.
LONG = ("browser", "servers", "model")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort by lane; the order within stays, and so does a module's with what it has set up."""
    lanes = {name: place for place, name in enumerate(LONG)}

    def lane(item: pytest.Item) -> int:
        places = [lanes[mark.name] for mark in item.iter_markers() if mark.name in lanes]
        return min(places, default=len(lanes))

    items.sort(key=lane)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """The process's own copy of the migrated database."""
    own = connection.settings_dict["TEST"]
    keep = connection.vendor == "sqlite"
    if keep:
        own["NAME"] = str(settings.DATA_DIR / "tests.sqlite3")
        databases.sqlite_copy(Path(own["NAME"]))
    else:
        own["TEMPLATE"] = databases.postgres_template(os.environ["TIQIAO_DATABASE_URL"])
    # Nothing is left to migrate, and looking for it takes as long as several tests.
    with django_db_blocker.unblock(), mock.patch("django.core.management.call_command"):
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep, serialized_aliases=[])
        kept = databases.held(connection)

    # Tests that commit leave what the migrations made.
    def clean(_case: TransactionTestCase) -> None:
        databases.empty(connection, but=kept)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", clean):
        yield
    if not keep:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """One real node for all processes of the run, which tell their indices apart by prefixes."""
    with servers.running_servers(SERVERS, ["elasticsearch"], report=lambda line: None) as addresses:
        yield addresses["ELASTICSEARCH_URL"]


@dataclass(frozen=True)
class Node:
    """A node of Elasticsearch that a test may stop; ``start`` returns once it answers again."""

    root: Path
    url: str

    def stop(self) -> None:
        """End it."""
        servers.stop(self.root)

    def start(self) -> str:
        """Start it where it does not run; the address, which is the same as before."""
        started = servers.start(
            self.root, ["elasticsearch"], durable=False, report=lambda line: None
        )
        return started["ELASTICSEARCH_URL"]


@pytest.fixture(scope="session")
def own_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The one that this process's tests stop."""
    root = tmp_path_factory.mktemp("own-node")
    with servers.running_servers(root, ["elasticsearch"], report=lambda line: None) as addresses:
        yield Node(root, addresses["ELASTICSEARCH_URL"])


@pytest.fixture
def stoppable_node(own_node: Node) -> Node:
    """A node that runs when the test begins, whatever the test before did to it."""
    own_node.start()
    return own_node


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
def kept(settings: Any) -> Iterator[Kept]:
    """A mail server of this process, with what it was sent."""
    with mail_server(settings) as handler:
        yield handler


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
