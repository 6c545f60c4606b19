"""Offers of an evaluation as the index holds them."""

from __future__ import annotations

from matching.contracts import Profile
from search_index.contracts import Document, TierText, Vector
from search_index.kinds import known_kinds, use_kinds

PUBLIC = frozenset({"public"})
KIND = "achievement"

# Outside of an installation nobody has told the index what it holds.
if KIND not in known_kinds():
    use_kinds({KIND: ()})


def document(place: int, offer: Profile) -> Document:
    """An encoded offer under its place in the collection, found by its whole text's vector."""
    texts = {name: text for name, text in offer.texts.items() if text}
    return Document(
        id=place,
        kind=KIND,
        version=1,
        visible=True,
        language=offer.language,
        organisation=1,
        audience=PUBLIC,
        texts=[TierText("summary", texts, PUBLIC)],
        facets={},
        full_vector=vector(offer),
    )


def vector(profile: Profile) -> Vector:
    """Of title and text, as the matcher asks with it."""
    assert profile.encoding is not None
    return Vector(profile.encoding.dense["text"], profile.encoding.encoder_version)
