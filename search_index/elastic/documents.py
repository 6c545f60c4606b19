"""The document as Elasticsearch holds it, and the index it lives in."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from elasticsearch.dsl import (
    Boolean,
    Date,
    InnerDoc,
    Keyword,
    Long,
    MetaField,
    Object,
    Text,
    analyzer,
)
from elasticsearch.dsl import Document as DslDocument
from elasticsearch.helpers import pack_dense_vector

from search_index.checks import unit
from search_index.contracts import FACETS, Document
from search_index.elastic.scoring import CHARACTERS, CONSTANT, RESTRICTED, SIMILARITIES
from search_index.names import name_grams
from search_index.normalise import clean
from search_index.store import (
    PARTS,
    SCOPES,
    Encoder,
    document_facets,
    document_parts,
    document_sequences,
    document_tokens,
    is_restricted,
    suggested_name,
)
from search_index.tokens import VERSION

# The tokens are made here, in Python: the server parts them at blanks and nothing more.
TOKENS = analyzer("whitespace")


class Facets(InnerDoc):
    """A field a facet."""

    class Meta:
        dynamic = MetaField("strict")


for _name in FACETS:
    Facets._doc_type.mapping.field(_name, Keyword())


class ListingDocument(DslDocument):
    """A listing. Vectors have fields of their own, named by encoder (``vector_field``).

    Each part's text is apart and has its own audience; ``texts`` is what highlights are drawn from,
    ``suggested`` what a part is suggested by: as it is shown, then its syllables and words.
    """

    id = Long()
    kind = Keyword()
    visible = Boolean()
    cut = Boolean()
    organisation = Long()
    audience = Keyword()
    published_at = Date()
    # Whose vectors it holds: read back when the index is compared with what it is of.
    encoder = Keyword(index=False, doc_values=False)
    facets = Object(Facets)
    texts = Object(enabled=False)
    suggested = Object(enabled=False)

    class Meta:
        dynamic = MetaField("strict")


# Tokens count, those of restricted texts apart; sequences are only looked through for phrases.
COUNTED = {"words": "BM25", "chars": CHARACTERS}
SIMILARITY_OF = {
    **{f"{_part}_{_field}": how for _part in PARTS for _field, how in COUNTED.items()},
    **{f"{RESTRICTED}{_part}_{_field}": CONSTANT for _part in PARTS for _field in COUNTED},
    **{f"{_part}_typed": "BM25" for _part in PARTS},
    **{f"{_part}_in_{_scope}": CONSTANT for _part in PARTS for _scope in SCOPES},
}
for _part in PARTS:
    ListingDocument._doc_type.mapping.field(f"{_part}_audience", Keyword())
for _name, _how in SIMILARITY_OF.items():
    ListingDocument._doc_type.mapping.field(
        _name, Text(analyzer=TOKENS, norms=_how != CONSTANT, similarity=_how)
    )

# Looked for, never shown: not kept a second time in the source. Vectors the server leaves out itself.
UNKEPT = list(SIMILARITY_OF)
# A single publish waits for the next refresh.
REFRESH = "500ms"


def mapping(encoder: Encoder) -> dict[str, Any]:
    """The strict mapping with the vectors of ``encoder``, which it remembers."""
    fields = _mapping()
    return {
        **fields,
        "properties": fields["properties"] | vector_fields(encoder),
        "_meta": {"encoder": encoder.version, "dimension": encoder.dimension},
    }


def schema_hash() -> str:
    """Names what an index was built by, whatever the encoder: its mapping and kind of tokens."""
    recipe = json.dumps([_mapping(), SIMILARITIES, VERSION], sort_keys=True)
    return hashlib.sha256(recipe.encode()).hexdigest()[:8]


def _mapping() -> dict[str, Any]:
    fields: dict[str, Any] = ListingDocument._doc_type.mapping.to_dict()
    return {**fields, "_source": {"excludes": UNKEPT}}


def vector_field(purpose: str, encoder_version: str) -> str:
    """The field of one encoder's vectors: those of another can never be compared with them."""
    digest = hashlib.sha256(encoder_version.encode()).hexdigest()[:12]
    return f"vector_{purpose}_{digest}"


def vector_fields(encoder: Encoder) -> dict[str, Any]:
    """Mapping of both vectors of ``encoder``."""
    kind = {
        "type": "dense_vector",
        "dims": encoder.dimension,
        "index": True,
        "similarity": "cosine",
        "index_options": {"type": "int8_hnsw"},
    }
    return {vector_field(purpose, encoder.version): kind for purpose in ("public", "full")}


def source(document: Document, encoder: Encoder) -> dict[str, Any]:
    """The body stored for ``document``."""
    body: dict[str, Any] = {
        "id": document.id,
        "kind": document.kind,
        "visible": document.visible,
        "cut": document.cut,
        "organisation": document.organisation,
        "audience": sorted(document.audience),
        "facets": document_facets(document),
        "texts": {},
        "suggested": {},
    }
    if document.published_at is not None:
        body["published_at"] = document.published_at.isoformat()
    for text in document_parts(document):
        tokens = document_tokens(text)
        body[f"{text.tier}_audience"] = sorted(text.audience)
        counted = f"{RESTRICTED if is_restricted(document, text) else ''}{text.tier}"
        body[f"{counted}_words"] = " ".join(tokens.words)
        body[f"{counted}_chars"] = " ".join(tokens.chars)
        for scope, words in document_sequences(text).items():
            body[f"{text.tier}_in_{scope}"] = words
        if suggested := suggested_name(text):
            shown, name = suggested
            body[f"{text.tier}_typed"] = " ".join(name_grams(name))
            body["suggested"][text.tier] = [clean(shown), *name.spoken]
        body["texts"][text.tier] = {name: clean(value) for name, value in text.fields.items()}
    for purpose, vector in (("public", document.public_vector), ("full", document.full_vector)):
        # A vector of another encoder is left out: vectors never mix.
        if vector is not None and vector.encoder_version == encoder.version:
            body[vector_field(purpose, encoder.version)] = pack_dense_vector(unit(vector))
            body["encoder"] = encoder.version
    return body
