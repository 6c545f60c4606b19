"""What was typed as searches of one request, and the answers as what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search_index.contracts import TIERS
from search_index.elastic.scoring import RESTRICTED
from search_index.names import name_of
from search_index.store import PARTS, Meant, Named, Typed

# Names read of a question; the engine chooses among them.
READ = 100
KEPT = ("", RESTRICTED)
# What a typo leaves of the grams.
ENOUGH = "2<40%"


def searches(typed: Typed) -> list[dict[str, Any]]:
    """Titles, organisations, and how many documents there are for each term."""
    return [
        _names(typed, TIERS) | {"size": READ},
        _names(typed, ("names",)) | {"size": READ, "collapse": {"field": "organisation"}},
        *([_counts(typed)] if typed.terms else []),
    ]


def meant(answers: Sequence[Mapping[str, Any]]) -> Meant:
    """What the answers to ``searches`` hold."""
    titles, organisations, *terms = answers
    counted = terms[0]["aggregations"]["terms"]["buckets"] if terms else {}
    return Meant(
        _named(titles, TIERS, "id"),
        _named(organisations, ("names",), "organisation"),
        frozenset(term for term, bucket in counted.items() if bucket["doc_count"]),
    )


def _names(typed: Typed, parts: Sequence[str]) -> dict[str, Any]:
    asked = typed.asked
    grams = " ".join([*asked.written, *asked.letters])
    initials = " ".join(asked.initials)
    readable = []
    for part in parts:
        field = f"{part}_typed"
        ways = [{"match": {field: {"query": grams, "minimum_should_match": ENOUGH}}}]
        if initials:
            ways.append({"match": {field: {"query": initials, "operator": "and"}}})
        readable.append(_readable(typed, part, ways))
    return {
        "query": {
            "bool": {
                "filter": _may_find(typed),
                "should": readable,
                "minimum_should_match": 1,
            }
        },
        "sort": [{"_score": "desc"}, {"id": "desc"}],
        "track_total_hits": False,
        "_source": ["suggested", *(f"{part}_audience" for part in parts)],
        "docvalue_fields": ["id", "kind", "organisation"],
    }


def _counts(typed: Typed) -> dict[str, Any]:
    return {
        "size": 0,
        "query": {"bool": {"filter": _may_find(typed)}},
        "aggs": {"terms": {"filters": {"filters": dict(_of_terms(typed))}}},
    }


def _may_find(typed: Typed) -> list[dict[str, Any]]:
    return [{"term": {"visible": True}}, {"terms": {"audience": sorted(typed.readers)}}]


def _readable(typed: Typed, part: str, ways: list[dict[str, Any]]) -> dict[str, Any]:
    audience = [{"terms": {f"{part}_audience": sorted(typed.readers)}}]
    return {"bool": {"filter": audience, "should": ways, "minimum_should_match": 1}}


def _of_terms(typed: Typed) -> Iterator[tuple[str, dict[str, Any]]]:
    for term in typed.terms:
        parts = [
            _readable(typed, part, [{"term": {f"{kept}{part}_words": term}} for kept in KEPT])
            for part in PARTS
        ]
        yield term, {"bool": {"should": parts, "minimum_should_match": 1}}


def _named(answer: Mapping[str, Any], parts: Sequence[str], number: str) -> list[Named]:
    found = []
    for hit in answer["hits"]["hits"]:
        for part in parts:
            # Titles stand in one tier alone; a match there was the readers' to see.
            if part in hit["_source"]["suggested"]:
                shown, *spoken = hit["_source"]["suggested"][part]
                fields = hit["fields"]
                named = Named(shown, name_of(shown, spoken), fields[number][0], fields["kind"][0])
                found.append(named)
    return found
