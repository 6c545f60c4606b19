"""The registry of what parts hang on."""

from __future__ import annotations

import pytest

from backend.core.errors import NotFound
from backend.core.subjects import Subject, SubjectType, register, subject_for


def _find(actor: object, pk: int) -> Subject:
    return Subject(name="stone", pk=pk, title="A stone", url="/", tiers=frozenset())


def test_a_name_is_taken_once() -> None:
    first = SubjectType(name="stone", find=_find)
    register(first)
    register(first)
    assert subject_for(None, "stone", 3).pk == 3
    with pytest.raises(ValueError, match="stone"):
        register(SubjectType(name="stone", find=_find))


def test_an_unknown_name_is_not_found() -> None:
    with pytest.raises(NotFound):
        subject_for(None, "unicorn", 1)
