"""Which encoder and ranker are in force: one row says it, and every process reads that row."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from matching import facade as matching
from matching.contracts import MatchingError

from .models import ActiveRelease

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of the encoder, and the name of the ranker's release."""

    encoder_version: str
    ranker: str

    @property
    def name(self) -> str:
        """As pairings and match runs keep it."""
        return f"{self.encoder_version}/{self.ranker}"


def release_in_force() -> InForce:
    """What was promoted; what is shipped where nothing was, or where its files are not here.

    Read anew for each use, so that a promotion reaches every process without a restart.
    """
    row = ActiveRelease.objects.filter(pk=ActiveRelease.ONE).first()
    if row is not None:
        if matching.encoder_known(row.encoder_version) and row.ranker in matching.release_names():
            return InForce(row.encoder_version, row.ranker)
        log.error("release_missing", release=str(row))
    return shipped_release()


def shipped_release() -> InForce:
    """What ranks before anything was promoted."""
    return InForce(matching.encoder_version(), matching.active_release().name)


@dataclass(frozen=True, slots=True)
class KnownRelease:
    """A release that is installed. ``verdict`` is shipped, passed, failed or damaged."""

    name: str
    in_force: bool
    verdict: str
    fitted_on: str = ""
    encoder_version: str = ""


def releases_known() -> list[KnownRelease]:
    """Every installed release by date, what is in force among them."""
    ranker = release_in_force().ranker
    found = [_known(name, ranker) for name in matching.release_names()]
    return sorted(found, key=lambda row: row.fitted_on)


def _known(name: str, ranker: str) -> KnownRelease:
    try:
        release = matching.release(name)
    except MatchingError:
        return KnownRelease(name, name == ranker, "damaged")
    gate = matching.gate_of(release)
    verdict = "shipped" if gate is None else "passed" if gate.passed else "failed"
    fitted_on = str(release.record.get("fitted_on", ""))
    return KnownRelease(name, name == ranker, verdict, fitted_on, release.encoder_version or "")
