"""Tests mirror the packages; what they share lies here."""

from pathlib import Path

# One set of servers for all processes of a run.
SERVERS = Path(__file__).parents[1] / ".servers" / "tests"
