"""What a pairing would be without one of its conditions: “fits but for the region”."""

from __future__ import annotations

from backend.pairings.models import Fit, Pairing
from matching import facade as matching
from matching.contracts import Level, Reason, ScoredPair, UnknownRelease

_CONDITIONS = {"fields", "indicators"}  # what people can change; likeness is what it is


def levels_without(pairing: Pairing, fit: Fit) -> dict[str, str]:
    """Code of a condition → the level that the fit would have without it, where that differs.

    Empty for a pairing of a release that is no longer installed.
    """
    pair = ScoredPair(
        query_id=pairing.need_id,
        candidate_id=pairing.offer_id,
        score=fit.score,
        probability=fit.probability,
        level=Level(fit.level),
        reasons=[Reason(r["signal"], r["code"], float(r["contribution"])) for r in fit.reasons],
        indicators=(),
        # Stored as encoder/ranker; the ranker's release holds the calibration.
        release=pairing.release.rpartition("/")[2],
    )
    codes = {r.code for r in pair.reasons if r.signal in _CONDITIONS and r.contribution < 0}
    try:
        levels = {code: matching.without(pair, code).level for code in sorted(codes)}
    except UnknownRelease:
        return {}
    return {code: level.value for code, level in levels.items() if level != pair.level}
