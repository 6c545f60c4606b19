"""The Elasticsearch store: one index of listings behind an alias."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from search_index.contracts import Document, IndexStatus, IndexUnavailable, StoredVersion
from search_index.store import Encoder, Meant, Plan, Retrieved, Typed
from search_index.tokens import Tokens

from . import queries, suggesting
from .connection import Connection, reported

CHUNK = 500
CHUNK_BYTES = 8 * 2**20


class ElasticStore:
    """Documents in the cluster at ``hosts``, in indices whose names begin with ``prefix``.

    ``timeout`` is in seconds, for each request.
    """

    def __init__(self, hosts: Sequence[str], prefix: str, api_key: str, timeout: float) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", prefix):
            raise ValueError(f"an index prefix is of a-z, 0-9, - and _, not {prefix!r}")
        self._connection = Connection(hosts, api_key, timeout)
        self._alias = f"{prefix}-listings"
        self._encoder: Encoder | None = None

    def prepare(self, encoder: Encoder) -> None:
        """Create the index with its alias, and the fields of this encoder's vectors."""
        from . import documents

        with reported():
            index = self._index()
            if index is None:
                index = f"{self._alias}-{documents.schema_hash()}-1"
                self._create(index)
            if f"-{documents.schema_hash()}-" not in index:
                raise IndexUnavailable(
                    f"index {index} was built by another version of the program: rebuild it"
                )
            self._connection.client.indices.put_mapping(
                index=index,
                properties=documents.vector_fields(encoder),
                meta={"encoder": encoder.version, "dimension": encoder.dimension},
            )
        self._encoder = encoder

    def encoder(self) -> Encoder:
        """The encoder in use, asked of the server once."""
        if self._encoder is None:
            with reported():
                answer = self._connection.client.indices.get_mapping(index=self._alias)
            meta = next(iter(answer.body.values()))["mappings"].get("_meta")
            if meta is None:
                raise IndexUnavailable("the search index is not prepared")
            self._encoder = Encoder(meta["encoder"], meta["dimension"])
        return self._encoder

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Bulk writes by external version: the server itself keeps what is newer."""
        from elasticsearch import helpers

        refused = []
        with self._forgetting(), reported():
            answers = helpers.streaming_bulk(
                self._connection.client,
                self._actions(documents),
                chunk_size=CHUNK,
                max_chunk_bytes=CHUNK_BYTES,
                max_retries=3,
                initial_backoff=0.2,
                raise_on_error=False,
                refresh="wait_for" if wait else False,
                require_alias=True,
            )
            for stored, item in answers:
                outcome = item["index"]
                if outcome["status"] == 409:
                    refused.append(int(outcome["_id"]))
                elif not stored:
                    raise IndexUnavailable(f"not stored: {outcome.get('error')}")
        return refused

    def retrieve(self, plan: Plan) -> Retrieved:
        """One request for words, vector, total and facets."""
        from .documents import vector_field

        purpose = "full" if plan.readers is None else "public"
        field = vector_field(purpose, self.encoder().version)
        with self._forgetting(), reported():
            answer = self._connection.client.search(
                index=self._alias,
                preference=queries.preference(plan),
                include_named_queries_score=True,
                # Half an answer would be a wrong one: its totals and facets would lie.
                allow_partial_search_results=False,
                **_arguments(queries.body(plan, field)),
            )
        return queries.retrieved(plan, answer.body)

    def meant(self, typed: Typed) -> Meant:
        """One request for titles, organisations and terms."""
        with self._forgetting(), reported():
            answers = self._connection.client.msearch(
                index=self._alias,
                searches=[line for body in suggesting.searches(typed) for line in ({}, body)],
            ).body["responses"]
        for answer in answers:
            if "error" in answer or answer["_shards"]["failed"]:
                raise IndexUnavailable(f"not searched: {answer.get('error', answer['_shards'])}")
        return suggesting.meant(answers)

    def frequencies(self, tokens: Tokens) -> tuple[dict[str, int], dict[str, int]]:
        """By the term vectors of a document that is not stored."""
        from search_index.contracts import TIERS

        fields = {"words": tokens.words, "chars": tokens.chars}
        with self._forgetting(), reported():
            answer = self._connection.client.termvectors(
                index=self._alias,
                doc={f"{t}_{part}": " ".join(f) for t in TIERS for part, f in fields.items()},
                term_statistics=True,
                field_statistics=False,
                positions=False,
                offsets=False,
            )
        counts: dict[str, dict[str, int]] = {part: {} for part in fields}
        for field, vectors in answer.body["term_vectors"].items():
            part = counts[field.rpartition("_")[2]]
            for term, found in vectors["terms"].items():
                if found.get("doc_freq"):
                    part[term] = part.get(term, 0) + found["doc_freq"]
        return counts["words"], counts["chars"]

    def versions(self, ids: Sequence[int]) -> Sequence[StoredVersion]:
        """As stored, whether or not searches see it yet."""
        found = []
        for start in range(0, len(ids), 1000):
            with self._forgetting(), reported():
                answer = self._connection.client.mget(
                    index=self._alias,
                    ids=[str(number) for number in ids[start : start + 1000]],
                    source_includes=["visible"],
                )
            for item in answer.body["docs"]:
                if "error" in item:
                    raise IndexUnavailable(f"not read: {item['error']}")
                if item["found"]:
                    version, visible = item["_version"], item["_source"]["visible"]
                    found.append(StoredVersion(int(item["_id"]), version, visible))
        return found

    def status(self) -> IndexStatus:
        """Visible documents by kind."""
        encoder = self.encoder()
        with self._forgetting(), reported():
            index = self._index()
            answer = self._connection.client.search(
                index=self._alias,
                size=0,
                query={"term": {"visible": True}},
                aggs={"kinds": {"terms": {"field": "kind", "order": {"_key": "asc"}}}},
            )
        buckets = answer.body["aggregations"]["kinds"]["buckets"]
        counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        return IndexStatus("elasticsearch", index or "", encoder.version, counts)

    def clear(self) -> None:
        """Delete every index of this alias's name."""
        self._encoder = None
        with reported():
            indices = self._connection.client.indices
            # By name: a cluster may refuse a pattern.
            names = list(indices.get(index=f"{self._alias}-*", expand_wildcards="all").body)
            if names:
                indices.delete(index=names)

    def _index(self) -> str | None:
        """The index behind the alias."""
        indices = self._connection.client.indices
        if not indices.exists_alias(name=self._alias):
            return None
        return str(next(iter(indices.get_alias(name=self._alias).body)))

    def _create(self, index: str) -> None:
        from elasticsearch import BadRequestError

        from . import documents

        try:
            self._connection.client.indices.create(
                index=index,
                mappings=documents.mapping(),
                settings=documents.SETTINGS,
                aliases={self._alias: {"is_write_index": True}},
            )
        except BadRequestError as error:
            # Another process was first.
            if error.error != "resource_already_exists_exception":
                raise

    def _actions(self, documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
        from .documents import source

        encoder = self.encoder()
        for document in documents:
            yield {
                "_index": self._alias,
                "_id": str(document.id),
                "version": document.version,
                "version_type": "external_gte",
                "_source": source(document, encoder),
            }

    def _forgetting(self) -> _Forgetting:
        return _Forgetting(self)


class _Forgetting:
    """Asks for the encoder anew after a failure: the index may be another one by then."""

    def __init__(self, store: ElasticStore) -> None:
        self._store = store

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._store._encoder = None


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    """A body as the client's arguments, which spell the reserved words otherwise."""
    renamed = {"from": "from_", "_source": "source"}
    return {renamed.get(name, name): value for name, value in body.items()}
