"""A market for tests, in which technology field and readiness decide and words mislead."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.contracts import Outcome, OutcomeKind, Profile

FIELDS = ("electronics", "new_materials", "new_energy")
WORDS = "石墨散热膜密封环轴承钢涂层电池隔膜传感器激光焊接催化剂树脂纤维陶瓷芯片封装水泵阀门菌种饲料"


def market(
    needs: int, *, offers_each: int = 8, seed: int = 0
) -> tuple[list[Profile], list[Outcome]]:
    """Listings, and the staff's grade of every pair: 3 where the field fits, else 0 or 1."""
    chance = np.random.default_rng(seed)
    profiles: list[Profile] = []
    outcomes: list[Outcome] = []
    for number in range(needs):
        wanted = FIELDS[number % len(FIELDS)]
        need = Profile(
            f"n{number}", "need", {"title": _words(chance)}, field=wanted, trl=6,
            organisation=f"buyer{number % 20}",
        )  # fmt: skip
        profiles.append(need)
        for offer in _offers(need, offers_each, chance):
            profiles.append(offer)
            fits = offer.field == wanted
            grade = 3 if fits else int(chance.integers(0, 2))
            outcomes.append(Outcome(need.id, offer.id, OutcomeKind.JUDGED, grade=grade))
    return profiles, outcomes


def _offers(need: Profile, count: int, chance: np.random.Generator) -> Iterator[Profile]:
    title = need.texts["title"]
    for number in range(count):
        fits = number < count // 2
        field = need.field if fits else FIELDS[(FIELDS.index(need.field) + 1) % len(FIELDS)]
        # What does not fit shares more words than what does.
        shared = int(chance.integers(0, 6) if fits else chance.integers(3, 9))
        yield Profile(
            f"{need.id}-{number}", "achievement",
            {"title": title[:shared] + _words(chance)}, field=field,
            trl=int(chance.integers(5, 8)), organisation=f"seller{chance.integers(0, 20)}",
        )  # fmt: skip


def _words(chance: np.random.Generator) -> str:
    return "".join(chance.choice(list(WORDS), 12))
