from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

import matching
from matching import facade
from matching.contracts import MatchingError, UnknownRelease
from matching.fitting.release import Corpus, fit_release
from matching.fitting.texts import bilingual_sentences
from matching.release import Release, find_release, read_release, write_release

PACKAGE = Path(matching.__file__).parent
DIGESTS = json.loads((Path(__file__).parent / "shipped_digests.json").read_text())


def test_shipped_data_never_change():
    """A new fit is a new release; what pairings were made with stays."""
    shipped = [*(PACKAGE / "releases").glob("*/*"), *(PACKAGE / "encoders/fitted").glob("*")]
    found = {
        str(path.relative_to(PACKAGE)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in shipped
    }
    assert found == DIGESTS
    assert sum(path.stat().st_size for path in shipped) < 4_000_000


def test_each_encoder_has_its_release(tmp_path):
    facade.configure(model="null", cache_dir=tmp_path)
    assert facade.active_release().name == "null-3"
    assert facade.active_release().encoder_version == facade.encoder_version()
    facade.configure(model="bundled", cache_dir=tmp_path)
    assert facade.active_release().name == "e5-small-5"
    assert facade.active_release().encoder_version == facade.encoder_version()
    assert set(facade.release_names()) >= {"null-3", "e5-small-5", "plain-3"}


def test_a_model_without_release_ranks_without_vectors(tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    facade.configure(model=str(tmp_path / "model"), cache_dir=tmp_path)
    assert facade.active_release().name == "plain-3"
    assert facade.active_release().encoder_version is None


@pytest.mark.parametrize("name", ["nothing", "../releases/null-3", "", "null-3/"])
def test_an_unknown_release_is_refused(null_engine, name):
    with pytest.raises(UnknownRelease):
        facade.release(name)


@pytest.fixture
def fitted(null_engine) -> Release:
    from dataclasses import replace

    from matching import runtime
    from matching.fitting.texts import _profile

    pairs = [chinese for _, chinese in bilingual_sentences()][:24]
    needs = [_profile({"_id": f"n{i}", "title": t}, "need") for i, t in enumerate(pairs)]
    offers = [
        _profile({"_id": f"o{i}", "title": t + "技术"}, "achievement") for i, t in enumerate(pairs)
    ]
    judged = {(n.id, o.id): 3 * (i == j) for i, n in enumerate(needs) for j, o in enumerate(offers)}
    fitted = fit_release("mine", Corpus(needs, offers, [], judged), runtime.encoder(), {})
    return replace(fitted, record={"fitted_on": "2026"})


def test_fitting_puts_unrelated_pairs_around_zero(fitted):
    assert set(fitted.scales) == {"dense", "lexical", "lexical_title", "late", "late_title"} & set(
        fitted.scales
    )
    assert fitted.scales["dense"]["zh-zh"].deviation > 0
    slope, offset = fitted.calibration
    assert slope > 0
    assert fitted.probability(0.0) < 0.5 < fitted.probability(20.0)
    assert offset < 0


def test_a_written_release_reads_the_same_and_is_not_overwritten(fitted, tmp_path):
    write_release(tmp_path / "mine", fitted)
    again = read_release(tmp_path / "mine")
    assert again.scales == fitted.scales
    assert again.calibration == fitted.calibration
    assert np.array_equal(again.tables["pairs"].keys, fitted.tables["pairs"].keys)
    assert np.array_equal(again.tables["pairs"].frequency, fitted.tables["pairs"].frequency)
    with pytest.raises(FileExistsError):
        write_release(tmp_path / "mine", fitted)


def test_a_release_of_ones_own_is_found(fitted, tmp_path):
    write_release(tmp_path / "releases" / "mine", fitted)
    facade.configure(model="null", cache_dir=tmp_path)
    assert facade.release("mine").name == "mine"
    assert "mine" in facade.release_names()


def test_a_damaged_release_is_named(tmp_path):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "release.json").write_text("{}")
    with pytest.raises(MatchingError, match="bad"):
        find_release("bad", [tmp_path])
