"""A release's card: what it is made of, how it was fitted, and what the gate said, in plain text."""

from __future__ import annotations

from matching.learning.gate import GateReport
from matching.release import Release

# Told in a table of their own.
_APART = {"gate", "fitted_on"}


def gate_of(release: Release) -> GateReport | None:
    """The comparison a learnt release was written down with; None for one that was not learnt."""
    told = release.record.get("gate")
    return None if told is None else GateReport.from_record(told)


def card(release: Release) -> str:
    """The card of a release."""
    lines = [
        f"{release.name}, fitted {release.record.get('fitted_on', 'at an unknown date')}",
        f"  reads vectors of: {release.encoder_version or 'none'}",
    ]
    lines += [
        f"  {name.replace('_', ' ')}: {_told(value)}"
        for name, value in release.record.items()
        if name not in _APART
    ]
    lines += ["  weights:"]
    lines += [f"    {name:16}{weight:8.4f}" for name, weight in release.weights.items()]
    gate = gate_of(release)
    return "\n".join([*lines, gate_table(gate)] if gate is not None else lines)


def gate_table(gate: GateReport) -> str:
    """The gate's report: the whole, then each slice; slices of few lists stand in brackets."""
    lines = [
        f"{gate.candidate} against {gate.present}, nDCG@10 on {gate.needs} held-back needs: "
        f"{gate.candidate_ndcg:.4f} against {gate.present_ndcg:.4f}, "
        f"difference {gate.difference:+.4f} [{gate.low:+.4f}, {gate.high:+.4f}]",
        f"{'slice':28}{'lists':>7}{gate.present[:14]:>16}{gate.candidate[:14]:>16}{'change':>10}",
    ]
    for each in gate.slices:
        name = each.name if each.decides else f"({each.name})"
        lines.append(
            f"{name:28}{each.lists:>7}{each.present:>16.4f}{each.candidate:>16.4f}"
            f"{each.difference:>+10.4f}"
        )
    verdict = "passed" if gate.passed else "not passed: " + "; ".join(gate.objections)
    return "\n".join([*lines, f"gate: {verdict} (a slice may lose {gate.margin})"])


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{inner} {name}" for name, inner in value.items())
    return str(value)
