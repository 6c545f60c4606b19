"""The jars: a repository that is away for a moment is asked again, another file is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from deploy.local import elasticsearch_home


class Repository:
    """Answers each question with the next of its answers."""

    def __init__(self, *answers: Path | Exception) -> None:
        self.answers = list(answers)

    def create_dependency(self, coordinate: str) -> Any:
        return SimpleNamespace(artifact=self)

    def resolve(self) -> Path:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        answer.write_bytes(b"jar")
        return answer


@pytest.fixture
def jar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(elasticsearch_home, "PAUSES", (0, 0, None))
    return tmp_path / "a.jar"


def test_a_repository_away_for_a_moment_is_asked_again(jar: Path) -> None:
    repository = Repository(OSError("no such name"), jar)
    digest = hashlib.sha256(b"jar").hexdigest()
    assert elasticsearch_home._fetch(repository, "g:a:1", digest) == jar


def test_a_repository_that_stays_away_is_told(jar: Path) -> None:
    repository = Repository(*[OSError("no such name")] * 3)
    with pytest.raises(OSError, match="no such name"):
        elasticsearch_home._fetch(repository, "g:a:1")


def test_another_file_than_the_locks_is_refused(jar: Path) -> None:
    other = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(RuntimeError, match=r"g:a:1 is not the file"):
        elasticsearch_home._fetch(Repository(*[jar] * 3), "g:a:1", other)
    assert not jar.exists()
