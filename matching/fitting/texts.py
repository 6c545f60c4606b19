"""Reads the texts that statistics are fitted on: BEIR folders, and our own sentence pairs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from matching.contracts import Kind, Profile

_BILINGUAL = Path(__file__).parent / "bilingual.tsv"


def bilingual_sentences() -> list[tuple[str, str]]:
    """Pairs of an English sentence and its Chinese translation, over the eight fields."""
    with _BILINGUAL.open(encoding="utf-8", newline="") as file:
        return [(english, chinese) for english, chinese in csv.reader(file, delimiter="\t")]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def needs_in(folder: Path) -> list[Profile]:
    """Needs of a BEIR folder."""
    return [_profile(row, "need") for row in _rows(folder / "queries.jsonl")]


def offers_in(folder: Path) -> list[Profile]:
    """Achievements of a BEIR folder."""
    return [_profile(row, "achievement") for row in _rows(folder / "corpus.jsonl")]


def _profile(row: dict[str, str], kind: Kind) -> Profile:
    texts = {"title": row.get("title") or "", "text": row.get("text") or ""}
    return Profile(row["_id"], kind, texts)


def papers_in(path: Path) -> list[Profile]:
    """Papers with title and abstract, as achievements."""
    return [
        Profile(f"paper-{number}", "achievement", {"title": r["title"], "abstract": r["abstract"]})
        for number, r in enumerate(_rows(path))
    ]


def english_profiles(kind: Kind) -> list[Profile]:
    """Our English sentences as listings of ``kind`` that have only a title."""
    return [
        Profile(f"en-{number}", kind, {"title": english}, "en")
        for number, (english, _) in enumerate(bilingual_sentences())
    ]


def chinese_profiles(kind: Kind) -> list[Profile]:
    """Their translations, in the same order."""
    return [
        Profile(f"zh-{number}", kind, {"title": chinese})
        for number, (_, chinese) in enumerate(bilingual_sentences())
    ]


def texts_of(profiles: Sequence[Profile]) -> list[dict[str, str]]:
    """The profiles' texts, without empty fields."""
    return [{name: text for name, text in p.texts.items() if text} for p in profiles]
