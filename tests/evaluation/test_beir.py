from __future__ import annotations

import json
from pathlib import Path

import pytest

from matching.evaluation.beir import BadFolder, read_folder


def write_folder(folder: Path, *, grades: str = "n1\ta1\t3\n") -> Path:
    (folder / "qrels").mkdir(parents=True)
    needs = [{"_id": "n1", "title": "高密度石墨", "text": "密封"}, {"_id": "n2", "title": "鱼病"}]
    offers = [
        {"_id": f"a{i}", "title": t} for i, t in enumerate(["石墨烯", "等静压石墨密封", "稻田"])
    ]
    for name, rows in (("queries", needs), ("corpus", offers)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + grades, encoding="utf-8"
    )
    return folder


def test_a_folder_is_read(tmp_path):
    folder = read_folder(write_folder(tmp_path / "set"))
    assert [n.id for n in folder.needs] == ["n1", "n2"]
    assert folder.offers[1].texts == {"title": "等静压石墨密封", "text": ""}
    assert folder.grades == {("n1", "a1"): 3}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("corpus.jsonl", None, "corpus.jsonl is missing"),
        ("corpus.jsonl", "", "no needs or no achievements"),
        ("corpus.jsonl", "{", "corpus.jsonl, line 1"),
        ("corpus.jsonl", "[1]", "corpus.jsonl, line 1"),
        ("corpus.jsonl", '{"title": "x"}', '"_id" is missing'),
        ("corpus.jsonl", '{"_id": "a"}\n{"_id": "a"}', "line 2"),
        ("corpus.jsonl", '{"_id": "a", "title": 5}', "must be strings"),
        ("qrels/test.tsv", "n1\ta1\tthree\n", "line 1"),
        ("qrels/test.tsv", "n1\ta1\n", "line 1"),
        ("qrels/test.tsv", "n1\tnobody\t3\n", "nobody"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, file, content, told):
    path = write_folder(tmp_path / "set") / file
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(BadFolder, match=told):
        read_folder(tmp_path / "set")


def test_another_encoding_is_named(tmp_path):
    path = write_folder(tmp_path / "set") / "queries.jsonl"
    path.write_bytes('{"_id": "n1", "title": "高密度石墨密封"}'.encode("gb18030"))
    with pytest.raises(BadFolder, match=r"queries\.jsonl .* UTF-8"):
        read_folder(tmp_path / "set")
