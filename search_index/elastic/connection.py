"""The client, and its failures in the engine's own words."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from search_index.contracts import IndexAway, IndexUnavailable
from search_index.store import Gone

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

logger = logging.getLogger(__name__)

RETRIES = 2
# Seconds: the base and the cap of the pause before a retry, which is partly left to chance.
PAUSE, LONGEST_PAUSE = 0.2, 2.0
# Seconds to wait for changes of the cluster's own state.
PATIENCE = 60.0


class Connection:
    """One client a process, opened at first use: the library takes long to import."""

    def __init__(
        self, hosts: Sequence[str], *, api_key: str = "", ca: str = "", timeout: float = 5
    ) -> None:
        self._hosts = list(hosts)
        self._api_key = api_key
        self._ca = ca
        self._timeout = timeout
        self._held: tuple[int, Elasticsearch] | None = None

    @property
    def client(self) -> Elasticsearch:
        """The client of this process: a child must not share its parent's sockets."""
        if self._held is None or self._held[0] != os.getpid():
            try:
                self._held = (os.getpid(), self._open())
            except ValueError as error:
                hosts = ", ".join(self._hosts)
                raise IndexUnavailable(f"hosts {hosts} cannot be used: {error}") from error
        return self._held[1]

    def _open(self) -> Elasticsearch:
        from elastic_transport.client_utils import DEFAULT
        from elasticsearch import Elasticsearch

        from .breaker import GuardedTransport

        return Elasticsearch(
            self._hosts,
            api_key=self._api_key or None,
            ca_certs=self._ca or DEFAULT,
            transport_class=GuardedTransport,
            request_timeout=self._timeout,
            max_retries=RETRIES,
            retry_on_status=(429, 502, 503, 504),
            retry_backoff_base=PAUSE,
            retry_backoff_cap=LONGEST_PAUSE,
        )

    @property
    def patient(self) -> Elasticsearch:
        """The same client for what takes the cluster longer than a search."""
        return self.client.options(request_timeout=max(self._timeout, PATIENCE))


@contextmanager
def reported() -> Iterator[None]:
    """Whatever the server or the network fails at as IndexUnavailable."""
    from elasticsearch import ApiError, NotFoundError, TransportError

    from .breaker import CircuitOpen

    try:
        yield
    except NotFoundError as error:
        raise Gone("the search index is not prepared") from error
    except ApiError as error:
        logger.exception("Elasticsearch refused a request")
        raise IndexUnavailable(f"the search server refused the request: {error}") from error
    except CircuitOpen as error:
        raise IndexAway(f"the search server is away: {error}") from error
    except TransportError as error:
        raise IndexUnavailable(f"the search server does not answer: {error}") from error
