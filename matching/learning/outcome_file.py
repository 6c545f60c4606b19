"""Outcomes as a file that training reads: JSON lines, each a need, an offer or an outcome.

Listings come before the outcomes that speak of them, and outcomes in the order of time. No
encodings are written: they belong to an encoder's version and are made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from matching.contracts import (
    BadLabels,
    Comparator,
    Indicator,
    Outcome,
    OutcomeKind,
    Profile,
)
from matching.kinds import known_kind, seeks

Id = int | str


@dataclass(frozen=True, slots=True)
class OutcomeFile:
    """Profiles by id, and the outcomes in the order of time."""

    needs: Mapping[Id, Profile]
    offers: Mapping[Id, Profile]
    outcomes: list[Outcome]


def write_outcomes(path: Path, profiles: Iterable[Profile], outcomes: Iterable[Outcome]) -> int:
    """Writes the file, whole or not at all; the number of outcomes."""
    beside = path.with_name(f".{path.name}.part")
    count = 0
    with beside.open("w", encoding="utf-8") as file:
        for profile in profiles:
            row = {"listing": _profile_row(profile)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        for outcome in outcomes:
            row = {"outcome": _outcome_row(outcome)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    beside.replace(path)
    return count


def read_outcomes(path: Path) -> OutcomeFile:
    """What ``write_outcomes`` wrote. Raises BadLabels with the line that is wrong."""
    found = OutcomeFile({}, {}, [])
    needs: dict[Id, Profile] = {}
    offers: dict[Id, Profile] = {}
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    _take(line, f"{path.name}, line {number}", needs, offers, found.outcomes)
    except (OSError, UnicodeDecodeError) as error:
        raise BadLabels(f"{path.name} cannot be read: export the outcomes anew") from error
    return OutcomeFile(needs, offers, found.outcomes)


def _take(
    line: str,
    at: str,
    needs: dict[Id, Profile],
    offers: dict[Id, Profile],
    outcomes: list[Outcome],
) -> None:
    try:
        row = json.loads(line)
        if "listing" in row:
            profile = _profile(row["listing"])
            (needs if seeks(profile.kind) else offers)[profile.id] = profile
            return
        outcome = _outcome(row["outcome"])
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise BadLabels(f"{at}: neither a listing nor an outcome; export the outcomes anew") from (
            error
        )
    if outcome.need_id not in needs or outcome.offer_id not in offers:
        raise BadLabels(
            f"{at}: speaks of {outcome.need_id} and {outcome.offer_id}, of which one was not "
            "written above it; export the outcomes anew"
        )
    outcomes.append(outcome)


def _profile_row(profile: Profile) -> dict[str, Any]:
    row = {
        "id": profile.id,
        "kind": profile.kind,
        "texts": dict(profile.texts),
        "language": profile.language,
        "indicators": [_indicator_row(indicator) for indicator in profile.indicators],
        "industry": profile.industry,
        "field": profile.field,
        "region": profile.region,
        "trl": profile.trl,
        "price_min": _text(profile.price_min),
        "price_max": _text(profile.price_max),
        "currency": profile.currency,
        "modes": sorted(profile.modes),
        "deadline": profile.deadline.isoformat() if profile.deadline else None,
        "dated": profile.dated.isoformat() if profile.dated else None,
        "organisation": profile.organisation,
        "contracted_with": sorted(profile.contracted_with),
    }
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _profile(row: Mapping[str, Any]) -> Profile:
    texts = row["texts"]
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("texts")
    return Profile(
        id=_identity(row["id"]),
        kind=known_kind(row["kind"]),
        texts={"title": "", **texts},
        language=row.get("language", "zh"),
        indicators=tuple(_indicator(indicator) for indicator in row.get("indicators", ())),
        industry=row.get("industry", ""),
        field=row.get("field", ""),
        region=row.get("region", ""),
        trl=row.get("trl"),
        price_min=_decimal(row.get("price_min")),
        price_max=_decimal(row.get("price_max")),
        currency=str(row.get("currency") or ""),
        modes=frozenset(row.get("modes", ())),
        deadline=_date(row.get("deadline")),
        dated=_date(row.get("dated")),
        contracted_with=frozenset(row.get("contracted_with", ())),
        organisation=row.get("organisation", ""),
    )


def _indicator_row(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": indicator.name,
        "comparator": str(indicator.comparator),
        "value": str(indicator.value),
        "value_max": _text(indicator.value_max),
        "unit": indicator.unit,
    }


def _indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        name=row["name"],
        comparator=Comparator(row["comparator"]),
        value=Decimal(row["value"]),
        unit=row["unit"],
        value_max=_decimal(row["value_max"]),
    )


def _outcome_row(outcome: Outcome) -> dict[str, Any]:
    row = {
        "need": outcome.need_id,
        "offer": outcome.offer_id,
        "kind": str(outcome.kind),
        "organisation": outcome.organisation,
        "position": outcome.position,
        "grade": outcome.grade,
        "reason": outcome.reason,
    }
    return {name: value for name, value in row.items() if value not in (None, "")}


def _outcome(row: Mapping[str, Any]) -> Outcome:
    kind, grade, position = OutcomeKind(row["kind"]), row.get("grade"), row.get("position")
    if kind is OutcomeKind.JUDGED and grade not in (0, 1, 2, 3):
        raise ValueError("grade")
    if position is not None and not (isinstance(position, int) and position >= 1):
        raise ValueError("position")
    return Outcome(
        need_id=_identity(row["need"]),
        offer_id=_identity(row["offer"]),
        kind=kind,
        organisation=str(row.get("organisation", "")),
        position=position,
        grade=grade,
        reason=str(row.get("reason", "")),
    )


def _identity(value: object) -> Id:
    if not isinstance(value, int | str):
        raise TypeError("id")
    return value


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _date(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
