"""Reads judged collections: BEIR folders, and papers whose titles look for their abstracts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.contracts import Kind, MatchingError, Profile


class BadFolder(MatchingError):
    """A file of the folder is missing or damaged; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Needs, achievements, and the grade of each judged pair by their ids."""

    name: str
    needs: list[Profile]
    offers: list[Profile]
    grades: dict[tuple[int | str, int | str], int]


def read_collection(path: Path) -> Folder:
    """A BEIR folder (``corpus.jsonl``, ``queries.jsonl``, ``qrels/test.tsv``) or a file of papers.
    Raises BadFolder.
    """
    return read_papers(path) if path.is_file() else read_folder(path)


def read_papers(path: Path) -> Folder:
    """JSON lines with ``title`` and ``abstract``: each title is a need, and its own abstract, which
    has no title, the one achievement that answers it. Raises BadFolder.
    """
    needs: list[Profile] = []
    offers: list[Profile] = []
    for number, line in enumerate(_open(path), 1):
        if not line.strip():
            continue
        row = _object(path, number, line)
        title, abstract = row.get("title"), row.get("abstract")
        if not (isinstance(title, str) and isinstance(abstract, str) and title and abstract):
            raise BadFolder(f'{path.name}, line {number}: needs "title" and "abstract"')
        needs.append(Profile(str(number), "need", {"title": title}))
        offers.append(Profile(str(number), "achievement", {"title": "", "abstract": abstract}))
    if not needs:
        raise BadFolder(f"{path.name} holds no papers: it needs a line for each")
    return Folder(path.name, needs, offers, {(need.id, need.id): 1 for need in needs})


def read_folder(folder: Path) -> Folder:
    """Everything in a BEIR folder. Raises BadFolder."""
    needs = list(_profiles(folder / "queries.jsonl", "need"))
    offers = list(_profiles(folder / "corpus.jsonl", "achievement"))
    if not needs or not offers:
        raise BadFolder(f"{folder.name} holds no needs or no achievements: both files need lines")
    grades = read_grades(folder)
    known = {need.id for need in needs}, {offer.id for offer in offers}
    for need, offer in grades:
        if need not in known[0] or offer not in known[1]:
            raise BadFolder(
                f"qrels/test.tsv speaks of {need} and {offer}, of which one is in neither "
                "queries.jsonl nor corpus.jsonl: remove the line or add the text"
            )
    return Folder(folder.name, needs, offers, grades)


def _open(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from file
    except FileNotFoundError as error:
        raise BadFolder(f"{path.name} is missing in {path.parent.name}: a BEIR folder has "
                        "corpus.jsonl, queries.jsonl and qrels/test.tsv") from error  # fmt: skip
    except (OSError, UnicodeDecodeError) as error:
        raise BadFolder(f"{path.name} cannot be read as UTF-8: save it as UTF-8") from error


def _profiles(path: Path, kind: Kind) -> Iterator[Profile]:
    seen: set[str] = set()
    for number, line in enumerate(_open(path), 1):
        if not line.strip():
            continue
        row = _object(path, number, line)
        identity = row.get("_id")
        if not isinstance(identity, str | int) or str(identity) in seen:
            raise BadFolder(f'{path.name}, line {number}: "_id" is missing or repeated')
        seen.add(str(identity))
        texts = {name: row.get(name) or "" for name in ("title", "text")}
        field = row.get("field") or ""
        if not all(isinstance(text, str) for text in (*texts.values(), field)):
            raise BadFolder(
                f'{path.name}, line {number}: "title", "text" and "field" must be strings'
            )
        yield Profile(str(identity), kind, texts, field=field)


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadFolder(f"{path.name}, line {number}: not a JSON object") from error
    if not isinstance(row, dict):
        raise BadFolder(f"{path.name}, line {number}: not a JSON object")
    return row


def read_grades(folder: Path) -> dict[tuple[int | str, int | str], int]:
    """Grades by need and achievement. Raises BadFolder."""
    path = folder / "qrels" / "test.tsv"
    grades: dict[tuple[int | str, int | str], int] = {}
    for number, row in enumerate(csv.reader(_open(path), delimiter="\t"), 1):
        if not row or (number == 1 and row[0] == "query-id"):
            continue
        try:
            need, offer, grade = row
            grades[need, offer] = int(grade)
        except ValueError as error:
            raise BadFolder(
                f"qrels/test.tsv, line {number}: needs three columns, the third a whole number"
            ) from error
    return grades
