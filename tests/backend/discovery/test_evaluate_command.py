from __future__ import annotations

import json
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.evaluation.test_beir import write_folder

GRADES = "".join(f"n{n}\ta{a}\t{g}\n" for n, a, g in [(1, 0, 0), (1, 1, 3), (1, 2, 1), (2, 2, 2)])


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate_matching", *arguments, stdout=out)
    return out.getvalue()


def test_json_is_all_that_is_printed(tmp_path):
    told = json.loads(run(str(write_folder(tmp_path / "set", grades=GRADES)), "--json"))
    assert 0.0 < told["mrr"] <= 1.0
    assert set(told["intervals"]) == {"recall_at_100", "mrr"}
    assert {"ablation", "slices", "worst", "signals", "ms_per_query"} <= set(told)


def test_the_report_stands_alone(tmp_path):
    folder = write_folder(tmp_path / "set", grades=GRADES)
    queries = folder / "queries.jsonl"
    queries.write_text(queries.read_text().replace("高密度石墨", "<script>高密度</script>石墨"))
    page = tmp_path / "report.html"
    run(str(folder), "--html", str(page), "--encodings", str(tmp_path / "vectors"))
    written = page.read_text(encoding="utf-8")
    elements = Elements()
    elements.feed(written)
    tags = [tag for tag, _ in elements.found]
    assert tags.count("svg") >= 3
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not [a for _, a in elements.found if "src" in a or "href" in a or "style" in a]
    assert "url(" not in written
    assert "n1" not in written  # readers see titles, not ids


@pytest.mark.parametrize("name", ["", "nowhere/report.html"])
def test_a_report_that_cannot_be_written_is_refused_before_the_work(tmp_path, name):
    with pytest.raises(CommandError, match="--html"):
        run(str(tmp_path / "no-such-set"), "--html", str(tmp_path / name))


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"queries\.jsonl is missing"):
        run(str(tmp_path / "no-such-set"))
