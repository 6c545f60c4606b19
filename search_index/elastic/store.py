"""One generation in Elasticsearch: an index of listings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from search_index.contracts import Counts, Document, IndexUnavailable, InvalidQuery, StoredVersion
from search_index.store import Encoder, Example, Gone, Meant, Plan, Retrieved, Typed
from search_index.tokens import Tokens

from . import queries, suggesting
from .connection import Connection, reported

# How long somebody may look at a page before asking for the next.
HELD = "5m"
CHUNK = 500
CHUNK_BYTES = 8 * 2**20
STORED = ["visible", "encoder"]


def written_by(index: str) -> str:
    """The alias that writes to an index require: an index that is gone must not come back by itself,
    without its mapping, because something was written to it."""
    return f"{index}-writes"


class ElasticVolume:
    """The documents of ``index``, whose vectors are of ``encoder``."""

    def __init__(self, connection: Connection, index: str, encoder: Encoder) -> None:
        self._connection = connection
        self._index = index
        self._encoder = encoder

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Bulk writes by external version: the server itself keeps what is newer."""
        from elasticsearch import helpers

        refused = []
        with reported():
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
                elif outcome["status"] == 404:
                    raise Gone(f"index {self._index} is gone")
                elif not stored:
                    raise IndexUnavailable(f"not stored: {outcome.get('error')}")
        return refused

    def retrieve(self, plan: Plan) -> Retrieved:
        """One request for words, vector, total and facets; one more where the state is to be held.

        Raises InvalidQuery where a state held before was given up.
        """
        from elasticsearch import NotFoundError

        purpose = "full" if plan.readers is None else "public"
        client = self._connection.client
        with reported():
            point = plan.point
            if plan.hold and not point:
                opened = client.open_point_in_time(index=self._index, keep_alive=HELD)
                point = str(opened["id"])
            try:
                answer = client.search(
                    **_place(plan, point, self._index),
                    include_named_queries_score=True,
                    # Half an answer would be a wrong one: its totals and facets would lie.
                    allow_partial_search_results=False,
                    **_arguments(queries.body(plan, self._vector_field(purpose))),
                )
            except NotFoundError:
                if plan.point:
                    raise InvalidQuery("cursor", "has expired: search again") from None
                raise
        return queries.retrieved(plan, answer.body)

    def example(self, number: int, readers: frozenset[str]) -> Example | None:
        """One request; the vector comes out of what is searched."""
        body = queries.example(number, readers, self._vector_field("public"))
        with reported():
            answer = self._connection.client.search(index=self._index, **_arguments(body))
        found = queries.exemplified(readers, answer.body)
        if found is None:
            return None
        texts, values = found
        vector = None if values is None else np.array(values, dtype=np.float32)
        return Example(texts, vector, self._encoder.version)

    def meant(self, typed: Typed) -> Meant:
        """One request for titles, organisations and terms."""
        with reported():
            answers = self._connection.client.msearch(
                index=self._index,
                searches=[line for body in suggesting.searches(typed) for line in ({}, body)],
            ).body["responses"]
        for answer in answers:
            if "error" in answer or answer["_shards"]["failed"]:
                raise IndexUnavailable(f"not searched: {answer.get('error', answer['_shards'])}")
        return suggesting.meant(answers)

    def _vector_field(self, purpose: str) -> str:
        from .documents import vector_field

        return vector_field(purpose, self._encoder.version)

    def frequencies(self, tokens: Tokens) -> tuple[dict[str, int], dict[str, int]]:
        """By the term vectors of a document that is not stored."""
        from search_index.store import PARTS

        fields = {"words": tokens.words, "chars": tokens.chars}
        with reported():
            answer = self._connection.client.termvectors(
                index=self._index,
                doc={f"{t}_{part}": " ".join(f) for t in PARTS for part, f in fields.items()},
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
            with reported():
                answer = self._connection.client.mget(
                    index=self._index,
                    ids=[str(number) for number in ids[start : start + 1000]],
                    source_includes=STORED,
                )
            for item in answer.body["docs"]:
                if "error" in item:
                    raise IndexUnavailable(f"not read: {item['error']}")
                if item["found"]:
                    found.append(_stored(item))
        return found

    def scan(self, after: int, size: int) -> Sequence[StoredVersion]:
        """In the order of ids, which a document also holds as a number."""
        with reported():
            answer = self._connection.client.search(
                index=self._index,
                size=size,
                query={"range": {"id": {"gt": after}}},
                sort=[{"id": "asc"}],
                version=True,
                source_includes=STORED,
                track_total_hits=False,
                allow_partial_search_results=False,
            )
        return [_stored(hit) for hit in answer.body["hits"]["hits"]]

    def counts(self) -> Counts:
        """By kind, and the bytes of the primary shards."""
        with reported():
            # One being built is refreshed by nobody else.
            self._connection.patient.indices.refresh(index=self._index)
            answer = self._connection.client.search(
                index=self._index,
                size=0,
                query={"term": {"visible": True}},
                aggs={
                    "kinds": {"terms": {"field": "kind", "order": {"_key": "asc"}}},
                    "cut": {"filter": {"term": {"cut": True}}},
                },
                allow_partial_search_results=False,
            )
            stats = self._connection.client.indices.stats(
                index=self._index, metric="store", filter_path="_all.primaries.store.size_in_bytes"
            )
        found = answer.body["aggregations"]
        return Counts(
            documents={bucket["key"]: bucket["doc_count"] for bucket in found["kinds"]["buckets"]},
            cut=found["cut"]["doc_count"],
            bytes=stats.body["_all"]["primaries"]["store"]["size_in_bytes"],
        )

    def _actions(self, documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
        from .documents import source

        for document in documents:
            yield {
                "_index": written_by(self._index),
                "_id": str(document.id),
                "version": document.version,
                "version_type": "external_gte",
                "_source": source(document, self._encoder),
            }


def _stored(item: dict[str, Any]) -> StoredVersion:
    source = item["_source"]
    return StoredVersion(
        int(item["_id"]), item["_version"], source["visible"], source.get("encoder", "")
    )


def _place(plan: Plan, point: str, index: str) -> dict[str, Any]:
    """Where to search: in the state held, or in the index as it is."""
    if point:
        return {"pit": {"id": point, "keep_alive": HELD}}
    return {"index": index, "preference": queries.preference(plan)}


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    """A body as the client's arguments, which spell the reserved words otherwise."""
    renamed = {"from": "from_", "_source": "source"}
    return {renamed.get(name, name): value for name, value in body.items()}
