"""The demo's listings in an index with the bundled model's vectors, as a visitor finds them."""

from __future__ import annotations

from typing import Any

from backend.catalog.taxonomies import names
from backend.portal.demo.people import rows
from matching import facade as matching
from search_index.contracts import Backend, Document, Kind, SearchQuery, TierText, Vector

VISITOR = frozenset({"public"})
FILES: dict[str, Kind] = {
    "needs-a": "need",
    "needs-b": "need",
    "achievements-a": "achievement",
    "achievements-b": "achievement",
    "experts": "expert",
}


class DemoMarket:
    """Answers questions as the search page does, by the titles of what it finds."""

    def __init__(self, index: Backend) -> None:
        self._index = index
        listings = [(row, kind) for name, kind in FILES.items() for row in rows(name)]
        self._titles = [row["title"] for row, _ in listings]
        public = [{"title": row["title"], "summary": row["summary"]} for row, _ in listings]
        encodings = matching.encode(public, [kind for _, kind in listings])
        index.prepare(encoder_version=matching.encoder_version(), dimension=matching.dimension())
        organisations = {row["key"]: row for row in rows("organisations")}
        documents = [
            _document(number, row, kind, organisations[row["organisation"]], encoding)
            for number, ((row, kind), encoding) in enumerate(zip(listings, encodings, strict=True))
        ]
        index.write(documents, wait=True)

    def answer(self, text: str, count: int = 10) -> list[str]:
        """Titles of the first ``count``."""
        values, version = matching.embed_query(text)
        query = SearchQuery(
            text,
            VISITOR,
            vector=Vector(values, version),
            size=count,
            language=matching.language_of(text),
        )
        return [self._titles[hit.id] for hit in self._index.search(query).hits]


def _document(
    number: int, row: dict[str, Any], kind: Kind, owner: dict[str, Any], encoding: Any
) -> Document:
    vector = Vector(encoding.dense["text"], encoding.encoder_version)
    summary = {"title": row["title"], "summary": row["summary"]}
    return Document(
        id=number,
        kind=kind,
        version=1,
        visible=True,
        language=row["language"],
        organisation=number,
        audience=VISITOR,
        texts=[TierText("summary", summary, VISITOR)],
        facets={"field": [row["field"]]},
        public_vector=vector,
        full_vector=vector,
        names={
            "organisation": f"{owner['name']} {owner['name_en']}",
            "field": " ".join(names("fields", row["field"])),
        },
    )
