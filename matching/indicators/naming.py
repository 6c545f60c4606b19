"""Whether words name an indicator: by shared characters, or by synonyms."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from matching.normalisation import normalise, terms

_SYNONYMS = Path(__file__).parent / "synonyms.txt"
# A synonym is a little less sure than the name itself.
_BY_SYNONYM = 0.8


@cache
def _groups() -> list[tuple[str, ...]]:
    lines = _SYNONYMS.read_text(encoding="utf-8").splitlines()
    return [tuple(sorted(line.split(), key=len, reverse=True)) for line in lines if line.strip()]


@lru_cache(maxsize=8192)
def named(name: str, words: str) -> float:
    """How surely ``words`` name the indicator ``name``, from 0 to 1."""
    wanted = set(terms(name, 2))
    if not wanted:
        return 0.0
    direct = len(wanted & set(terms(words, 2))) / len(wanted)
    return max(direct, _BY_SYNONYM if _synonymous(normalise(name), normalise(words)) else 0.0)


def _synonymous(name: str, words: str) -> bool:
    for group in _groups():
        member = next((m for m in group if m in name), None)
        # The name must be little more than the synonym: 电池能量密度 is not a 密度.
        if member is None or len(member) * 2 < len(name):
            continue
        if any(m in words for m in group):
            return True
    return False
