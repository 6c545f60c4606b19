from __future__ import annotations

import numpy as np
import pytest

from matching import facade
from matching.contracts import Encoding, MatchingError
from matching.encoders.sentence import SentenceEncoder


def test_the_same_text_gives_the_same_vector_and_like_texts_like_vectors(null_engine):
    a, b, c, d = facade.embed(
        ["锂电池负极材料", "锂电池负极材料", "硅碳负极材料", "稻田鱼病防治"], "passage"
    )
    assert np.array_equal(a, b)
    assert a @ c > a @ d + 0.2
    assert np.linalg.norm(a) == pytest.approx(1.0, abs=1e-5)


def test_a_listing_without_text_has_its_title_for_both(null_engine):
    (encoding,) = facade.encode([{"title": "锂电池", "summary": " "}], ["need"])
    assert np.array_equal(encoding.dense["title"], encoding.dense["text"])
    assert encoding.content_hash == facade.content_hash({"title": "锂电池", "summary": " "})


def test_an_empty_listing_has_no_vectors(null_engine):
    (encoding,) = facade.encode([{"title": ""}], ["need"])
    assert encoding.dense == {}


def test_order_of_mixed_kinds_is_kept(null_engine):
    titles = ["甲甲", "乙乙", "丙丙", "丁丁"]
    encodings = facade.encode(
        [{"title": t} for t in titles], ["need", "achievement", "need", "expert"]
    )
    assert [e.content_hash for e in encodings] == [
        facade.content_hash({"title": t}) for t in titles
    ]


def test_as_many_kinds_as_listings(null_engine):
    with pytest.raises(MatchingError, match="2 kinds"):
        facade.encode([{"title": "x"}], ["need", "need"])


def test_packing_keeps_everything():
    rng = np.random.default_rng(1)
    vector = rng.normal(size=8).astype(np.float16).astype(np.float32)
    encoding = Encoding(
        "v-1",
        "h" * 32,
        {"title": vector, "text": -vector},
        rng.integers(-127, 127, (3, 4), np.int8),
        np.array([0.5, 0.25, 2.0], np.float32),
        np.array([5, 250_000, 7], np.int32),
        np.array([0, 0, 1], np.int16),
    )
    again = facade.unpack_encoding(facade.pack_encoding(encoding))
    assert (again.encoder_version, again.content_hash) == ("v-1", "h" * 32)
    assert {k: v.tolist() for k, v in again.dense.items()} == {
        k: v.tolist() for k, v in encoding.dense.items()
    }
    for name in ("tokens", "token_scale", "token_ids", "token_passages"):
        ours, theirs = getattr(again, name), getattr(encoding, name)
        assert np.array_equal(ours, theirs)
        assert ours.dtype == theirs.dtype


@pytest.mark.parametrize("damaged", [b"", b"TQE1", b"TQE1\xff\xff\xff\xff{}", b"nonsense" * 9])
def test_damaged_bytes_are_refused(damaged):
    with pytest.raises(MatchingError):
        facade.unpack_encoding(damaged)


def test_who_would_rather_not_wait_learns_whether_the_model_is_loaded(null_engine):
    assert facade.warm()
    unloaded = SentenceEncoder("e-1", lambda: "/nowhere")
    assert not unloaded.loaded


def test_a_searched_text_is_remembered_with_its_version(null_engine):
    vector, version = facade.embed_query("石墨")
    again, _ = facade.embed_query("石墨")
    assert again is vector
    assert version == facade.encoder_version()
    assert vector.shape == (facade.dimension(),)
