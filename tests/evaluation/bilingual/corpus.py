"""The bilingual set and the texts it is mixed among, as profiles."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Literal

from matching import facade
from matching.contracts import Kind, Profile

Language = Literal["zh", "en"]
HERE = Path(__file__).parent
# Where there is English prose on every machine: how the installed libraries describe themselves.
LIBRARIES = (
    *(f"scipy.{name}" for name in ("signal", "stats", "optimize", "ndimage", "linalg", "sparse")),
    *(f"sklearn.{name}" for name in ("cluster", "ensemble", "linear_model", "metrics")),
    *("numpy", "torch", "torch.nn", "transformers"),
)

# Sentences, and none that the members of a family have in common.
_PROSE = re.compile(r"(?!As an instance of)[A-Z](?!.*(?:>>>|--|::))")


def needs(language: Language) -> list[Profile]:
    """The needs, with ids such as "01"."""
    return list(_listings("need", language))


def achievements(language: Language) -> list[Profile]:
    """The achievements, each with the id of the need that it answers."""
    return list(_listings("achievement", language))


def _listings(kind: Kind, language: Language) -> Iterator[Profile]:
    with (HERE / f"{kind}s.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield Profile(row["id"], kind, row[language], language)


def papers(path: Path, count: int) -> list[Profile]:
    """The first Chinese titles and abstracts of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in islice(file, count)]
    return [
        Profile(f"paper-{i}", "achievement", {"title": row["title"], "text": row["abstract"]})
        for i, row in enumerate(rows)
    ]


def paragraphs(count: int) -> list[Profile]:
    """English paragraphs out of the documentation of installed libraries."""
    unique = dict.fromkeys(text for library in LIBRARIES for text in _described(library))
    return [
        Profile(f"paragraph-{i}", "achievement", {"title": title, "text": text}, "en")
        for i, (title, text) in enumerate(islice(unique, count))
    ]


def _described(library: str) -> Iterator[tuple[str, str]]:
    module = import_module(library)
    for name in sorted(vars(module)):
        thing = getattr(module, name)
        told = inspect.getdoc(thing) if callable(thing) and not name.startswith("_") else None
        head, *rest = (" ".join(part.split()) for part in (told or "").split("\n\n"))
        prose = (part for part in rest if len(part) > 120 and _PROSE.match(part))
        if first := next(prose, ""):
            yield head, first


def encoded(profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles with their encodings, made in one go."""
    encodings = facade.encode([p.texts for p in profiles], [p.kind for p in profiles])
    return [replace(p, encoding=e) for p, e in zip(profiles, encodings, strict=True)]
