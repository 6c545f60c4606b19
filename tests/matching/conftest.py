from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from matching import facade
from matching.contracts import Kind, Profile
from matching.release import Release

REPOSITORY = Path(__file__).parents[2]
TERMS = REPOSITORY / "backend" / "catalog" / "data" / "terms.tsv"


@pytest.fixture
def null_engine(tmp_path: Path) -> Iterator[None]:
    facade.configure(model="null", cache_dir=tmp_path, terms=TERMS)
    yield
    facade.configure(model="null", cache_dir=tmp_path)


@pytest.fixture(scope="session")
def null_release() -> Release:
    from matching.release import find_release

    return find_release("null-3")


@pytest.fixture
def bundled_engine(tmp_path: Path) -> Iterator[None]:
    # The unpacked model is kept between runs: it takes half a minute to write.
    facade.configure(model="bundled", cache_dir=REPOSITORY / ".cache" / "models", threads=1)
    yield
    facade.configure(model="null", cache_dir=tmp_path)


Make = Callable[..., Profile]


@pytest.fixture
def listing(null_engine: None) -> Make:
    """Makes an encoded profile."""

    def make(kind: Kind, title: str, text: str = "", **fields: object) -> Profile:
        profile = Profile(
            fields.pop("id", title), kind, {"title": title, "summary": text}, **fields
        )  # type: ignore[arg-type]
        return replace(profile, encoding=facade.encode([profile.texts], [kind])[0])

    return make
