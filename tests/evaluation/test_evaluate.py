from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from matching import facade, runtime
from matching.contracts import MatchingError
from matching.encoding import ListingEncoder
from matching.evaluation.beir import BadFolder
from tests.evaluation.large_sets import large_set
from tests.evaluation.test_beir import write_folder

MODELS = Path(__file__).parents[2] / ".cache" / "models"
JUDGED = Path(__file__).with_name("judged")


@pytest.fixture
def null_engine(tmp_path):
    facade.configure(model="null", cache_dir=tmp_path)


def test_a_small_folder_by_hand(null_engine, tmp_path):
    grades = "n1\ta0\t1\nn1\ta1\t3\nn1\ta2\t0\n"
    seen: list[tuple[str, int, int]] = []
    result = facade.evaluate(
        write_folder(tmp_path / "set", grades=grades), progress=lambda *step: seen.append(step)
    )
    assert seen == [("encode", 0, 3), ("encode", 3, 3), ("rank", 1, 2), ("rank", 2, 2)]
    # Three judged pairs are too few for nDCG; the one relevant achievement comes first.
    assert result.figures.ndcg_at_10 is None
    assert result.figures.auc == 1.0
    assert result.figures.recall_at_100 == 1.0
    assert result.figures.mrr == 1.0
    assert set(result.signals) == {"dense", "lexical", "lexical_title"}
    assert (result.needs, result.offers, result.judged_pairs) == (2, 3, 3)


def test_grades_of_one_are_relevant_where_none_is_higher(null_engine, tmp_path):
    result = facade.evaluate(write_folder(tmp_path / "set", grades="n1\ta1\t1\nn1\ta2\t0\n"))
    assert result.figures.mrr == 1.0


def test_json_and_table_tell_the_same(null_engine, tmp_path):
    result = facade.evaluate(write_folder(tmp_path / "set"))
    told = json.loads(facade.as_json(result))
    assert told["mrr"] == result.figures.mrr
    assert told["signals"]["dense"]["mrr"] == result.signals["dense"].mrr
    assert told["ms_per_query"] > 0
    table = facade.as_table(result)
    assert "ranker" in table
    assert "BM25" in table
    assert f"{result.figures.mrr:.4f}" in table


# Six judged achievements for one need, four for the other; the grades follow no order of titles.
MANY = [(f"n{n}", f"a{a}", grade) for n, a, grade in [
    (1, 0, 0), (1, 1, 3), (1, 2, 1), (1, 3, 2), (1, 4, 0), (1, 5, 0),
    (2, 0, 2), (2, 2, 0), (2, 6, 3), (2, 7, 1), (2, 5, 0),
]]  # fmt: skip
TITLES = [
    "石墨烯导电油墨", "等静压石墨密封", "稻田鱼病防治", "高温泵机械密封", "水泥窑", "育种方法",
    "鱼病快速诊断", "养殖水处理",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    path = write_folder(tmp_path / "set")
    lines = (
        json.dumps({"_id": f"a{i}", "title": t}, ensure_ascii=False) for i, t in enumerate(TITLES)
    )
    (path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (path / "qrels/test.tsv").write_text("".join(f"{n}\t{a}\t{g}\n" for n, a, g in MANY))
    return path


def test_leaving_a_signal_out_is_ranking_by_a_release_without_it(null_engine, folder):
    release = facade.active_release()
    bare = replace(release, scales={n: s for n, s in release.scales.items() if n != "dense"})
    result = facade.evaluate(folder)
    assert result.ablation["dense"].figures == facade.evaluate(folder, release=bare).figures
    assert set(result.ablation) == set(result.signals)
    low, high = result.ablation["dense"].difference_intervals["ndcg_at_10"]
    assert low <= result.ablation["dense"].difference.ndcg_at_10 <= high


def test_slices_cover_all_needs(null_engine, folder):
    queries = [
        {"_id": "n1", "title": "高密度石墨", "text": "密封" * 100, "field": "new-materials"},
        {"_id": "n2", "title": "fish disease in rice fields"},
    ]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    found = {(s.by, s.name): s.needs for s in facade.evaluate(folder).slices}
    assert found == {
        ("length", "up to 150 characters"): 1,
        ("length", "151 to 400 characters"): 1,
        ("language", "zh"): 1,
        ("language", "en"): 1,
        ("field", "new-materials"): 1,
    }


def test_the_worst_needs_show_what_stood_above_what(null_engine, folder):
    (folder / "qrels/test.tsv").write_text(
        "".join(f"n1\ta{i}\t{3 if i == 4 else 0}\n" for i in range(8))
    )
    (worst,) = facade.evaluate(folder).worst
    assert (worst.id, worst.measure) == ("n1", "ndcg_at_10")
    assert worst.value < 0.5
    assert [p.place for p in worst.first] == list(range(1, 9))
    assert next(p.title for p in worst.first if p.grade == 3) == "水泥窑"
    assert worst.first[0].title != "水泥窑"


def test_vectors_kept_between_runs_give_the_same_figures(
    null_engine, folder, tmp_path, monkeypatch
):
    first = facade.evaluate(folder, encodings=tmp_path / "vectors")
    encode, texts = runtime.encoder().encode, []
    monkeypatch.setattr(
        ListingEncoder, "encode", lambda self, t, kinds: texts.extend(t) or encode(t, kinds)
    )
    again = facade.evaluate(folder, encodings=tmp_path / "vectors")
    assert len(texts) == again.needs  # the needs alone, which are timed
    assert replace(again, ms_per_query=0) == replace(first, ms_per_query=0)


def test_a_file_that_holds_no_encodings_is_named(null_engine, folder, tmp_path):
    vectors = tmp_path / "vectors"
    vectors.mkdir()
    (vectors / f"{facade.encoder_version()}.sqlite").write_text("not a database at all")
    with pytest.raises(MatchingError, match="delete it"):
        facade.evaluate(folder, encodings=vectors)


def test_titles_look_for_their_abstracts(null_engine, tmp_path):
    path = tmp_path / "papers.jsonl"
    rows = [{"title": t, "abstract": f"本文研究{t}。"} for t in TITLES]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    result = facade.evaluate(path)
    assert (result.needs, result.offers) == (8, 8)
    assert result.figures.recall_at_100 == 1.0
    assert result.figures.mrr > 0.9
    assert result.figures.ndcg_at_10 is None
    assert result.calibration is None


@pytest.mark.parametrize("content", ["", "{}", '{"title": "x", "abstract": ""}', "no"])
def test_papers_that_cannot_be_read_are_named(null_engine, tmp_path, content):
    path = tmp_path / "papers.jsonl"
    path.write_text(content)
    with pytest.raises(BadFolder, match=r"papers\.jsonl"):
        facade.evaluate(path)


@pytest.fixture
def bundled_engine(tmp_path):
    facade.configure(cache_dir=MODELS, threads=1)
    yield
    facade.configure(model="null", cache_dir=tmp_path)


@pytest.mark.model
def test_the_shipped_release_keeps_its_figures_on_the_small_set(bundled_engine):
    result = facade.evaluate(JUDGED)
    assert result.release == "e5-small-5"
    assert result.figures.ndcg_at_10 >= 0.70
    assert result.figures.auc >= 0.78
    assert result.figures.mrr > result.bm25.mrr


@pytest.mark.model
def test_what_makes_the_encoder_fast_costs_no_quality(bundled_engine, monkeypatch):
    from matching.encoders import packed, sentence

    chosen = facade.evaluate(JUDGED).figures
    monkeypatch.setattr(sentence, "multiplies_bfloat16", lambda: False)
    monkeypatch.setattr(packed, "pack", lambda model: False)
    # Other settings are another encoder, made under the conditions above.
    facade.configure(cache_dir=MODELS, threads=2)
    plain = facade.evaluate(JUDGED).figures
    assert chosen.ndcg_at_10 == pytest.approx(plain.ndcg_at_10, abs=0.02)
    assert chosen.auc == pytest.approx(plain.auc, abs=0.02)


@pytest.mark.model
@pytest.mark.nightly
def test_the_shipped_release_beats_each_of_its_parts_on_the_large_set(bundled_engine):
    result = facade.evaluate(large_set("bdci-dev"))
    assert result.figures.ndcg_at_10 >= 0.72
    assert result.figures.ndcg_at_10 > result.bm25.ndcg_at_10
    assert result.figures.ndcg_at_10 > result.signals["dense"].ndcg_at_10
