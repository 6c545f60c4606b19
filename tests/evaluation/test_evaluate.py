from __future__ import annotations

import json
from pathlib import Path

import pytest

from matching import facade
from tests.evaluation.test_beir import write_folder

REPOSITORY = Path(__file__).parents[2]
DATA = REPOSITORY.parent / "shared" / "data" / "bdci-dev"


@pytest.fixture
def null_engine(tmp_path):
    facade.configure(model="null", cache_dir=tmp_path)


def test_a_small_folder_by_hand(null_engine, tmp_path):
    grades = "n1\ta0\t1\nn1\ta1\t3\nn1\ta2\t0\n"
    seen: list[tuple[int, int]] = []
    result = facade.evaluate(
        write_folder(tmp_path / "set", grades=grades),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(1, 2), (2, 2)]
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


@pytest.mark.model
def test_the_shipped_release_beats_each_of_its_parts(tmp_path):
    """On a fifth of the needs with their judged achievements alone, to stay short."""
    rows = [line.split("\t") for line in (DATA / "qrels/test.tsv").read_text().splitlines()[1:]]
    needs = sorted({row[0] for row in rows})[::5]
    rows = [row for row in rows if row[0] in needs]
    offers = {row[1] for row in rows}
    (tmp_path / "set" / "qrels").mkdir(parents=True)
    for name, kept in (("queries", set(needs)), ("corpus", offers)):
        lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        chosen = [line for line in lines if json.loads(line)["_id"] in kept]
        (tmp_path / "set" / f"{name}.jsonl").write_text("".join(chosen), encoding="utf-8")
    (tmp_path / "set/qrels/test.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
    facade.configure(cache_dir=REPOSITORY / ".cache" / "models", threads=2)
    result = facade.evaluate(tmp_path / "set")
    assert result.release == "e5-small-1"
    assert result.figures.ndcg_at_10 >= 0.69
    assert result.figures.ndcg_at_10 > result.bm25.ndcg_at_10
    assert result.figures.ndcg_at_10 > result.signals["dense"].ndcg_at_10
    facade.configure(model="null", cache_dir=tmp_path)
