"""A plan as one request body, and the answer as what was retrieved."""

from __future__ import annotations

import hashlib
from typing import Any

from search_index.contracts import FACETS, TIERS, TierText
from search_index.elastic.scoring import CHARACTERS_BOOST, RESTRICTED
from search_index.query_language import Clause
from search_index.store import (
    CHARS_WEIGHT,
    FACET_VALUES,
    PARTS,
    RESTRICTED_WORTH,
    Candidate,
    Plan,
    Retrieved,
)

# Puts the nearest before all others in the one list; divided out again where they are scored.
NEAREST_FIRST = 1e6


def body(plan: Plan, vector_field: str) -> dict[str, Any]:
    """The search: rights as filters, lexical and vector clauses named, facets over all found."""
    rights = _rights(plan)
    clauses: list[dict[str, Any]] = []
    if plan.tokens:
        clauses.append(_lexical(plan))
    if plan.vector is not None and not plan.newest_first:
        clauses.append(_vector(plan, vector_field, rights))
    query: dict[str, Any] = {"filter": rights}
    if clauses:
        query |= {"should": clauses, "minimum_should_match": 1}
    by_date = plan.newest_first or not clauses
    request: dict[str, Any] = {
        "query": {"bool": query},
        **({"search_after": [*plan.after]} if plan.after else {"from": plan.start}),
        "size": plan.size,
        "sort": _newest() if by_date else [{"_score": "desc"}, {"id": "asc"}],
        "track_total_hits": True,
        "_source": ["texts", *(f"{part}_audience" for part in PARTS)] if plan.with_texts else False,
        "docvalue_fields": ["id", "kind", "facets.language"],
    }
    if plan.with_facets:
        request["aggs"] = {
            name: {"terms": {"field": f"facets.{name}", "size": FACET_VALUES}} for name in FACETS
        }
    return request


def retrieved(plan: Plan, answer: dict[str, Any]) -> Retrieved:
    """What ``answer`` holds."""
    counts = answer.get("aggregations", {})
    hits = answer["hits"]["hits"]
    sources = {hit["fields"]["id"][0]: hit.get("_source", {}) for hit in hits}
    return Retrieved(
        [_candidate(plan, hit) for hit in hits],
        answer["hits"]["total"]["value"],
        facets={
            name: {bucket["key"]: bucket["doc_count"] for bucket in counts[name]["buckets"]}
            for name in FACETS
            if name in counts
        },
        texts=lambda ids: {number: _texts(plan.readers, sources[number]) for number in ids},
        point=answer.get("pit_id", ""),
    )


def _rights(plan: Plan) -> list[dict[str, Any]]:
    rights: list[dict[str, Any]] = [
        {"term": {"visible": True}},
        {"terms": {"kind": sorted(plan.kinds)}},
    ]
    if plan.readers is not None:
        rights.append({"terms": {"audience": sorted(plan.readers)}})
    if plan.only_id is not None:
        rights.append({"term": {"id": plan.only_id}})
    for name, wanted in sorted(plan.filters.items()):
        rights.append({"terms": {f"facets.{name}": sorted(wanted)}})
    rights.extend(_phrase(plan, clause) for clause in sorted(plan.required, key=str))
    barred = [_phrase(plan, clause) for clause in sorted(plan.excluded, key=str)]
    if plan.exclude_id is not None:
        barred.append({"term": {"id": plan.exclude_id}})
    if plan.exclude_organisation is not None:
        barred.append({"term": {"organisation": plan.exclude_organisation}})
    return [*rights, {"bool": {"must_not": barred}}] if barred else rights


def _lexical(plan: Plan) -> dict[str, Any]:
    """Some token in some part; a part counts only for those who may read it."""
    parts = []
    for part in _parts(plan):
        fields = [
            {"match": {f"{kept}{part}_{field}": {"query": " ".join(tokens), "boost": worth}}}
            for kept, field, tokens, worth in (
                ("", "words", plan.tokens.words, 1.0),
                ("", "chars", plan.tokens.chars, CHARACTERS_BOOST),
                (RESTRICTED, "words", plan.tokens.words, RESTRICTED_WORTH),
                (RESTRICTED, "chars", plan.tokens.chars, RESTRICTED_WORTH * CHARS_WEIGHT),
            )
            if tokens
        ]
        parts.append(_readable(plan, part, {"should": fields, "minimum_should_match": 1}))
    return {"bool": {"should": parts, "minimum_should_match": 1, "_name": "lexical"}}


def _phrase(plan: Plan, clause: Clause) -> dict[str, Any]:
    """The clause's words in order in some part that the readers may read."""
    parts = []
    for part in _parts(plan):
        phrase = {"match_phrase": {f"{part}_in_{clause.scope}": " ".join(clause.words)}}
        parts.append(_readable(plan, part, {"must": [phrase]}))
    return {"bool": {"should": parts, "minimum_should_match": 1}}


def _parts(plan: Plan) -> tuple[str, ...]:
    """The matcher reads the tiers alone."""
    return TIERS if plan.readers is None else PARTS


def _readable(plan: Plan, part: str, clause: dict[str, Any]) -> dict[str, Any]:
    if plan.readers is not None:
        clause["filter"] = [{"terms": {f"{part}_audience": sorted(plan.readers)}}]
    return {"bool": clause}


def _vector(plan: Plan, field: str, rights: list[dict[str, Any]]) -> dict[str, Any]:
    assert plan.vector is not None
    clause: dict[str, Any] = {
        "field": field,
        "query_vector": plan.vector.tolist(),
        "k": plan.neighbours,
        "num_candidates": max(100, 2 * plan.neighbours),
        "filter": rights,
        "boost": NEAREST_FIRST,
        "_name": "vector",
    }
    if plan.floor > -1:
        clause["similarity"] = plan.floor
    return {"knn": clause}


def _newest() -> list[dict[str, Any]]:
    return [{"published_at": {"order": "desc", "missing": "_last"}}, {"id": "desc"}]


def _candidate(plan: Plan, hit: dict[str, Any]) -> Candidate:
    scores = hit.get("matched_queries") or {}
    similarity = scores.get("vector")
    return Candidate(
        id=hit["fields"]["id"][0],
        kind=hit["fields"]["kind"][0],
        lexical=scores.get("lexical"),
        # Elasticsearch scores a cosine as (1 + cosine) / 2.
        similarity=None if similarity is None else 2 * similarity / NEAREST_FIRST - 1,
        key=tuple(hit["sort"]),
        language=hit["fields"].get("facets.language", [""])[0],
    )


def _texts(readers: frozenset[str] | None, source: dict[str, Any]) -> list[TierText]:
    """The parts that the readers may read."""
    found = []
    for tier, fields in source.get("texts", {}).items():
        audience = frozenset(source.get(f"{tier}_audience", ()))
        if readers is None or audience & readers:
            found.append(TierText(tier, fields, audience))
    return found


def example(number: int, readers: frozenset[str], vector_field: str) -> dict[str, Any]:
    """The search for one document that these readers may find, with its public vector."""
    wanted = [{"term": {"visible": True}}, {"term": {"id": number}}]
    return {
        "query": {"bool": {"filter": [*wanted, {"terms": {"audience": sorted(readers)}}]}},
        "size": 1,
        "_source": ["texts", *(f"{part}_audience" for part in PARTS)],
        "fields": [vector_field],
    }


def exemplified(
    readers: frozenset[str], answer: dict[str, Any]
) -> tuple[list[TierText], list[float] | None] | None:
    """Summary and vector in the answer to ``example``; None where there is no such document."""
    for hit in answer["hits"]["hits"]:
        texts = [text for text in _texts(readers, hit["_source"]) if text.tier == "summary"]
        # The one field asked for; absent where there is no vector.
        return texts, next(iter(hit.get("fields", {}).values()), None)
    return None


def preference(plan: Plan) -> str:
    """Pages of one reader come from one copy of a shard, so that equal scores keep their order."""
    return hashlib.sha256("\0".join(sorted(plan.readers or ())).encode()).hexdigest()[:16]
