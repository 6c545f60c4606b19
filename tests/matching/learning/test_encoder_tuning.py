"""Tuning the encoder: a version of its own, repeatable, resumed where it was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from matching import facade, runtime
from matching.contracts import MatchingError, UnknownEncoder
from matching.learning.encoder_tuning import tune_encoder
from matching.learning.labels import Labels, graded
from matching.learning.outcome_file import write_outcomes
from matching.learning.training import train
from tests.matching.learning.made_up import market


def few_labels(needs: int = 4) -> Labels:
    profiles, outcomes = market(needs, offers_each=4)
    return Labels(
        "few",
        {p.id: p for p in profiles if p.kind == "need"},
        {p.id: p for p in profiles if p.kind != "need"},
        graded(outcomes),
    )


def test_an_encoder_without_weights_is_refused(null_engine, tmp_path):
    with pytest.raises(MatchingError, match="no weights to tune"):
        tune_encoder(few_labels(), runtime.encoder())
    assert list(tmp_path.iterdir()) == []


def test_a_version_that_is_nowhere_is_refused(null_engine, tmp_path):
    for version in ("tuned-1-raw", "", "..-raw", "tuned-1"):
        with pytest.raises(UnknownEncoder):
            runtime.encoder(version)
    assert not facade.encoder_known("tuned-1-raw")


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the bundled one's kind with its sub-words, small enough to tune in seconds."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel, set_seed

    from matching.encoders.bundled_model import bundled_model

    cache = Path(__file__).parents[3] / ".cache" / "models" / "models"
    set_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(bundled_model(cache))
    folder = tmp_path_factory.mktemp("tiny")
    parts, model = folder / "parts", folder / "tiny"
    tokenizer.save_pretrained(parts)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=64, num_hidden_layers=4, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=128, pad_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    BertModel(config).save_pretrained(parts)
    layers = [Transformer(str(parts), max_seq_length=128), Pooling(64, "mean"), Normalize()]
    prompts = {"query": "query: ", "passage": "passage: "}
    SentenceTransformer(modules=layers, prompts=prompts, device="cpu").save(str(model))
    return model


@pytest.fixture
def tiny_engine(tiny_model: Path, tmp_path: Path) -> Iterator[Path]:
    """Where the engine of the tiny model keeps what it makes."""
    facade.configure(model=str(tiny_model), cache_dir=tmp_path / "cache", threads=1)
    yield tmp_path / "cache"
    facade.configure(model="null", cache_dir=tmp_path)


@pytest.mark.model
def test_a_tuned_encoder_is_a_version_of_its_own(tiny_engine, tiny_model):
    parent = runtime.encoder()
    told: list[tuple[str, int, int]] = []
    tuned = tune_encoder(few_labels(), parent, seed=1, progress=lambda *step: told.append(step))
    assert tuned.version.startswith("tuned-")
    assert tuned.version != parent.version
    assert [step for step in told if step[0] == "tune"][-1][1:] == (8, 8)
    # Any process that is told the version finds it.
    facade.configure(model=str(tiny_model), cache_dir=tiny_engine, threads=1)
    assert facade.encoder_known(tuned.version)
    (encoding,) = facade.encode([{"title": "石墨散热膜"}], ["need"], tuned.version)
    assert encoding.encoder_version == tuned.version
    assert not (tiny_engine / "tuning").exists() or not list((tiny_engine / "tuning").iterdir())


@pytest.mark.model
def test_what_was_cut_off_goes_on_and_ends_the_same(tiny_engine, monkeypatch):
    labels, parent = few_labels(), runtime.encoder()
    whole = tune_encoder(labels, parent, seed=1).version

    class CutOff(Exception):
        pass

    def cut(step: str, done: int, total: int) -> None:
        if step == "tune" and done == 5:
            raise CutOff

    with pytest.raises(CutOff):
        tune_encoder(labels, parent, seed=1, progress=cut)
    seen: list[int] = []
    again = tune_encoder(
        labels, parent, seed=1,
        progress=lambda step, done, total: seen.append(done) if step == "tune" else None,
    )  # fmt: skip
    assert seen[0] > 1
    assert seen[-1] == 8
    assert again.version == whole


@pytest.mark.model
def test_a_candidate_with_a_tuned_encoder_is_written_and_compared(tiny_engine, tmp_path):
    profiles, outcomes = market(16, offers_each=4)
    write_outcomes(tmp_path / "o.jsonl", profiles, outcomes)
    present = facade.active_release()
    trained = train(tmp_path / "o.jsonl", present, part="all", seed=1)
    release = trained.release
    assert str(release.encoder_version).startswith("tuned-")
    assert facade.encoder_known(str(release.encoder_version))
    assert trained.gate.present == present.name
    assert release.record["encoder"].startswith("tuned by CoSENT")
