"""What the matcher refuses."""

from __future__ import annotations


class MatchingError(Exception):
    """Base of what the engine raises on purpose."""


class UnknownUnit(MatchingError):
    """A unit the engine cannot read; ``unit`` is what was written."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"unknown unit: {unit!r}")
        self.unit = unit


class UnparsableIndicator(MatchingError):
    """A wish in free text that states no indicator; ``part`` is what was not understood of ``text``
    and ``problem`` says why.
    """

    def __init__(self, text: str, part: str, problem: str) -> None:
        super().__init__(f"{problem}: {part!r}")
        self.text = text
        self.part = part
        self.problem = problem


class UnknownRelease(MatchingError):
    """No release of that name is installed."""


class UnknownEncoder(MatchingError):
    """No encoder of that version is configured or was tuned here."""


class BadLabels(MatchingError):
    """What should be learnt from cannot be read or says nothing; the message names the remedy."""


class EncoderMismatch(MatchingError):
    """Encodings of different encoder versions were to be compared."""
