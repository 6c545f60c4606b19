"""Documents and queries out of windows of the shared papers, with the bundled model's vectors."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from matching import facade as matching
from search_index.contracts import Document, SearchQuery, TierText, Vector

ROOT = Path(__file__).parents[2]
PAPERS = Path(os.environ.get("TIQIAO_TEST_DATA", "data")) / "csl" / "papers.jsonl"
KEPT = ROOT / "var" / "bench"
# More windows than these are encoded documents again, each moved a little towards its neighbour.
DISTINCT = 100_000
CHUNK = 10_000
TITLE, SUMMARY, DETAILS = 24, 80, 220  # characters
DIMENSION = 384
ENCODER = "bench"
REGIONS = ("zj", "js", "gd", "sh", "bj", "sd", "hb", "sc")
FIELDS = ("materials", "energy", "biology", "software", "machines", "food", "chemistry", "earth")
READER = frozenset({"public", "registered", "org:7"})


class Windows:
    """``documents`` windows and ``queries`` questions; encodes those not kept from an earlier run."""

    def __init__(self, documents: int, queries: int) -> None:
        papers = [json.loads(line) for line in PAPERS.read_text(encoding="utf-8").splitlines()]
        self._text = "".join(f"{paper['title']}。{paper['abstract']}" for paper in papers)
        matching.configure(cache_dir=ROOT / ".cache" / "matching")
        count = min(documents, DISTINCT)
        self._vectors = np.concatenate(
            [
                self._encoded(f"windows-{first}", [self._title(n) for n in range(first, last)])
                for first, last in ((n, min(n + CHUNK, count)) for n in range(0, count, CHUNK))
            ]
        )
        chance = random.Random(11)
        keywords = [word for paper in papers for word in paper["keywords"]]
        self._asked = [
            " ".join(chance.sample(keywords, 1 + number % 3)) for number in range(queries)
        ]
        self._questions = self._encoded(f"questions-{queries}", self._asked, "query")

    def documents(self, count: int) -> Iterator[Document]:
        """The first ``count``."""
        return (self.document(number) for number in range(count))

    def document(self, number: int) -> Document:
        """A listing of the text around a window; one in ten is its organisation's own."""
        at = self._place(number)
        audience = frozenset({"public"} if number % 10 else {f"org:{number % 50}"})
        hidden = frozenset({"registered"} if number % 3 else {f"org:{number % 50}"})
        owner = number % 400
        vector = Vector(self._vector(number), ENCODER)
        summary = {"title": self._title(number), "summary": self._text[at : at + SUMMARY]}
        background = self._text[at + SUMMARY : at + SUMMARY + DETAILS]
        return Document(
            id=number,
            kind="need" if number % 4 == 0 else "achievement",
            version=1,
            visible=True,
            language="zh",
            organisation=owner,
            audience=audience,
            texts=[
                TierText("summary", summary, audience),
                TierText("details", {"background": background}, hidden),
            ],
            facets={
                "field": [FIELDS[number % 8]],
                "region": [REGIONS[number // 8 % 8]],
                "trl": [str(1 + number % 9)],
            },
            public_vector=vector,
            full_vector=vector,
            names={"organisation": f"{self._text[owner * 97 :][:4]}大学"},
        )

    def queries(self) -> list[SearchQuery]:
        """Keywords with their vectors; every second one narrowed to a field."""
        return [
            SearchQuery(
                text=text,
                audience=READER,
                vector=Vector(self._questions[number], ENCODER),
                filters={"field": frozenset({FIELDS[number % 8]})} if number % 2 else {},
            )
            for number, text in enumerate(self._asked)
        ]

    def nearest(self, size: int, count: int) -> Iterator[tuple[SearchQuery, set[int]]]:
        """Queries by vector alone, and the ``count`` exactly nearest the reader may find."""
        open_to = np.array([bool(self.document(n).audience & READER) for n in range(size)])
        held = np.stack([self._vector(n) for n in range(size)])
        for question in self._questions:
            cosines = np.where(open_to, held @ question, -2)
            best = np.argpartition(-cosines, count)[:count]
            query = SearchQuery("", READER, vector=Vector(question, ENCODER), size=count)
            yield query, set(best.tolist())

    def typed(self, size: int) -> list[str]:
        """What people type of titles: beginnings, middles, pinyin, a wrong letter."""
        from pypinyin import lazy_pinyin

        chance = random.Random(13)
        found = []
        for number in range(len(self._asked)):
            title = self._title(chance.randrange(size))
            at = chance.choice([0, 0, 3, 7])
            some = title[at : at + chance.randint(1, 6)]
            letters = "".join(lazy_pinyin(some))
            wrong = chance.randrange(len(letters))
            spoilt = letters[:wrong] + "x" + letters[wrong + 1 :]
            found.append((some, letters, spoilt)[number % 3])
        return found

    def _place(self, number: int) -> int:
        return int(number % DISTINCT * (len(self._text) / DISTINCT))

    def _title(self, number: int) -> str:
        at = self._place(number)
        return self._text[at : at + TITLE]

    def _vector(self, number: int) -> NDArray[np.float32]:
        count = len(self._vectors)
        turn, place = divmod(number, count)
        vector = self._vectors[place]
        if not turn:
            return vector
        moved = vector + 0.1 * turn * self._vectors[(place + turn) % count]
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)

    def _encoded(self, name: str, texts: list[str], kind: str = "passage") -> NDArray[np.float32]:
        path = KEPT / f"{name}-{len(texts)}-{matching.encoder_version()}.npy"
        if not path.exists():
            KEPT.mkdir(parents=True, exist_ok=True)
            parts = range(0, len(texts), 500)
            made = [
                matching.embed(texts[n : n + 500], kind)  # type: ignore[arg-type]
                for n in tqdm(parts, desc=name, unit="×500")
            ]
            np.save(path, np.concatenate(made))
        return np.asarray(np.load(path))
