"""The client, and its failures in the engine's own words."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from search_index.contracts import IndexUnavailable

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

logger = logging.getLogger(__name__)

RETRIES = 2


class Connection:
    """One client a process, opened at first use: the library takes long to import."""

    def __init__(self, hosts: Sequence[str], api_key: str, timeout: float) -> None:
        self._hosts = list(hosts)
        self._api_key = api_key
        self._timeout = timeout
        self._held: tuple[int, Elasticsearch] | None = None

    @property
    def client(self) -> Elasticsearch:
        """The client of this process: a child must not share its parent's sockets."""
        from elasticsearch import Elasticsearch

        if self._held is None or self._held[0] != os.getpid():
            client = Elasticsearch(
                self._hosts,
                api_key=self._api_key or None,
                request_timeout=self._timeout,
                max_retries=RETRIES,
                retry_on_status=(429, 502, 503, 504),
            )
            self._held = (os.getpid(), client)
        return self._held[1]


@contextmanager
def reported() -> Iterator[None]:
    """Whatever the server or the network fails at as IndexUnavailable."""
    from elasticsearch import ApiError, NotFoundError, TransportError

    try:
        yield
    except NotFoundError as error:
        raise IndexUnavailable("the search index is not prepared") from error
    except ApiError as error:
        logger.exception("Elasticsearch refused a request")
        raise IndexUnavailable(f"the search server refused the request: {error}") from error
    except TransportError as error:
        raise IndexUnavailable(f"the search server does not answer: {error}") from error
